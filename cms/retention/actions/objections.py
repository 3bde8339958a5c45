"""Why a document may not go after all: asked when it is proposed, when that is approved, and when it is done."""

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cms.activity.actions import record_act
from cms.archive.models import LibraryDocument
from cms.people.models import User
from cms.retention.acts import DESTRUCTION_STOPPED
from cms.retention.keeping import hold_collections, is_held
from cms.retention.models import Destruction, State
from cms.retention.rights import may_approve
from cms.retention.rules import Rules


class CannotGoError(Exception):
    """Somebody may not do this, or the document may not go. `reason` says why, in words for who tried."""

    def __init__(self, reason: str | Promise) -> None:
        self.reason = str(reason)
        super().__init__(self.reason)


HELD = _("It is under legal hold.")
NOT_DUE = _("No schedule lets it go yet.")
CHANGED = _("The file is another one than was proposed.")
OTHER_OUTCOME = _("The schedule now says something else than was proposed.")
PROPOSER_GONE = _("The account of whoever proposed it is gone: propose it again.")
SAME_PERSON = _("Somebody else than who proposed it has to approve.")
NO_RIGHT = _("You may not do this, or not to this document.")
APPROVER_LOST_RIGHT = _("Whoever approved it may not do so any more.")
NOT_WAITING = _("It does not wait for this any more.")


def locked_document(document_id: int) -> LibraryDocument:
    """A document, which nobody changes, deletes or puts under hold until the transaction ends.

    Raises CannotGoError where it is gone.
    """
    document = LibraryDocument.objects.select_for_update().filter(pk=document_id).first()
    if document is None:
        raise CannotGoError(NOT_WAITING)
    hold_collections([document.collection.path])
    return document


def locked_destruction(destruction_id: int, *states: str) -> Destruction:
    """A row in one of these states, which nobody else decides about meanwhile. Raises CannotGoError."""
    row = Destruction.objects.select_for_update().filter(pk=destruction_id, state__in=states).first()
    if row is None:
        raise CannotGoError(NOT_WAITING)
    return row


def objection_to(document: LibraryDocument) -> Promise | None:
    """Why a document may not be proposed; None where it may."""
    if is_held(document):
        return HELD
    term = Rules().term_of(document)
    return None if term and term.is_over() else NOT_DUE


def objection_to_row(row: Destruction, document: LibraryDocument) -> Promise | None:
    """Why what was proposed may not go on; None where it may."""
    if objection := objection_to(document):
        return objection
    if document.version != row.version:
        return CHANGED
    term = Rules().term_of(document)
    return None if term and term.outcome == row.outcome else OTHER_OUTCOME


def objection_to_people(row: Destruction, document: LibraryDocument, approver: User | None) -> Promise | None:
    """Why these two people are not the two it takes; None where they are."""
    if row.proposed_by_id is None:
        return PROPOSER_GONE
    if approver is None or not may_approve(approver, document):
        return NO_RIGHT
    return SAME_PERSON if approver.pk == row.proposed_by_id else None


def stop(row: Destruction, reason: str | Promise) -> None:
    """End what was proposed, because something came in between. It may be proposed again."""
    row.state, row.reason, row.decided_at = State.STOPPED, str(reason), timezone.now()
    row.save(update_fields=["state", "reason", "decided_at"])
    record_act(DESTRUCTION_STOPPED, by=None, thing=row.document, details={"because": row.reason})
