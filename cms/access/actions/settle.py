from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from uuid import UUID

from django.db import transaction
from wagtail.models import Collection

from cms.access.models import Restriction, Visibility
from cms.access.models.lock import VisibilityKind
from cms.access.models.restriction import RestrictionKind
from cms.access.settling import Before, Standing, settle_alone, settle_some_pages, write_standings
from cms.access.signals import visibility_changed
from cms.access.standard import DIRECTORY_KEY, standard_audiences
from cms.access.tree import Dependants
from cms.people.models import Profile, WorkGroup

_waiting: ContextVar[dict[int, UUID | None] | None] = ContextVar("waiting", default=None)


@contextmanager
def settling_together() -> Iterator[None]:
    """Settle the pages that are saved in this block at its end, all at once: for whoever saves hundreds in one
    transaction. Until then a new page has no row, so that nobody sees it."""
    waiting: dict[int, UUID | None] = {}
    with transaction.atomic():
        token = _waiting.set(waiting)
        try:
            yield
        finally:
            _waiting.reset(token)
        settle_pages(waiting, rights_keys=waiting)


def settle_saved(page_id: int, rights_key: UUID | None) -> None:
    """Settle one page that was just saved, now or at the end of the block that settles together."""
    waiting = _waiting.get()
    if waiting is None:
        settle_pages([page_id], rights_keys={page_id: rights_key})
    else:
        waiting[page_id] = rights_key


@transaction.atomic
def settle_pages(page_ids: Iterable[int], *, rights_keys: Mapping[int, UUID | None] | None = None) -> list[int]:
    """Make the rows of these pages true, and of every page that depends on one whose row changed.

    A page whose row stays the same changes nothing for those that depend on it, so that saving a page costs a few
    queries in any tree. `rights_keys` are those just saved. Returns the ids of the pages whose row changed.
    """
    waiting = set(page_ids)
    if not waiting:
        return []
    settle_alone()
    settled: set[int] = set()
    changed: Before = {}
    dependants = Dependants()
    while waiting:
        now_changed = settle_some_pages(waiting, rights_keys or {})
        changed |= now_changed
        settled |= waiting
        waiting = dependants.of(now_changed) - settled
    return _tell(VisibilityKind.PAGE, changed)


@transaction.atomic
def settle_collections() -> list[int]:
    """Make the rows of all collections true; there are hundreds at most. Returns the ids of those that changed."""
    settle_alone()
    restrictions = dict(Restriction.objects.filter(kind=RestrictionKind.COLLECTION).values_list("key", "pk"))
    rows = list(Collection.objects.order_by().values_list("pk", "path"))
    own = {path: restrictions.get(str(pk)) for pk, path in rows}
    step = Collection.steplen
    standings = {
        pk: Standing(frozenset({own.get(path[:end]) for end in range(step, len(path) + 1, step)} - {None}))  # type: ignore[arg-type]
        for pk, path in rows
    }
    changed = write_standings(VisibilityKind.COLLECTION, standings)
    return _tell(VisibilityKind.COLLECTION, changed)


@transaction.atomic
def settle_people(profile_ids: Iterable[int]) -> list[int]:
    """Make the rows of these people true: all stand behind the directory's one restriction, seen while active."""
    restriction, is_new = Restriction.objects.get_or_create(kind=RestrictionKind.DIRECTORY, key=DIRECTORY_KEY)
    if is_new:
        restriction.audiences.set(standard_audiences("staff"))
    rows = Profile.objects.filter(pk__in=list(profile_ids)).values_list("pk", "user__is_active")
    behind = frozenset({restriction.pk})
    standings = {pk: Standing(behind, is_published=is_active) for pk, is_active in rows}
    changed = write_standings(VisibilityKind.PERSON, standings)
    return _tell(VisibilityKind.PERSON, changed)


@transaction.atomic
def settle_work_groups(group_ids: Iterable[int]) -> list[int]:
    """Make the rows of these groups true: each stands behind a restriction of its own, and one without is nobody's."""
    settle_alone()
    wanted = list(WorkGroup.objects.filter(pk__in=list(group_ids)).values_list("pk", flat=True))
    restrictions = Restriction.objects.filter(kind=RestrictionKind.WORK_GROUP, key__in=[str(pk) for pk in wanted])
    own = dict(restrictions.values_list("key", "pk"))
    standings = {pk: Standing(frozenset({own.get(str(pk))} - {None})) for pk in wanted}  # type: ignore[arg-type]
    changed = write_standings(VisibilityKind.WORK_GROUP, standings)
    return _tell(VisibilityKind.WORK_GROUP, changed)


@transaction.atomic
def forget_thing(*, kind: str, object_id: int) -> None:
    """Remove the row of a thing that is gone."""
    row = Visibility.objects.filter(kind=kind, object_id=object_id).first()
    if row is not None:
        row.delete()
        _tell(kind, {object_id: row})


def _tell(kind: str, changed: Before) -> list[int]:
    if changed:
        visibility_changed.send(sender=Visibility, kind=str(kind), object_ids=list(changed), before=changed)
    return list(changed)
