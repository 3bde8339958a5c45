"""What the audit log itself knows of a person."""

from typing import Any

from django.contrib.auth.models import AbstractUser

from cms.activity.knowing import Knower, Rows, knows, names_of
from cms.activity.models import AuditEntry
from cms.activity.renaming import entries_of, rename_in_entries


@knows("audit", fields=["activity.AuditEntry.by"])
class AuditKnower(Knower):
    """What somebody did, and what was done to their account."""

    order = 90

    def export(self, person: AbstractUser) -> Rows:
        """Each act, without the names of whom and what else it was about, which are not theirs to have."""
        return [_told(entry, person) for entry in entries_of(person).iterator()]

    def erase(self, person: AbstractUser, *, pseudonym: str) -> int:
        """The acts stay."""
        return rename_in_entries(person, names=names_of(person), pseudonym=pseudonym)


def _told(entry: AuditEntry, person: AbstractUser) -> dict[str, Any]:
    is_own = entry.by_id == person.pk
    return {
        "at": entry.at,
        "act": entry.act,
        "done_by": "you" if is_own else "somebody else",
        "kind": entry.thing_kind,
        "number": entry.thing_id,
        "address": entry.address if is_own else "",
    }
