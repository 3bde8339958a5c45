"""What follows from an account's change, within its own transaction."""

from typing import Any

from django.db.models.signals import post_save
from django.dispatch import receiver

from cms.people.models import Profile, User


@receiver(post_save, sender=User)
def give_profile(sender: type[User], instance: User, created: bool, raw: bool = False, **kwargs: Any) -> None:
    """Everybody has a profile, so that no screen has to ask whether there is one."""
    if created and not raw:
        Profile.objects.get_or_create(user=instance)
