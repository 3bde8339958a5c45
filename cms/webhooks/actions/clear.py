"""Forgetting."""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from cms.webhooks.models import Delivery, Secret

CLEARED_AT_ONCE = 2_000


def clear_deliveries() -> int:
    """Delete messages that are over and older than WEBHOOKS_DAYS, and secrets that sign nothing any more. Says how many
    messages."""
    Secret.objects.filter(ends_at__lte=timezone.now()).delete()
    over = Delivery.objects.over(timezone.now() - timedelta(days=settings.WEBHOOKS_DAYS)).order_by("pk")
    cleared = 0
    while keys := list(over.values_list("pk", flat=True)[:CLEARED_AT_ONCE]):
        Delivery.objects.filter(pk__in=keys).delete()
        cleared += len(keys)
    return cleared
