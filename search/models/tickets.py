"""What must be looked at again: `Ticket`."""

from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils import timezone


class TicketQuerySet(models.QuerySet["Ticket"]):
    """Sets of tickets."""

    def due(self, now: datetime) -> "TicketQuerySet":
        """Those whose turn it is, oldest first; what failed waits for its next try without holding up the others."""
        return self.filter(Q(retry_at=None) | Q(retry_at__lte=now)).order_by("pk")


class Ticket(models.Model):
    """“Look at this thing again”, written in the transaction that changes it.

    Tickets are only added and removed, never changed by who writes one: two editors never wait for each other, and
    the work is lost neither by a crash nor by a worker that was reading just before the commit.
    """

    subject_type = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    with_descendants = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=timezone.now)
    attempts = models.PositiveIntegerField(default=0)
    retry_at = models.DateTimeField(null=True, db_index=True)
    error = models.TextField(blank=True, default="")

    objects = TicketQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["subject_type", "subject_id"], name="ticket_subject")]

    def __str__(self) -> str:
        return f"{self.subject_type}:{self.subject_id}"
