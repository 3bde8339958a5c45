"""What follows from an account's change, within its own transaction."""

from typing import Any

from django.db.models.signals import post_save
from django.dispatch import receiver
from wagtail.users.models import UserProfile

from cms.people.models import Profile, User


@receiver(post_save, sender=User)
def give_profile(sender: type[User], instance: User, created: bool, raw: bool = False, **kwargs: Any) -> None:
    """Everybody has a profile, so that no screen has to ask whether there is one."""
    if created and not raw:
        Profile.objects.get_or_create(user=instance)


@receiver(post_save, sender=Profile)
def tell_admin_language(sender: type[Profile], instance: Profile, raw: bool = False, **kwargs: Any) -> None:
    """Wagtail writes its screens and mails in the language that it keeps of its own."""
    if not raw:
        preferences, _is_new = UserProfile.objects.get_or_create(user=instance.user)
        UserProfile.objects.filter(pk=preferences.pk).update(preferred_language=instance.language)


@receiver(post_save, sender=UserProfile)
def learn_admin_language(sender: type[UserProfile], instance: UserProfile, raw: bool = False, **kwargs: Any) -> None:
    """Somebody who chooses a language in the admin reads the rest in it too."""
    if not raw and instance.preferred_language:
        Profile.objects.filter(user=instance.user_id).update(language=instance.preferred_language)
