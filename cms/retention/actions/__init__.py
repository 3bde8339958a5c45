"""What is done about the end of documents."""

from cms.retention.actions.decide import approve_destruction, refuse_destruction, withdraw_destruction
from cms.retention.actions.destroy import catch_up, destroy
from cms.retention.actions.holds import extend_hold, lift_hold, set_hold
from cms.retention.actions.objections import CannotGoError
from cms.retention.actions.propose import propose_destruction
from cms.retention.actions.remove import remove_files
from cms.retention.actions.tell import tell_approvers, tell_of_due_documents
from cms.retention.actions.transfer import mark_transferred, waiting_for_transfer

__all__ = [
    "CannotGoError",
    "approve_destruction",
    "catch_up",
    "destroy",
    "extend_hold",
    "lift_hold",
    "mark_transferred",
    "propose_destruction",
    "refuse_destruction",
    "remove_files",
    "set_hold",
    "tell_approvers",
    "tell_of_due_documents",
    "waiting_for_transfer",
    "withdraw_destruction",
]
