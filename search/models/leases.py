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
    def hold(cls, name: str, *, seconds: float) -> "Lease | None":
        """Take the lease for long work, to be kept by `extended` until `give_back`; None when somebody holds it."""
        return cls.objects.get(name=name) if cls.take(name, seconds=seconds) else None

    def is_held(self) -> bool:
        """Whether it has not ended by itself."""
        return self.held_until > timezone.now()

    def extended(self, *, seconds: float) -> bool:
        """Keep the lease for longer; False when it ended meanwhile and somebody else has it."""
        held_until = timezone.now() + timedelta(seconds=seconds)
        mine = Lease.objects.filter(name=self.name, held_until=self.held_until)
        is_mine = bool(mine.update(held_until=held_until))
        self.held_until = held_until
        return is_mine

    @classmethod
    def give_back(cls, name: str) -> None:
        """End the lease before its time."""
        cls.objects.filter(name=name).update(held_until=timezone.now())
