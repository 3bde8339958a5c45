"""What this app knows of a person."""

from django.contrib.auth.models import AbstractUser

from cms.access.models import Audience
from cms.activity.knowing import Knower, Rows, knows


@knows("audiences", fields=["access.Audience.people"])
class AudienceKnower(Knower):
    """The audiences that name somebody in person; those they are in for another reason follow from their account."""

    def export(self, person: AbstractUser) -> Rows:
        return list(Audience.objects.filter(people=person.pk).order_by("pk").values("name"))

    def erase(self, person: AbstractUser, *, pseudonym: str) -> int:
        naming = list(Audience.objects.filter(people=person.pk))
        for audience in naming:
            audience.people.remove(person.pk)
        return len(naming)
