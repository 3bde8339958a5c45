"""What webhooks know of a person."""

from django.contrib.auth.models import AbstractUser

from cms.activity.knowing import Knower, Rows, knows
from cms.activity.naming import name_openly
from cms.webhooks.models import Endpoint

# Whoever may read the audit log may know that there are webhooks, and what they are called.
name_openly("webhooks.endpoint")


@knows("webhooks", fields=["webhooks.Endpoint.seen_as", "webhooks.Endpoint.owner"])
class WebhookKnower(Knower):
    """Which webhooks somebody keeps, and which look with their eyes. The addresses are the organisation's."""

    def export(self, person: AbstractUser) -> Rows:
        kept = Endpoint.objects.filter(owner=person.pk).order_by("pk").values("name", "made_at")
        seen = Endpoint.objects.filter(seen_as=person.pk).order_by("pk").values("name", "made_at")
        return [{"what": what, **row} for what, rows in (("keeps", kept), ("looks as you", seen)) for row in rows]

    def erase(self, person: AbstractUser, *, pseudonym: str) -> int:
        """The webhooks stay; one that looked with these eyes stops."""
        kept = Endpoint.objects.filter(owner=person.pk).update(owner=None)
        return kept + Endpoint.objects.filter(seen_as=person.pk).update(seen_as=None)
