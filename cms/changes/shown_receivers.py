"""Where the log hears that what pages show of other things is not what it was."""

from collections.abc import Collection, Mapping
from typing import Any

from django.db.models import Model
from django.db.models.signals import post_save, pre_delete, pre_save
from django.dispatch import receiver
from wagtail.models import Page

from cms.access.models import Visibility
from cms.access.models.lock import VisibilityKind
from cms.access.signals import visibility_changed
from cms.access.tree import batches_of
from cms.archive.models import DocumentKind, DocumentKindLabel, LibraryDocument
from cms.archive.signals import documents_moved
from cms.changes.actions import record_changes
from cms.changes.showing import BATCH, changes_where_shown, lock_to_see
from cms.changes.shown_as import FILES, locks_of, shown_as
from cms.media.models import Image
from cms.media.signals import images_moved, sizes_made
from cms.people.models import Location, Profile, Unit, User
from cms.reading.models import PageCard
from cms.tags.models import Tag, TagLabel

# What the API says of each; a save that changes nothing of it makes no page another.
SAID: Mapping[type[Model], tuple[str, ...]] = {
    User: ("first_name", "last_name", "email"),
    Profile: ("job_title", "phone", "unit_id", "location_id", "photo_id"),
    Unit: ("name",),
    Image: (
        "title", "description", "file", "is_quarantined", "focal_point_x", "focal_point_y", "focal_point_width",
        "focal_point_height", "collection_id",
    ),
    LibraryDocument: (
        "title", "file", "language", "kind_id", "description", "source", "dated_on", "is_quarantined", "collection_id",
    ),
    DocumentKind: ("name",),
    DocumentKindLabel: ("label", "language"),
    Location: ("name",),
    Tag: ("name", "slug"),
    TagLabel: ("label", "language"),
}  # fmt: skip


@receiver(pre_save)
def remember_what_is_said(
    sender: type[Model], instance: Any, update_fields: Any = None, raw: bool = False, **kwargs: Any
) -> None:
    """What was said of it until now; nothing where this save cannot change that."""
    if sender not in SAID or raw:
        return
    instance._said_before = None
    if instance.pk and (update_fields is None or not {*SAID[sender]}.isdisjoint(_columns(sender, update_fields))):
        instance._said_before = sender._default_manager.filter(pk=instance.pk).values(*SAID[sender]).first()


@receiver(post_save)
def record_said_otherwise(sender: type[Model], instance: Any, created: bool, raw: bool = False, **kwargs: Any) -> None:
    """Something has another name, file or place. What is new is shown nowhere yet, but for a name in a language
    that there was none in."""
    if sender not in SAID or raw:
        return
    before = instance.__dict__.pop("_said_before", None)
    if (created and sender in (TagLabel, DocumentKindLabel)) or (before is not None and before != _said(instance)):
        _record_where_shown(instance, collection_before=(before or {}).get("collection_id"))


@receiver(pre_delete)
def record_said_no_more(sender: type[Model], instance: Any, **kwargs: Any) -> None:
    """Before it goes, because a tag is taken from its pages first. Of people it is told when nobody sees them more."""
    if sender is Page or (sender in SAID and sender not in (User, Profile)):
        _record_where_shown(instance)


@receiver(sizes_made)
def record_new_sizes(sender: type, image_id: int, **kwargs: Any) -> None:
    """A picture can be had in other formats and widths now."""
    image = Image.objects.filter(pk=image_id).first()
    if image is not None:
        _record_where_shown(image)


@receiver(visibility_changed)
def record_seen_elsewhere(sender: type, kind: str, before: Mapping[int, Visibility | None], **kwargs: Any) -> None:
    """Who shows a page or person that is closed, or has come, shows it no more, or now. Those new are shown nowhere; of
    a page without a card it is told when that is made."""
    if kind not in (VisibilityKind.PAGE, VisibilityKind.PERSON):
        return
    for some in batches_of(before, BATCH):
        if kind == VisibilityKind.PAGE:
            known = set(PageCard.objects.filter(pk__in=some).values_list("pk", flat=True))
        else:
            known = {pk for pk in some if before[pk] is not None}
        now = {row.object_id: row for row in Visibility.objects.filter(kind=kind, object_id__in=known)}
        locks = {pk: {lock_to_see(before[pk]), lock_to_see(now.get(pk))} for pk in known}
        record_changes(changes_where_shown(kind, {pk: both - {None} for pk, both in locks.items() if len(both) > 1}))


@receiver(visibility_changed)
def record_files_for_others(sender: type, kind: str, before: Mapping[int, Visibility | None], **kwargs: Any) -> None:
    """What stands in a collection is shown to others now. In a new one nothing stands."""
    if kind != VisibilityKind.COLLECTION:
        return
    now = locks_of(kind, before)
    both = {pk: {lock_to_see(row), now.get(pk)} for pk, row in before.items() if row is not None}
    others = {pk: locks - {None} for pk, locks in both.items() if len(locks) > 1}
    for model, shown in FILES.items():
        places = model._default_manager.filter(collection__in=list(others)).values_list("pk", "collection_id")
        record_changes(changes_where_shown(shown, {pk: others[place] for pk, place in places}))


@receiver([images_moved, documents_moved])
def record_moved_files(sender: type[Model], before: Mapping[int, int], **kwargs: Any) -> None:
    """Many pictures or documents at once, none of them saved, are in another collection."""
    now = dict(sender._default_manager.filter(pk__in=list(before)).values_list("pk", "collection_id"))
    locks = locks_of(VisibilityKind.COLLECTION, {*before.values(), *now.values()})
    both = {pk: {locks.get(before[pk]), locks.get(place)} for pk, place in now.items()}
    shown = {pk: each - {None} for pk, each in both.items() if len(each) > 1}
    record_changes(changes_where_shown(FILES[sender], shown))


def _record_where_shown(thing: Any, *, collection_before: int | None = None) -> None:
    for kind, locks in shown_as(thing, collection_before=collection_before).items():
        record_changes(changes_where_shown(kind, locks))


def _said(instance: Any) -> dict[str, Any]:
    fields = [instance._meta.get_field(name) for name in SAID[type(instance)]]
    return {field.attname: field.get_prep_value(field.value_from_object(instance)) for field in fields}


def _columns(model: type[Model], names: Collection[str]) -> set[str]:
    return {model._meta.get_field(name).attname for name in names}  # type: ignore[union-attr]
