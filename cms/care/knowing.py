"""What this app knows of a person."""

from django.contrib.auth.models import AbstractUser

from cms.activity.knowing import Knower, Rows, knows
from cms.care.models import Reminder


@knows("reminders", fields=["care.Reminder.person"])
class ReminderKnower(Knower):
    """Of which pages somebody was reminded."""

    def export(self, person: AbstractUser) -> Rows:
        return list(Reminder.objects.filter(person=person.pk).order_by("pk").values("page_id", "review_on", "stage"))

    def erase(self, person: AbstractUser, *, pseudonym: str) -> int:
        return Reminder.objects.filter(person=person.pk).delete()[0]
