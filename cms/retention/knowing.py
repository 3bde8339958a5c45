"""What retention knows of a person: what they set, lifted, proposed and decided."""

from typing import Any

from django.contrib.auth.models import AbstractUser

from cms.activity.knowing import Knower, knows
from cms.retention.models import Destruction, LegalHold


@knows(
    "retention",
    fields=[
        "retention.LegalHold.set_by", "retention.LegalHold.lifted_by", "retention.Destruction.proposed_by",
        "retention.Destruction.decided_by",
    ],
)  # fmt: skip
class RetentionKnower(Knower):
    """Holds and proposals lead to an account, whose name is erased there. The names on certificates stay: the law wants
    to know for ever who had something destroyed."""

    def export(self, person: AbstractUser) -> list[dict[str, Any]]:
        """What somebody did, without the titles of what they did it to."""
        told: list[dict[str, Any]] = []
        for hold in LegalHold.objects.filter(set_by=person.pk):
            told.append({"did": "hold set", "hold": hold.name, "at": hold.set_at})
        for hold in LegalHold.objects.filter(lifted_by=person.pk):
            told.append({"did": "hold lifted", "hold": hold.name, "at": hold.lifted_at, "because": hold.lifted_because})
        for row in Destruction.objects.filter(proposed_by=person.pk):
            told.append({"did": "destruction proposed", "document": row.document_id, "at": row.proposed_at})
        for row in Destruction.objects.filter(decided_by=person.pk):
            told.append({"did": f"destruction decided: {row.state}", "document": row.document_id, "at": row.decided_at})
        return told

    def erase(self, person: AbstractUser, *, pseudonym: str) -> int:
        """Nothing here has a name in it that may go."""
        return 0
