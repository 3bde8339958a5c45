"""Where rights follow from what other rooms save, within the same transaction."""

from typing import Any

from django.db import connection
from django.db.models.signals import post_delete, post_migrate, post_save, pre_delete
from django.dispatch import receiver
from treebeard.mp_tree import path_updated
from wagtail.models import Collection, Page

from cms.access.actions import forget_thing, restrict, settle_collections, settle_pages, settle_people
from cms.access.models import Restriction
from cms.access.models.lock import VisibilityKind
from cms.access.models.restriction import RestrictionKind
from cms.access.standard import standard_audiences
from cms.people.models import Profile, User

# What saving a draft writes: nothing that rights look at.
DRAFT_FIELDS = frozenset({"latest_revision", "latest_revision_created_at", "draft_title", "has_unpublished_changes"})


@receiver(post_save)
def settle_saved_page(sender: type, instance: Any, update_fields: Any = None, raw: bool = False, **kwargs: Any) -> None:
    """A page of any type was saved: made, published, withdrawn, moved, copied, translated, scheduled."""
    if (
        raw
        or not issubclass(sender, Page)
        or instance.depth == 1
        or (update_fields and set(update_fields) <= DRAFT_FIELDS)
    ):
        return
    settle_pages([instance.pk], rights_keys={instance.pk: getattr(instance, "rights_key", None)})


@receiver(pre_delete)
def remember_dependants(sender: type, instance: Any, **kwargs: Any) -> None:
    """Deleting a source frees its aliases without saving them, and a translation no longer restricts the others."""
    if issubclass(sender, Page) and not hasattr(instance, "_freed_pages"):
        aliases = Page.objects.filter(alias_of_id=instance.pk)
        versions = Page.objects.filter(translation_key=instance.translation_key).exclude(pk=instance.pk)
        instance._freed_pages = [*aliases.values_list("pk", flat=True), *versions.values_list("pk", flat=True)]


@receiver(post_delete)
def settle_after_deletion(sender: type, instance: Any, **kwargs: Any) -> None:
    """A thing is gone: so is its row, and what depended on it is settled anew."""
    if issubclass(sender, Page):
        forget_thing(kind=VisibilityKind.PAGE, object_id=instance.pk)
        settle_pages(getattr(instance, "_freed_pages", []))
    elif issubclass(sender, Collection):
        forget_thing(kind=VisibilityKind.COLLECTION, object_id=instance.pk)
    elif issubclass(sender, Profile):
        forget_thing(kind=VisibilityKind.PERSON, object_id=instance.pk)


@receiver(post_save, sender=Collection)
def settle_saved_collection(
    sender: type, instance: Collection, created: bool, raw: bool = False, **kwargs: Any
) -> None:
    """A top collection chooses its own audiences from the start; nothing is ever without."""
    if raw:
        return
    if created and instance.depth == 2:
        restrict(kind=RestrictionKind.COLLECTION, key=instance.pk, audiences=standard_audiences("staff"))
    settle_collections()


@receiver(post_migrate)
def lay_foundation(sender: Any, **kwargs: Any) -> None:
    """The root collection is made by a migration, which tells nobody; the standard audiences have to be somewhere."""
    if sender.label == "access" and Restriction._meta.db_table in connection.introspection.table_names():
        standard_audiences("everyone", "staff", "partners")
        for root in Collection.get_root_nodes():
            if not Restriction.objects.filter(kind=RestrictionKind.COLLECTION, key=root.pk).exists():
                audiences = standard_audiences("staff", "partners")
                restrict(kind=RestrictionKind.COLLECTION, key=root.pk, audiences=audiences)
        settle_collections()


@receiver(path_updated, sender=Collection)
def settle_moved_collection(sender: type, **kwargs: Any) -> None:
    """A move writes paths without saving; the last of its signals sees the tree as it stays."""
    settle_collections()


@receiver(post_save, sender=Profile)
def settle_saved_profile(sender: type, instance: Profile, raw: bool = False, **kwargs: Any) -> None:
    """A new person appears in the directory."""
    if not raw:
        settle_people([instance.pk])


@receiver(post_save, sender=User)
def settle_saved_user(sender: type, instance: User, raw: bool = False, **kwargs: Any) -> None:
    """Somebody who was deactivated disappears from the directory."""
    if not raw:
        settle_people(Profile.objects.filter(user=instance).values_list("pk", flat=True))
