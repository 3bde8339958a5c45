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
from cms.archive.models import LibraryDocument
from cms.changes.actions import record_changes
from cms.changes.showing import BATCH, changes_of_showing, changes_where_shown, lock_to_see, locks_of_shown_pages
from cms.media.models import Image
from cms.media.signals import sizes_made
from cms.people.models import Profile, Unit, User
from cms.reading.models import PageCard, PageType
from cms.reading.showing import pages_below
from cms.reading.signals import cards_written
from cms.tags.models import Tag, TagLabel

# What the API says of each; a save that changes nothing of it makes no page another.
SAID: Mapping[type[Model], tuple[str, ...]] = {
    User: ("first_name", "last_name", "email"),
    Profile: ("job_title", "phone", "unit_id", "location_id", "photo_id"),
    Unit: ("name",),
    Image: (
        "title", "description", "file", "is_quarantined", "focal_point_x", "focal_point_y", "focal_point_width",
        "focal_point_height",
    ),
    LibraryDocument: ("title", "file", "language", "kind_id", "description", "source", "dated_on", "is_quarantined"),
    Tag: ("name", "slug"),
    TagLabel: ("label", "language"),
}  # fmt: skip
OF_CARDS = ("title", "summary", "image_id")


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
    """Something has another name, file or place. What is new is shown nowhere yet, but for a tag's name in a language
    that it had none in."""
    if sender not in SAID or raw:
        return
    before = instance.__dict__.pop("_said_before", None)
    if (created and sender is TagLabel) or (before is not None and before != _said(instance)):
        _record_where_shown(instance)


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


@receiver(cards_written)
def record_cards_shown_elsewhere(
    sender: type,
    made: list[PageCard],
    moved: list[PageCard],
    changed: list[PageCard],
    before: Mapping[int, PageCard],
    **kwargs: Any,
) -> None:
    """Pages link to one another, and name those above them. All pages stand below the home page, whose title is like
    the menu that of the site."""
    looks = {card.pk for card in changed if _differ(before[card.pk], card, *OF_CARDS)}
    locks = locks_of_shown_pages({card.pk for card in (*made, *moved)} | looks)
    record_changes(changes_where_shown("page", {pk: [lock_id] for pk, lock_id in locks.items()}))
    for card in (*moved, *changed):
        if card.pk in locks and card.type != PageType.HOME and _differ(before[card.pk], card, "title"):
            record_changes(changes_of_showing(pages_below([card.pk]), locks[card.pk]))


def _record_where_shown(thing: Any) -> None:
    kind, pk, locks = _as_shown(thing)
    record_changes(changes_where_shown(kind, {pk: locks} if pk and locks else {}))


def _as_shown(thing: Any) -> tuple[str, int | None, Collection[int | None]]:
    """By which kind and id pages show it, and the locks by which it is seen: none where nobody does."""
    if isinstance(thing, User | Profile):
        profile = thing if isinstance(thing, Profile) else getattr(thing, "profile", None)
        profile_id = profile.pk if profile else None
        return "person", profile_id, _locks_of(VisibilityKind.PERSON, profile_id)
    if isinstance(thing, Page):
        return "page", thing.pk, _locks_of(VisibilityKind.PAGE, thing.pk)
    if isinstance(thing, Image | LibraryDocument):
        kind = "image" if isinstance(thing, Image) else "document"
        return kind, thing.pk, _locks_of(VisibilityKind.COLLECTION, thing.collection_id)
    if isinstance(thing, TagLabel):
        return "tag", thing.tag_id, [None]
    return ("unit" if isinstance(thing, Unit) else "tag"), thing.pk, [None]


def _locks_of(kind: str, object_id: int | None) -> list[int]:
    rows = Visibility.objects.filter(kind=kind, object_id=object_id, is_published=True) if object_id else None
    return list(rows.values_list("lock_id", flat=True)) if rows is not None else []


def _said(instance: Any) -> dict[str, Any]:
    fields = [instance._meta.get_field(name) for name in SAID[type(instance)]]
    return {field.attname: field.get_prep_value(field.value_from_object(instance)) for field in fields}


def _columns(model: type[Model], names: Collection[str]) -> set[str]:
    return {model._meta.get_field(name).attname for name in names}  # type: ignore[union-attr]


def _differ(card: PageCard, other: PageCard, *names: str) -> bool:
    return any(getattr(card, name) != getattr(other, name) for name in names)
