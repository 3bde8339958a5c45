"""What this app knows of a person."""

from django.contrib.auth.models import AbstractUser

from cms.activity.knowing import Knower, Rows, knows
from cms.changes.models import Change


@knows("changes of notices", fields=[])
class NoticesChangedKnower(Knower):
    """When somebody was told something, as the log of changes has it, by their number."""

    def export(self, person: AbstractUser) -> Rows:
        """Nothing that the notices themselves do not say."""
        return []

    def erase(self, person: AbstractUser, *, pseudonym: str) -> int:
        return Change.objects.of_notices(person.pk).delete()[0]
