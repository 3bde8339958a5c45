"""What is done to the log of changes."""

from collections.abc import Iterable, Iterator
from datetime import timedelta

from django.conf import settings
from django.db import connection, transaction
from django.db.models import F, Max, Min
from django.utils import timezone

from cms.changes.models import Change, Clock, Happening
from cms.changes.signals import changes_recorded

BATCH = 500

# The kind and id of a thing of which there is news, and whose lock they need besides its own who are told.
News = tuple[str, int, int | None]


def record_changes(changes: Iterable[Change]) -> None:
    """Write these down, within the transaction that changed the things. One statement for every 500 of them.

    That a thing was updated is written once a transaction, however often it, or what it shows, is saved there.
    """
    waiting = list(_numberings_to_come())
    new = [
        change
        for change in changes
        if change.what != Happening.UPDATED or not any(numbering.has_told(change) for _savepoints, numbering in waiting)
    ]
    if not new:
        return
    Change.objects.bulk_create(new, batch_size=BATCH)
    # what a savepoint takes back was not told: only what would go with this may keep that it was
    here = set(connection.savepoint_ids)
    numbering = next((each for savepoints, each in waiting if savepoints & here == here), None)
    if numbering is None:
        # one of those that wait numbers them all: a savepoint that can still take it back takes back these as well
        numbering = _Numbering(is_needed=not waiting)
        transaction.on_commit(numbering, robust=True)
    numbering.tell(change for change in new if change.what in (Happening.PUBLISHED, Happening.UPDATED))


@transaction.atomic
def number_changes() -> int:
    """Give what is committed and waits its place in the order; how many there were. May be run at any time by anybody.

    The number is the row's own, moved up so that all come after whatever was numbered before: one statement for any
    number of them.
    """
    if not Change.objects.waiting().exists():
        return 0
    clock = Clock.hold()
    ends = Change.objects.waiting().aggregate(first=Min("pk"), last=Max("pk"))
    if ends["first"] is None:
        return 0
    ahead = clock.tick + 1 - ends["first"]
    through = ends["last"] + ahead
    waiting = Change.objects.waiting().filter(pk__range=(ends["first"], ends["last"]))
    count = waiting.update(sequence=F("pk") + ahead)
    clock.wind(tick=through)
    transaction.on_commit(lambda: changes_recorded.send(sender=Change, through=through), robust=True)
    return count


@transaction.atomic
def forget_changes() -> int:
    """Forget what changed longer ago than is kept; how many there were. Who has not asked since must read anew."""
    old = Change.objects.filter(at__lt=timezone.now() - timedelta(days=settings.CHANGES_DAYS)).exclude(sequence=None)
    last = old.aggregate(last=Max("sequence"))["last"]
    if last is None:
        return 0
    Clock.hold().wind(forgotten=last)
    # by one statement: a model's own deletion would bring all of them here first
    forgotten = Change.objects.filter(sequence__lte=last)
    return forgotten._raw_delete(forgotten.db)


class _Numbering:
    """Numbers the changes of a transaction after its commit, and knows until then of which things there is news."""

    def __init__(self, *, is_needed: bool) -> None:
        self._told: set[News] = set()
        self._is_needed = is_needed
        self.is_over = False

    def __call__(self) -> None:
        self.is_over = True
        if self._is_needed:
            number_changes()

    def tell(self, changes: Iterable[Change]) -> None:
        """Remember what was told."""
        self._told |= {_news_of(change) for change in changes}

    def has_told(self, change: Change) -> bool:
        """Whether as much was told of the thing to all who would be told by this."""
        return _news_of(change) in self._told or (change.kind, change.object_id, None) in self._told


def _numberings_to_come() -> Iterator[tuple[set[str], _Numbering]]:
    """Those that wait for this transaction's commit, with the savepoints whose end would take them back."""
    for savepoints, callback in (waiting[:2] for waiting in connection.run_on_commit):
        if isinstance(callback, _Numbering) and not callback.is_over:
            yield savepoints, callback


def _news_of(change: Change) -> News:
    return change.kind, change.object_id, change.shown_lock_id
