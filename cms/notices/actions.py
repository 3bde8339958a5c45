"""Telling people something."""

import logging
from collections.abc import Mapping
from datetime import timedelta
from smtplib import SMTPException
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone, translation

from cms.notices.models import Notice
from cms.notices.signals import notices_changed

logger = logging.getLogger(__name__)

DAYS_KEPT = 90
# After so long a task that has not mailed a notice never will.
PATIENCE = timedelta(minutes=10)


@transaction.atomic
def tell(recipient: AbstractUser, *, topic: str, key: str, template: str, context: Mapping[str, Any]) -> Notice | None:
    """Tell a person something, by mail once the transaction is committed, in the language they chose.

    The words are those of `<template>_subject.txt` and `<template>.txt`. Returns None, and tells nothing, where the
    person was told this on the same occasion before.
    """
    with translation.override(language_of(recipient)):
        whole = {"recipient": recipient, "public_url": settings.PUBLIC_URL, **context}
        subject = " ".join(render_to_string(f"{template}_subject.txt", whole).split())
        text = render_to_string(f"{template}.txt", whole).strip() + "\n"
    notice, is_new = Notice.objects.get_or_create(
        recipient_id=recipient.pk, topic=topic, key=key, defaults={"subject": subject[:255], "text": text}
    )
    if is_new:
        notices_changed.send(sender=Notice, recipient_id=recipient.pk)
    return notice if is_new else None


@transaction.atomic
def read_notices(*, by: AbstractUser) -> None:
    """A person has seen all that they were told."""
    if Notice.objects.unread().filter(recipient_id=by.pk).update(read_at=timezone.now()):
        notices_changed.send(sender=Notice, recipient_id=by.pk)


def language_of(person: AbstractUser) -> str:
    """The language a person chose, or the organisation's."""
    profile = getattr(person, "profile", None)
    return profile.language if profile else settings.LANGUAGE_CODE


@transaction.atomic
def mail_notice(notice_id: int) -> None:
    """Mail a notice, unless it was mailed before, is gone, or its recipient has left."""
    notice = Notice.objects.select_for_update().filter(pk=notice_id, mailed_at=None).first()
    if notice is None or not notice.recipient.is_active:
        return
    notice.mailed_at = timezone.now()
    notice.save(update_fields=["mailed_at"])
    send_mail(notice.subject, notice.text, None, [notice.recipient.email])


def mail_waiting_notices() -> None:
    """Mail what no task has mailed: the worker or the mail server was down at the time."""
    waiting = Notice.objects.waiting(timezone.now() - PATIENCE).filter(recipient__is_active=True)
    for notice_id in list(waiting.values_list("pk", flat=True)):
        try:
            mail_notice(notice_id)
        except (SMTPException, OSError):
            logger.exception("Notice %s could not be mailed", notice_id)


def clear_notices() -> None:
    """Forget what people were told long ago."""
    Notice.objects.filter(made_at__lt=timezone.now() - timedelta(days=DAYS_KEPT)).delete()
