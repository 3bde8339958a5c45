"""What follows from an account's change, within its own transaction."""

from typing import Any

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from wagtail.users.models import UserProfile

from cms.people.actions.groups import keep_an_owner
from cms.people.models import Membership, Profile, User, WorkGroup


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


@receiver(post_save, sender=User)
def keep_owners_of_groups(
    sender: type[User], instance: User, created: bool, update_fields: Any = None, raw: bool = False, **kwargs: Any
) -> None:
    """Whose account was closed looks after no group any more."""
    if raw or created or instance.is_active or (update_fields and "is_active" not in update_fields):
        return
    for group in WorkGroup.objects.with_member(instance):
        keep_an_owner(group)


@receiver(post_delete, sender=Membership)
def keep_owner_of_group(sender: type[Membership], instance: Membership, origin: Any = None, **kwargs: Any) -> None:
    """Whose account is deleted looks after no group any more. Who leaves is asked to find somebody first."""
    is_account = isinstance(origin, User) or getattr(origin, "model", None) is User
    if is_account and instance.is_owner:
        keep_an_owner(instance.group)
