"""What is done to rights. `settle_…` verbs keep the rows true, in the transaction of the change they follow."""

import logging
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from django.db import transaction
from wagtail.models import Collection as WagtailCollection
from wagtail.models import Page

from cms.access.models import Audience, Lock, Restriction, Visibility
from cms.access.models.lock import VisibilityKind
from cms.access.models.restriction import RestrictionKind
from cms.access.settling import Standing, page_standings, write_standings
from cms.access.signals import visibility_changed
from cms.access.standard import DIRECTORY_KEY, standard_audiences
from cms.access.tree import dependants_of
from cms.people.models import Profile

logger = logging.getLogger(__name__)


@transaction.atomic
def restrict(*, kind: str, key: UUID | int | str, audiences: Iterable[Audience]) -> Restriction:
    """Let only these audiences pass a page (by rights key), a collection (by id) or the directory."""
    restriction, is_new = Restriction.objects.get_or_create(kind=kind, key=str(key))
    restriction.audiences.set(audiences)
    if is_new:
        _settle_restricted(restriction)
    return restriction


@transaction.atomic
def lift_restriction(restriction: Restriction) -> None:
    """Remove a restriction: what it stood on keeps those above it."""
    former_locks = list(Lock.objects.filter(restrictions=restriction))
    kind, key = restriction.kind, restriction.key
    restriction.delete()
    _settle_restricted(Restriction(kind=kind, key=key))
    # A lock that lost a restriction would open too wide if it were found again.
    Lock.objects.filter(pk__in=[lock.pk for lock in former_locks], things=None).delete()


def _settle_restricted(restriction: Restriction) -> None:
    if restriction.kind == RestrictionKind.PAGE:
        rows = Visibility.objects.filter(kind=VisibilityKind.PAGE, rights_key=restriction.key)
        settle_pages(rows.values_list("object_id", flat=True))
    elif restriction.kind == RestrictionKind.COLLECTION:
        settle_collections()
    else:
        settle_people(Profile.objects.values_list("pk", flat=True))


@transaction.atomic
def settle_pages(page_ids: Iterable[int], *, rights_keys: Mapping[int, UUID | None] | None = None) -> list[int]:
    """Make the rows of these pages true, and of every page that depends on one whose row changed.

    A page whose row stays the same changes nothing below it, so that saving a page costs a few queries in any tree.
    Returns the ids of the pages whose row changed.
    """
    settled: set[int] = set()
    changed: list[int] = []
    waiting = _with_versions_and_aliases(set(page_ids))
    while waiting:
        now_changed = write_standings(VisibilityKind.PAGE, page_standings(waiting, rights_keys or {}))
        changed += now_changed
        settled |= waiting
        waiting = dependants_of(now_changed) - settled if now_changed else set()
    if changed:
        visibility_changed.send(sender=Visibility, kind=VisibilityKind.PAGE, object_ids=changed)
    return changed


def _with_versions_and_aliases(page_ids: Collection[int]) -> set[int]:
    keys = Page.objects.filter(pk__in=page_ids, depth__gt=1).values("translation_key")
    versions = set(Page.objects.filter(translation_key__in=keys).values_list("pk", flat=True))
    aliases = set(Page.objects.filter(alias_of_id__in=versions).values_list("pk", flat=True))
    return versions | aliases


@transaction.atomic
def settle_collections() -> list[int]:
    """Make the rows of all collections true; there are hundreds at most. Returns the ids of those that changed."""
    restrictions = dict(Restriction.objects.filter(kind=RestrictionKind.COLLECTION).values_list("key", "pk"))
    rows = list(WagtailCollection.objects.values_list("pk", "path"))
    own = {path: restrictions.get(str(pk)) for pk, path in rows}
    step = WagtailCollection.steplen
    standings = {
        pk: Standing(frozenset({own.get(path[:end]) for end in range(step, len(path) + 1, step)} - {None}))  # type: ignore[arg-type]
        for pk, path in rows
    }
    return _write_and_tell(VisibilityKind.COLLECTION, standings)


@transaction.atomic
def settle_people(profile_ids: Iterable[int]) -> list[int]:
    """Make the rows of these people true: all stand behind the directory's one restriction, seen while active."""
    restriction, is_new = Restriction.objects.get_or_create(kind=RestrictionKind.DIRECTORY, key=DIRECTORY_KEY)
    if is_new:
        restriction.audiences.set(standard_audiences("staff"))
    rows = Profile.objects.filter(pk__in=list(profile_ids)).values_list("pk", "user__is_active")
    behind = frozenset({restriction.pk})
    return _write_and_tell(
        VisibilityKind.PERSON, {pk: Standing(behind, is_published=is_active) for pk, is_active in rows}
    )


def _write_and_tell(kind: str, standings: Mapping[int, Standing]) -> list[int]:
    changed = write_standings(kind, standings)
    if changed:
        visibility_changed.send(sender=Visibility, kind=kind, object_ids=changed)
    return changed


@transaction.atomic
def forget_thing(*, kind: str, object_id: int) -> None:
    """Remove the row of a thing that is gone."""
    gone, _by_model = Visibility.objects.filter(kind=kind, object_id=object_id).delete()
    if gone:
        visibility_changed.send(sender=Visibility, kind=kind, object_ids=[object_id])


@dataclass(frozen=True, slots=True)
class VisibilityReport:
    """What a check of all rows found: ids of things by kind whose row was wrong, missing or left over."""

    wrong: dict[str, list[int]] = field(default_factory=dict)
    left_over: dict[str, list[int]] = field(default_factory=dict)

    @property
    def is_clean(self) -> bool:
        """Whether every row said what it must."""
        return not any(self.wrong.values()) and not any(self.left_over.values())


def check_visibility(*, repair: bool = True) -> VisibilityReport:
    """Compare every row with what it must say: raw SQL tells nobody what it did. Repairs what differs, if asked."""
    report = VisibilityReport()
    with transaction.atomic():
        report.wrong[VisibilityKind.PAGE] = settle_pages(Page.objects.filter(depth__gt=1).values_list("pk", flat=True))
        report.wrong[VisibilityKind.COLLECTION] = settle_collections()
        report.wrong[VisibilityKind.PERSON] = settle_people(Profile.objects.values_list("pk", flat=True))
        models = {"page": Page, "collection": WagtailCollection, "person": Profile}
        for kind, model in models.items():
            rows = Visibility.objects.filter(kind=kind).exclude(object_id__in=model.objects.values("pk"))
            report.left_over[kind] = list(rows.values_list("object_id", flat=True))
            rows.delete()
        if not repair:
            transaction.set_rollback(True)
    if not report.is_clean:
        logger.warning("Visibility rows were not true: %s; left over: %s", report.wrong, report.left_over)
    return report
