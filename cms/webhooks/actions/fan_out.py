"""Decides, of each change, which endpoints are told of it.

Once for each endpoint and change: what was decided is written in one transaction with how far it has come, and a second
row for the same change is refused by the database.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.documents import get_document_model

from cms.access.policy import visible_ids, visible_to
from cms.access.readers import Reader, reader_for
from cms.changes.models import NAMED_IN_IDS, SITEWIDE, Change, ChangeKind, Clock, Happening
from cms.graphql_kit.ids import to_global_id
from cms.reading.models import PageCard
from cms.webhooks.events import Event, body_of
from cms.webhooks.models import Delivery, Endpoint
from cms.webhooks.sight_changes import changes_of_sight, locks_that_changed, remember_sight

CHANGES_AT_ONCE = 500
ENDINGS = (Happening.UNPUBLISHED, Happening.DELETED)


def fan_out() -> None:
    """Write the messages of all that changed since it was last decided."""
    for endpoint_id in list(Endpoint.objects.working().values_list("pk", flat=True)):
        while fan_out_to(endpoint_id):
            pass


@transaction.atomic
def fan_out_to(endpoint_id: int) -> bool:
    """Write the messages to one endpoint of the next changes; whether there may be more."""
    waiting = Endpoint.objects.working().select_for_update(of=("self",)).select_related("seen_as")
    endpoint = waiting.filter(pk=endpoint_id).first()
    if endpoint is None:
        return False
    clock, reader = Clock.read(), reader_for(endpoint.seen_as)
    if endpoint.fanned_out_to < clock.forgotten:
        _write_everything(endpoint, "forgotten")
        endpoint.fanned_out_to = clock.forgotten
    elif locks := locks_that_changed(endpoint, reader):
        _write_changed_sight(endpoint, reader, locks)
    between = Change.objects.between(endpoint.fanned_out_to, clock.tick)
    changes = list(between.told_to(reader)[:CHANGES_AT_ONCE])
    _write(endpoint, reader, changes)
    is_more = len(changes) == CHANGES_AT_ONCE
    _move_on(endpoint, reader, to=(changes[-1].sequence or 0) if is_more else max(clock.tick, endpoint.fanned_out_to))
    return is_more


def begin_now(endpoint: Endpoint) -> None:
    """Let an endpoint be told of what happens from now on. Saves nothing."""
    endpoint.fanned_out_to = Clock.read().tick
    remember_sight(endpoint, reader_for(endpoint.seen_as))


@dataclass(frozen=True, slots=True)
class Told:
    """What an endpoint is told of one change: whether its person sees the thing now, and the card of a page they do."""

    change: Change
    is_visible: bool
    card: PageCard | None

    def delivery_to(self, endpoint: Endpoint) -> Delivery:
        """The message. Of what closed it has the id alone."""
        change = self.change
        is_ending = change.what in ENDINGS
        event = f"{change.kind}.{change.what}"
        lock = change.lock_id_before if change.lock_id is None else change.lock_id
        if change.kind in SITEWIDE:
            lock = change.shown_lock_id
        return Delivery(
            endpoint=endpoint, change=change.sequence, event=event, kind=change.kind, object_id=change.object_id,
            locks=[lock] if lock else [], names_nothing=not self.is_visible and not is_ending,
            body=body_of(event, change.at, self._data()), next_attempt_at=timezone.now(),
        )  # fmt: skip

    def _data(self) -> dict[str, Any]:
        change = self.change
        kind = NAMED_IN_IDS[ChangeKind(change.kind)]
        data: dict[str, Any] = {"id": to_global_id(kind, change.object_id), "kind": change.kind}
        data["visible"] = self.is_visible
        if self.card:
            data |= {"path": self.card.path, "language": self.card.language}
        elif self.is_visible and change.language:
            data["language"] = change.language
        return data


def _write(endpoint: Endpoint, reader: Reader, changes: Sequence[Change]) -> None:
    asked = [change for change in changes if _is_asked_for(endpoint, change)]
    told = [each.delivery_to(endpoint) for each in _told_of(endpoint, reader, asked)]
    Delivery.objects.bulk_create(told, ignore_conflicts=True)


def _write_changed_sight(endpoint: Endpoint, reader: Reader, locks: set[int]) -> None:
    changes = changes_of_sight(reader, locks)
    if changes is None:
        _write_everything(endpoint, "rights")
    else:
        _write(endpoint, reader, changes)


def _told_of(endpoint: Endpoint, reader: Reader, changes: Sequence[Change]) -> Iterable[Told]:
    """What a reader is told: of what they see; of what ended, and opened for them; of what closed by this change; of
    what stands on every page. What was published and is not there any more is passed over: the change that took it away
    is on its way."""
    seen = _seen(reader, changes)
    opened_before = frozenset() if reader.passes_all else reader.locks | set(endpoint.open_locks)
    pages = [object_id for kind, object_id in seen if kind == ChangeKind.PAGE]
    cards = PageCard.objects.in_bulk(pages)
    for change in changes:
        is_seen = (change.kind, change.object_id) in seen
        is_ending = change.what in ENDINGS
        if change.kind in SITEWIDE:
            yield Told(change, True, None)
        elif is_seen and not is_ending:
            yield Told(change, True, cards.get(change.object_id) if change.kind == ChangeKind.PAGE else None)
        elif is_ending or (change.lock_id_before in opened_before and change.lock_id not in reader.locks):
            yield Told(change, False, None)


def _seen(reader: Reader, changes: Iterable[Change]) -> set[tuple[str, int]]:
    ids = {kind: {change.object_id for change in changes if change.kind == kind} for kind in NAMED_IN_IDS}
    seen = {(str(ChangeKind.PAGE), pk) for pk in visible_ids(reader, "page", ids[ChangeKind.PAGE])}
    documents = get_document_model()._default_manager.filter(pk__in=ids[ChangeKind.DOCUMENT])
    return seen | {(str(ChangeKind.DOCUMENT), pk) for pk in visible_to(reader, documents).values_list("pk", flat=True)}


def _is_asked_for(endpoint: Endpoint, change: Change) -> bool:
    is_chosen = f"{change.kind}.{change.what}" in endpoint.events
    return is_chosen and (not endpoint.languages or not change.language or change.language in endpoint.languages)


def _write_everything(endpoint: Endpoint, because: str) -> None:
    now = timezone.now()
    body = body_of(Event.EVERYTHING, now, {"because": because})
    Delivery.objects.create(endpoint=endpoint, event=Event.EVERYTHING, body=body, next_attempt_at=now)


def _move_on(endpoint: Endpoint, reader: Reader, *, to: int) -> None:
    endpoint.fanned_out_to = to
    remember_sight(endpoint, reader)
    endpoint.save(update_fields=["fanned_out_to", "open_locks", "newest_lock"])


def is_anything_new() -> bool:
    """Whether changes wait to be decided on, or somebody's sight has changed."""
    clock = Clock.read()
    return any(
        endpoint.fanned_out_to < clock.tick or locks_that_changed(endpoint, reader_for(endpoint.seen_as))
        for endpoint in Endpoint.objects.working().select_related("seen_as")
    )
