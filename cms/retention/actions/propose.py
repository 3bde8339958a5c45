"""Proposing that a document goes."""

from django.db import transaction

from cms.activity.actions import record_act
from cms.archive.models import LibraryDocument
from cms.people.models import User
from cms.retention.actions.objections import (
    NO_RIGHT,
    NOT_DUE,
    NOT_WAITING,
    CannotGoError,
    locked_document,
    objection_to,
)
from cms.retention.acts import DESTRUCTION_PROPOSED
from cms.retention.models import Destruction
from cms.retention.rights import may_propose
from cms.retention.rules import Rules


@transaction.atomic
def propose_destruction(document: LibraryDocument, *, by: User) -> Destruction:
    """Propose that a document whose term is over is destroyed, or transferred where its schedule says so.

    Tell the others with `tell_approvers`, once for all that is proposed together. Raises CannotGoError.
    """
    document = locked_document(document.pk)
    if not may_propose(by, document):
        raise CannotGoError(NO_RIGHT)
    if objection := objection_to(document):
        raise CannotGoError(objection)
    term = Rules().term_of(document)
    if term is None or term.due_on is None:
        raise CannotGoError(NOT_DUE)
    if document.destructions.still_open().exists():
        raise CannotGoError(NOT_WAITING)
    row = Destruction.objects.create(
        document=document,
        version=document.version,
        outcome=term.outcome,
        rule=term.rule,
        due_on=term.due_on,
        proposed_by=by,
    )
    record_act(DESTRUCTION_PROPOSED, by=by, thing=document, details={"rule": term.rule, "outcome": term.outcome})
    return row
