"""What people were told, and whether it has reached them."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class NoticeQuerySet(models.QuerySet["Notice"]):
    """Questions about notices."""

    def waiting(self, since: datetime) -> "NoticeQuerySet":
        """Those made before a moment that were not mailed, because the task that would have is gone."""
        return self.filter(mailed_at=None, made_at__lt=since)

    def unread(self) -> "NoticeQuerySet":
        """Those that their recipient has not seen in a front-end."""
        return self.filter(read_at=None)


class Notice(models.Model):
    """One thing that one person was told, in words of their own language.

    `topic` names what it is about ("review") and `key` the occasion ("2026-11-22"): nobody is told the same twice.
    """

    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("recipient"), on_delete=models.CASCADE, related_name="notices"
    )
    topic = models.CharField(_("topic"), max_length=40)
    key = models.CharField(_("occasion"), max_length=100)
    subject = models.CharField(_("subject"), max_length=255)
    text = models.TextField(_("text"))
    made_at = models.DateTimeField(_("made at"), auto_now_add=True, db_index=True)
    mailed_at = models.DateTimeField(_("mailed at"), null=True)
    read_at = models.DateTimeField(_("read at"), null=True)

    # The usage of an account would otherwise list what its owner was told.
    wagtail_reference_index_ignore = True

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        constraints = [models.UniqueConstraint(fields=["recipient", "topic", "key"], name="told_once")]

    def __str__(self) -> str:
        return self.subject
