"""What follows for the directory from a change of a person, within its own transaction."""

from typing import Any

from django.db.models.signals import m2m_changed, post_delete, post_save, pre_delete
from django.dispatch import receiver

from cms.access.finding import show_to_others
from cms.access.models.lock import VisibilityKind
from cms.access.signals import visibility_changed
from cms.people.models import Profile, Unit, User, WorkGroup
from cms.tags.models import Tag, TagLabel
from search.tickets import mark_stale

# What a sign-in writes says nothing about a person.
SIGN_IN_FIELDS = frozenset({"last_login", "password"})


@receiver([post_save, post_delete], sender=Profile)
def mark_changed_person(sender: type, instance: Profile, raw: bool = False, **kwargs: Any) -> None:
    """A person is new, changed or gone."""
    if not raw:
        mark_stale("person", [instance.pk])


@receiver(post_save, sender=User)
def mark_changed_account(
    sender: type, instance: User, update_fields: Any = None, raw: bool = False, **kwargs: Any
) -> None:
    """A person's name and whether they are active are kept with the account."""
    if not raw and not (update_fields and set(update_fields) <= SIGN_IN_FIELDS):
        mark_stale("person", Profile.objects.filter(user=instance).values_list("pk", flat=True))


@receiver(post_save, sender=Unit)
def mark_people_of_unit(sender: type, instance: Unit, created: bool, raw: bool = False, **kwargs: Any) -> None:
    """A unit is called otherwise."""
    if not raw and not created:
        mark_stale("person", Profile.objects.filter(unit=instance).values_list("pk", flat=True))


@receiver(m2m_changed, sender=Profile.skills.through)
def mark_skilled(sender: type, instance: Any, action: str, **kwargs: Any) -> None:
    """Somebody's skills changed, wherever that was done from."""
    if action in ("post_add", "post_remove", "post_clear") and isinstance(instance, Profile):
        mark_stale("person", [instance.pk])


@receiver([post_save, pre_delete], sender=Tag)
@receiver([post_save, post_delete], sender=TagLabel)
def mark_people_of_tag(sender: type, instance: Tag | TagLabel, raw: bool = False, **kwargs: Any) -> None:
    """A skill is called otherwise."""
    tag_id = instance.tag_id if isinstance(instance, TagLabel) else instance.pk
    if not raw:
        mark_stale("person", Profile.objects.filter(skills=tag_id).values_list("pk", flat=True))


@receiver(visibility_changed)
def show_people_to_others(sender: type, kind: str, object_ids: list[int], **kwargs: Any) -> None:
    """The directory's restriction changed, or somebody came or left: what is found follows at once."""
    if kind == VisibilityKind.PERSON:
        show_to_others("person", kind=kind, object_ids=object_ids)
    if kind == VisibilityKind.WORK_GROUP:
        show_to_others("group", kind=kind, object_ids=object_ids)


@receiver([post_save, post_delete], sender=WorkGroup)
def mark_changed_group(sender: type, instance: WorkGroup, raw: bool = False, **kwargs: Any) -> None:
    """A group is new, changed, done or gone."""
    if not raw:
        mark_stale("group", [instance.pk])
