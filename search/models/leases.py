"""Who may do what only one process does at a time: `Lease`."""

from datetime import timedelta

from django.db import models
from django.utils import timezone


class Lease(models.Model):
    """A right held by one process for a limited time, so that a killed process blocks nothing for long."""

    name = models.CharField(max_length=40, primary_key=True)
    held_until = models.DateTimeField()

    def __str__(self) -> str:
        return self.name

    @classmethod
    def take(cls, name: str, *, seconds: float) -> bool:
        """Take the lease if nobody holds it; whether it was taken."""
        now = timezone.now()
        held_until = now + timedelta(seconds=seconds)
        if cls.objects.filter(name=name, held_until__lte=now).update(held_until=held_until):
            return True
        _lease, is_new = cls.objects.get_or_create(name=name, defaults={"held_until": held_until})
        return is_new

    @classmethod
    def extend(cls, name: str, *, seconds: float) -> None:
        """Keep a lease that this process holds."""
        cls.objects.filter(name=name).update(held_until=timezone.now() + timedelta(seconds=seconds))

    @classmethod
    def give_back(cls, name: str) -> None:
        """End the lease before its time."""
        cls.objects.filter(name=name).update(held_until=timezone.now())
