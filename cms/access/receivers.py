"""Where rights follow from what other rooms save, within the same transaction."""

from typing import Any

from django.db import connection
from django.db.models import Q
from django.db.models.signals import post_delete, post_migrate, post_save, pre_delete, pre_save
from django.dispatch import receiver
from treebeard.mp_tree import path_updated
from wagtail.models import Collection, Page

from cms.access.actions import (
    choose_audiences,
    forget_thing,
    restrict,
    settle_collections,
    settle_pages,
    settle_people,
    settle_saved,
)
from cms.access.models import Restriction
from cms.access.models.lock import VisibilityKind
from cms.access.models.restriction import RestrictionKind
from cms.access.settling import settle_alone
from cms.access.standard import audiences_seeing, standard_audiences
from cms.people.models import Profile, User, WorkGroup

# What saving a draft writes: nothing that rights look at.
DRAFT_FIELDS = frozenset({"latest_revision", "latest_revision_created_at", "draft_title", "has_unpublished_changes"})


# What Wagtail writes after a copy or a publication: nothing that rights look at either.
BOOKKEEPING_FIELDS = DRAFT_FIELDS | {"numchild", "live_revision", "first_published_at", "last_published_at"}


@receiver(pre_save)
def wait_for_other_settling(
    sender: type, instance: Any, update_fields: Any = None, raw: bool = False, **kwargs: Any
) -> None:
    """Before a page's own row is locked, because two transactions that lock these in turn would wait for ever."""
    if _concerns_rights(sender, instance, update_fields, raw):
        settle_alone()


@receiver(post_save)
def settle_saved_page(sender: type, instance: Any, update_fields: Any = None, raw: bool = False, **kwargs: Any) -> None:
    """A page of any type was saved: made, published, withdrawn, moved, copied, translated, scheduled."""
    if _concerns_rights(sender, instance, update_fields, raw):
        settle_saved(instance.pk, getattr(instance, "rights_key", None))
        if hasattr(instance, "audiences_to_choose"):
            audiences, person = instance.__dict__.pop("audiences_to_choose")
            choose_audiences(instance, audiences, by=person)


def _concerns_rights(sender: type, instance: Any, update_fields: Any, raw: bool) -> bool:
    if raw or not issubclass(sender, Page) or instance.depth == 1:
        return False
    return not (update_fields and set(update_fields) <= BOOKKEEPING_FIELDS)


@receiver(path_updated, sender=Page)
def settle_moved_page(sender: type, old_path: str, new_path: str, **kwargs: Any) -> None:
    """A move writes paths without saving; a page that was only put among its siblings keeps its rights."""
    if old_path[: -Page.steplen] != new_path[: -Page.steplen]:
        settle_pages(Page.objects.filter(path=new_path).values_list("pk", flat=True))


@receiver(pre_delete, sender=Page)
def remember_dependants(sender: type, instance: Any, **kwargs: Any) -> None:
    """Deleting a source frees its aliases without saving them, and a translation no longer restricts the others."""
    freed = Q(alias_of_id=instance.pk) | Q(translation_key=instance.translation_key)
    pages = Page.objects.filter(freed, depth__gt=1).exclude(pk=instance.pk)
    instance._freed_pages = list(pages.values_list("pk", flat=True))


@receiver(post_delete, sender=Page)
def settle_after_deletion(sender: type, instance: Any, **kwargs: Any) -> None:
    """A page is gone: so is its row, and what depended on it is settled anew."""
    forget_thing(kind=VisibilityKind.PAGE, object_id=instance.pk)
    settle_pages(getattr(instance, "_freed_pages", []))


@receiver(post_delete, sender=Collection)
def forget_collection(sender: type, instance: Any, **kwargs: Any) -> None:
    """A collection is gone, and so is what restricted it: an id that comes back must not bring it back."""
    forget_thing(kind=VisibilityKind.COLLECTION, object_id=instance.pk)
    Restriction.objects.filter(kind=RestrictionKind.COLLECTION, key=instance.pk).delete()


@receiver(post_delete, sender=Profile)
def forget_person(sender: type, instance: Any, **kwargs: Any) -> None:
    """A person is gone from the directory."""
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


@receiver(post_save, sender=WorkGroup)
def settle_saved_group(sender: type, instance: WorkGroup, raw: bool = False, **kwargs: Any) -> None:
    """A group is new, or opens, or is for others now. Who is in it changes nothing here: that is asked at each read."""
    if not raw:
        restrict(kind=RestrictionKind.WORK_GROUP, key=instance.pk, audiences=audiences_seeing(instance))


@receiver(post_delete, sender=WorkGroup)
def forget_group(sender: type, instance: WorkGroup, **kwargs: Any) -> None:
    """A group is gone, and so is what restricted it: an id that comes back must not bring it back."""
    forget_thing(kind=VisibilityKind.WORK_GROUP, object_id=instance.pk)
    Restriction.objects.filter(kind=RestrictionKind.WORK_GROUP, key=instance.pk).delete()
