"""What follows from a notice."""

from typing import Any

from django.db.models.signals import post_save
from django.dispatch import receiver

from cms.notices.models import Notice
from cms.notices.tasks import mail_notice


@receiver(post_save, sender=Notice)
def mail_new_notice(sender: type[Notice], instance: Notice, created: bool, raw: bool = False, **kwargs: Any) -> None:
    """Tasks begin after the commit: nobody is told what was rolled back."""
    if created and not raw:
        mail_notice.enqueue(instance.pk)
