"""Setting and lifting legal holds."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone
from wagtail.models import Collection

from cms.activity.actions import record_act
from cms.archive.models import LibraryDocument
from cms.people.models import User
from cms.retention.actions.objections import HELD, NO_RIGHT, NOT_WAITING, CannotGoError, stop
from cms.retention.acts import HOLD_EXTENDED, HOLD_LIFTED, HOLD_SET
from cms.retention.keeping import hold_collections
from cms.retention.models import Destruction, LegalHold, held
from cms.retention.rights import LIFT, kept_collections, kept_documents, readable_holds


@transaction.atomic
def set_hold(
    *,
    name: str,
    reason: str,
    by: User,
    documents: Iterable[LibraryDocument] = (),
    collections: Iterable[Collection] = (),
) -> LegalHold:
    """Keep these documents, and all in and below these collections, until the hold is lifted.

    What was proposed or approved for destruction is stopped. Raises CannotGoError for what one does not keep oneself.
    """
    if not by.has_perm("retention.add_legalhold"):
        raise CannotGoError(NO_RIGHT)
    hold = LegalHold.objects.create(name=name, reason=reason, set_by=by)
    _name(hold, documents, collections, by)
    record_act(HOLD_SET, by=by, thing=hold, details=_counts(hold))
    return hold


@transaction.atomic
def extend_hold(
    hold: LegalHold, *, by: User, documents: Iterable[LibraryDocument] = (), collections: Iterable[Collection] = ()
) -> None:
    """Have a hold keep more. What it keeps is let go by lifting it, never one by one. Raises CannotGoError."""
    hold = _locked(hold)
    if not by.has_perm("retention.change_legalhold"):
        raise CannotGoError(NO_RIGHT)
    _name(hold, documents, collections, by)
    record_act(HOLD_EXTENDED, by=by, thing=hold, details=_counts(hold))


@transaction.atomic
def lift_hold(hold: LegalHold, *, because: str, by: User) -> LegalHold:
    """End a hold. Who lifts it must be able to see it. Raises CannotGoError."""
    hold = _locked(hold)
    if not by.has_perm(LIFT) or not readable_holds(by).filter(pk=hold.pk).exists():
        raise CannotGoError(NO_RIGHT)
    hold.lifted_by, hold.lifted_at, hold.lifted_because = by, timezone.now(), because
    hold.save(update_fields=["lifted_by", "lifted_at", "lifted_because"])
    record_act(HOLD_LIFTED, by=by, thing=hold, details={"because": because})
    return hold


def _locked(hold: LegalHold) -> LegalHold:
    found = LegalHold.objects.in_force().select_for_update().filter(pk=hold.pk).first()
    if found is None:
        raise CannotGoError(NOT_WAITING)
    return found


def _name(hold: LegalHold, documents: Iterable[LibraryDocument], collections: Iterable[Collection], by: User) -> None:
    document_ids, collection_ids = {each.pk for each in documents}, {each.pk for each in collections}
    named = kept_documents(by).filter(pk__in=document_ids).select_related("collection")
    places = kept_collections(by).filter(pk__in=collection_ids)
    if named.count() < len(document_ids) or places.count() < len(collection_ids):
        raise CannotGoError(NO_RIGHT)
    hold_collections({*(each.collection.path for each in named), *(each.path for each in places)})
    hold.documents.add(*document_ids)
    for place in places:
        # those below are named too, so that what is moved elsewhere stays under the hold
        hold.collections.add(place, *place.get_descendants())
    kept = held(LibraryDocument.objects.all()).values("pk")
    for row in Destruction.objects.still_open().filter(document__in=kept):
        stop(row, HELD)


def _counts(hold: LegalHold) -> dict[str, int]:
    return {"documents": hold.documents.count(), "collections": hold.collections.count()}
