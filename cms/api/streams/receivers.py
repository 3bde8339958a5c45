"""Who is told when the log of changes has grown."""

from typing import Any

from django.conf import settings
from django.dispatch import receiver
from django.utils.module_loading import import_string

from cms.api.streams.listening import BELL
from cms.changes.signals import changes_recorded


@receiver(changes_recorded)
def wake_streams(sender: type, through: int, **kwargs: Any) -> None:
    """Those of this process at once, those of others through Redis, where there is one."""
    BELL.ring(through)
    if settings.REDIS_URL:
        import_string("cms.api.streams.redis_ears.tell")(through)
