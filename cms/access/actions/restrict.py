from collections.abc import Iterable
from uuid import UUID

from django.db import transaction

from cms.access.actions.settle import settle_collections, settle_pages, settle_people, settle_work_groups
from cms.access.models import Audience, Lock, Restriction, Visibility
from cms.access.models.lock import VisibilityKind
from cms.access.models.restriction import RestrictionKind
from cms.access.settling import settle_alone
from cms.access.signals import restriction_changed
from cms.people.models import Profile


@transaction.atomic
def restrict(*, kind: str, key: UUID | int | str, audiences: Iterable[Audience]) -> Restriction:
    """Let only these audiences pass a page (by rights key), a collection or work group (by id), or the directory."""
    settle_alone()
    restriction, is_new = Restriction.objects.get_or_create(kind=kind, key=str(key))
    chosen = list(audiences)
    before = set() if is_new else _audience_ids(restriction)
    is_changed = before != {audience.pk for audience in chosen}
    if is_changed:
        restriction.audiences.set(chosen)
    if is_new:
        _settle_restricted(kind, str(key))
    if is_changed:
        restriction_changed.send(sender=Restriction, kind=str(kind), key=str(key), before=before)
    return restriction


@transaction.atomic
def lift_restriction(restriction: Restriction) -> None:
    """Remove a restriction: what it stood on keeps those above it."""
    settle_alone()
    kind, key = restriction.kind, restriction.key
    former_locks = list(restriction.locks.values_list("pk", flat=True))
    before = _audience_ids(restriction)
    restriction.delete()
    _settle_restricted(kind, key)
    # A lock that lost a restriction would open too wide if anything came to stand behind it again.
    Lock.objects.filter(pk__in=former_locks, things=None).delete()
    restriction_changed.send(sender=Restriction, kind=str(kind), key=key, before=before)


def _audience_ids(restriction: Restriction) -> set[int]:
    return set(restriction.audiences.order_by().values_list("pk", flat=True))


def _settle_restricted(kind: str, key: str) -> None:
    if kind == RestrictionKind.PAGE:
        rows = Visibility.objects.filter(kind=VisibilityKind.PAGE, rights_key=key)
        settle_pages(rows.values_list("object_id", flat=True))
    elif kind == RestrictionKind.COLLECTION:
        settle_collections()
    elif kind == RestrictionKind.WORK_GROUP:
        settle_work_groups([int(key)])
    else:
        settle_people(Profile.objects.values_list("pk", flat=True))
