from cms.retention.models.certificate import Certificate, FileRemoval
from cms.retention.models.destruction import OPEN_STATES, Destruction, State
from cms.retention.models.due import DueDocument
from cms.retention.models.hold import LegalHold, held, is_held_in
from cms.retention.models.schedule import (
    Event,
    Outcome,
    RetentionSchedule,
    ScheduledCollection,
    ScheduledKind,
)

__all__ = [
    "OPEN_STATES",
    "Certificate",
    "Destruction",
    "DueDocument",
    "Event",
    "FileRemoval",
    "LegalHold",
    "Outcome",
    "RetentionSchedule",
    "ScheduledCollection",
    "ScheduledKind",
    "State",
    "held",
    "is_held_in",
]
