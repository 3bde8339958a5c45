"""What the deployment knows of its own processes."""

from datetime import timedelta

from django.db import models
from django.utils import timezone


class Heartbeat(models.Model):
    """When a kind of process last showed that it works, so that others can say when it does not."""

    process = models.CharField(max_length=20, primary_key=True)
    beaten_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.process

    @classmethod
    def beat(cls, process: str) -> None:
        cls.objects.update_or_create(process=process, defaults={"beaten_at": timezone.now()})

    @classmethod
    def age_of(cls, process: str) -> timedelta | None:
        """How long ago it was; None when it never beat."""
        beaten_at = cls.objects.filter(process=process).values_list("beaten_at", flat=True).first()
        return timezone.now() - beaten_at if beaten_at else None
