"""What the second person says."""

from django.db import transaction
from django.utils import timezone

from cms.activity.actions import record_act
from cms.people.models import User
from cms.retention.actions.objections import (
    NO_RIGHT,
    CannotGoError,
    locked_destruction,
    locked_document,
    objection_to_people,
    objection_to_row,
    stop,
)
from cms.retention.acts import DESTRUCTION_APPROVED, DESTRUCTION_REFUSED, DESTRUCTION_WITHDRAWN
from cms.retention.models import Destruction, Outcome, State
from cms.retention.rights import may_approve


@transaction.atomic
def approve_destruction(destruction: Destruction, *, by: User) -> Destruction:
    """Agree that a document goes: it is destroyed by a task after the commit, or waits to be transferred.

    What has come in between (a hold, another file, another schedule) stops it instead: look at the state of what is
    returned. Raises CannotGoError for the one who proposed it, and for whoever may not.
    """
    row = locked_destruction(destruction.pk, State.PROPOSED)
    document = locked_document(row.document_id)
    if objection := objection_to_people(row, document, by):
        raise CannotGoError(objection)
    if objection := objection_to_row(row, document):
        stop(row, objection)
        return row
    row.state = State.TO_TRANSFER if row.outcome == Outcome.TRANSFER else State.APPROVED
    row.decided_by, row.decided_at = by, timezone.now()
    row.save(update_fields=["state", "decided_by", "decided_at"])
    record_act(DESTRUCTION_APPROVED, by=by, thing=document, details={"outcome": row.outcome})
    return row


@transaction.atomic
def refuse_destruction(destruction: Destruction, *, because: str, by: User) -> Destruction:
    """Say that a document stays, and why. It may be proposed again. Raises CannotGoError."""
    row = locked_destruction(destruction.pk, State.PROPOSED, State.TO_TRANSFER)
    if not may_approve(by, row.document):
        raise CannotGoError(NO_RIGHT)
    return _end(row, State.REFUSED, DESTRUCTION_REFUSED, because, by)


@transaction.atomic
def withdraw_destruction(destruction: Destruction, *, because: str, by: User) -> Destruction:
    """Take back what one proposed. Raises CannotGoError for anybody else."""
    row = locked_destruction(destruction.pk, State.PROPOSED, State.TO_TRANSFER)
    if row.proposed_by_id != by.pk:
        raise CannotGoError(NO_RIGHT)
    return _end(row, State.WITHDRAWN, DESTRUCTION_WITHDRAWN, because, by)


def _end(row: Destruction, state: State, act: str, because: str, by: User) -> Destruction:
    row.state, row.reason, row.decided_by, row.decided_at = state, because, by, timezone.now()
    row.save(update_fields=["state", "reason", "decided_by", "decided_at"])
    record_act(act, by=by, thing=row.document, details={"because": because})
    return row
