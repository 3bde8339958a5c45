"""What endpoints are told, and what came of each try."""

import uuid
from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cms.webhooks.events import Event
from cms.webhooks.models.endpoint import Endpoint
from cms.webhooks.wording import translated

LONGEST_ERROR = 255


class State(models.TextChoices):
    """What has become of a message."""

    WAITING = "waiting", _("waiting")
    RETRYING = "retrying", _("failed, will be sent again")
    DELIVERED = "delivered", _("taken")
    GIVEN_UP = "given_up", _("given up")
    WITHHELD = "withheld", _("withheld: the right to know ended")


OPEN = (State.WAITING, State.RETRYING)


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    """Questions about messages."""

    def due(self, now: datetime) -> "DeliveryQuerySet":
        """Those to send now, in the order of what happened."""
        return self.filter(state__in=OPEN, next_attempt_at__lte=now).order_by("pk")

    def over(self, before: datetime) -> "DeliveryQuerySet":
        """Those made before a moment of which nothing is expected any more."""
        return self.filter(made_at__lt=before).exclude(state__in=OPEN)


class Delivery(models.Model):
    """One message to one endpoint. Its id (`key`) and body stay the same however often it is sent.

    `kind` and `object_id` say what it is about, and `locks` hold the numbers of the locks that stood before it then:
    who may be told what is gone is decided on those. `change` is the sequence of the change, empty for a test.
    """

    key = models.UUIDField(_("id"), unique=True, default=uuid.uuid4, editable=False)
    endpoint = models.ForeignKey(
        Endpoint, verbose_name=_("webhook"), on_delete=models.CASCADE, related_name="deliveries"
    )
    change = models.PositiveBigIntegerField(null=True)
    event = models.CharField(_("event"), max_length=40, choices=Event.choices)
    kind = models.CharField(max_length=20, blank=True)
    object_id = models.PositiveBigIntegerField(null=True)
    locks = models.JSONField(default=list)
    names_nothing = models.BooleanField(default=False, help_text="It tells an id alone: what it is about closed.")
    body = models.TextField()
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.WAITING)
    tries = models.PositiveSmallIntegerField(default=0, help_text="Since it was made, or sent again by somebody.")
    next_attempt_at = models.DateTimeField(_("next try"), null=True)
    made_at = models.DateTimeField(_("made"), auto_now_add=True, db_index=True)
    delivered_at = models.DateTimeField(_("taken"), null=True)
    last_status = models.PositiveSmallIntegerField(_("last answer"), null=True)
    last_error = models.CharField(_("last error"), max_length=LONGEST_ERROR, blank=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name = _("message of a webhook")
        verbose_name_plural = _("messages of webhooks")
        default_permissions = ()
        ordering = ["-pk"]
        constraints = [models.UniqueConstraint(fields=["endpoint", "change"], name="told_once_of_a_change")]
        indexes = [
            models.Index("endpoint", "next_attempt_at", condition=Q(state__in=OPEN), name="webhook_messages_due")
        ]

    def __str__(self) -> str:
        return str(self.key)

    @property
    def told_error(self) -> str:
        """Why it was not taken, in the language of the screen."""
        return translated(self.last_error)


class Attempt(models.Model):
    """One sending of a message: when, what the receiver said, or why there was no answer."""

    delivery = models.ForeignKey(Delivery, on_delete=models.CASCADE, related_name="attempts")
    at = models.DateTimeField(auto_now_add=True)
    status = models.PositiveSmallIntegerField(null=True)
    error = models.CharField(max_length=LONGEST_ERROR, blank=True)
    response = models.TextField(blank=True, help_text="The beginning of what was said.")
    duration = models.PositiveIntegerField(help_text="Milliseconds.")

    class Meta:
        default_permissions = ()
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.status or self.error} for {self.delivery_id}"

    @property
    def told_error(self) -> str:
        """Why there was no answer, or none that counts, in the language of the screen."""
        return translated(self.error)
