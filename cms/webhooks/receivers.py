"""What follows from a change."""

from typing import Any

from django.dispatch import receiver

from cms.changes.signals import changes_recorded
from cms.webhooks.models import Endpoint
from cms.webhooks.tasks import enqueue_telling


@receiver(changes_recorded)
def tell_of_changes(sender: type, **kwargs: Any) -> None:
    """After the commit. Where nobody wants to be told, nothing is queued."""
    if Endpoint.objects.working().exists():
        enqueue_telling()
