"""Transferring to an archive: an exporter takes what waits, and says when the archive has it."""

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from cms.activity.actions import record_act
from cms.people.models import User
from cms.retention.actions.objections import (
    NO_RIGHT,
    CannotGoError,
    locked_destruction,
    locked_document,
    objection_to_row,
    stop,
)
from cms.retention.acts import DOCUMENT_TRANSFERRED
from cms.retention.models import Destruction, State
from cms.retention.rights import PROPOSE, open_destructions


def waiting_for_transfer(user: User) -> QuerySet[Destruction]:
    """What two people agreed to transfer, as far as it opens for somebody."""
    return open_destructions(user).filter(state=State.TO_TRANSFER)


@transaction.atomic
def mark_transferred(destruction: Destruction, *, to: str, by: User) -> Destruction:
    """Say that an archive has taken a document (`to` names it and its receipt). It is then destroyed here by a task.

    What has come in between stops it instead: look at the state of what is returned. Raises CannotGoError.
    """
    row = locked_destruction(destruction.pk, State.TO_TRANSFER)
    document = locked_document(row.document_id)
    if not by.has_perm(PROPOSE) or not waiting_for_transfer(by).filter(pk=row.pk).exists():
        raise CannotGoError(NO_RIGHT)
    if objection := objection_to_row(row, document):
        stop(row, objection)
        return row
    row.state, row.transferred_to, row.transferred_at = State.APPROVED, to, timezone.now()
    row.save(update_fields=["state", "transferred_to", "transferred_at"])
    record_act(DOCUMENT_TRANSFERRED, by=by, thing=document, details={"to": to})
    return row
