"""What makes kept answers out of date: called after the commit of a change, names what changed."""

import threading
from collections.abc import Callable, Iterable
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.db.models.signals import m2m_changed, post_delete, post_save
from django.dispatch import receiver
from wagtail.models import Collection, Page

from cms.access.models.lock import VisibilityKind
from cms.access.signals import visibility_changed
from cms.api.ingredients import (
    DOCUMENT,
    DOCUMENTS,
    IMAGE,
    IMAGES,
    PAGE,
    PAGES,
    PEOPLE,
    PERSON,
    SITE,
    TAGS,
)
from cms.api.leaving import every, one
from cms.api.locks import RIGHTS
from cms.api.models import CacheTag
from cms.archive.models import DocumentKind, DocumentKindLabel, DocumentTag, DocumentVersion, LibraryDocument
from cms.archive.signals import documents_moved
from cms.folders.models import Folder
from cms.media.models import Image, Rendition
from cms.media.signals import images_moved
from cms.pages.models import FooterLink, FooterText, PageTag, SiteSettings
from cms.people.models import Location, Profile, Unit, User
from cms.reading.signals import pages_prepared
from cms.tags.models import Tag, TagLabel

# A change of more things at once is told of all of their kind.
MANY = 50
ALL_PEOPLE = (PEOPLE, every(PERSON))
ALL_DOCUMENTS = (DOCUMENTS, every(DOCUMENT))
ALL_FILES = (*ALL_DOCUMENTS, IMAGES, every(IMAGE))

Names = Callable[[Any], Iterable[str]]
CHANGED: dict[type[Model], Names] = {
    LibraryDocument: lambda document: (DOCUMENTS, one(DOCUMENT, document.pk)),
    DocumentVersion: lambda version: (DOCUMENTS, one(DOCUMENT, version.document_id)),
    DocumentTag: lambda tagged: (DOCUMENTS, one(DOCUMENT, tagged.content_object_id)),
    DocumentKind: lambda _kind: ALL_DOCUMENTS,
    DocumentKindLabel: lambda _label: ALL_DOCUMENTS,
    Collection: lambda _collection: ALL_FILES,
    Folder: lambda _folder: (RIGHTS,),
    Image: lambda image: (IMAGES, one(IMAGE, image.pk)),
    Rendition: lambda rendition: (IMAGES, one(IMAGE, rendition.image_id)),
    PageTag: lambda tagged: (PAGES, one(PAGE, tagged.content_object_id)),
    SiteSettings: lambda _site: (SITE,),
    FooterText: lambda _text: (SITE,),
    FooterLink: lambda _link: (SITE,),
    Profile: lambda profile: (PEOPLE, one(PERSON, profile.pk)),
    Profile.skills.through: lambda skill: (PEOPLE, one(PERSON, skill.profile_id)),
    User: lambda _user: ALL_PEOPLE,
    Unit: lambda _unit: ALL_PEOPLE,
    Location: lambda _location: ALL_PEOPLE,
    Tag: lambda _tag: (TAGS,),
    TagLabel: lambda _label: (TAGS,),
}

_waiting = threading.local()


def touch_after_commit(*names: str) -> None:
    """Say after the commit that these changed; what changed in one transaction is told at once."""
    _waiting.__dict__.setdefault("names", set()).update(names)
    transaction.on_commit(touch_waiting)


def touch_waiting() -> None:
    """Say what this thread changed; what a rolled back transaction left here is told too, which harms nothing."""
    names, _waiting.names = _waiting.__dict__.setdefault("names", set()), set()
    if names:
        CacheTag.objects.touch(names)


@receiver([post_save, post_delete])
def touch_changed_thing(sender: type, instance: Any, update_fields: Any = None, raw: bool = False, **_: Any) -> None:
    """Signing in writes the moment to the account, which nobody reads."""
    is_sign_in = sender is User and set(update_fields or []) == {"last_login"}
    if sender in CHANGED and not raw and not is_sign_in:
        touch_after_commit(*CHANGED[sender](instance))


@receiver(m2m_changed, sender=Profile.skills.through)
def touch_changed_skills(sender: type, **kwargs: Any) -> None:
    """Skills are kept beside the profile."""
    touch_after_commit(*ALL_PEOPLE)


@receiver(m2m_changed, sender=DocumentTag)
def touch_tagged_documents(sender: type, **kwargs: Any) -> None:
    """The admin's form saves a document's tags after the document."""
    touch_after_commit(*ALL_DOCUMENTS)


@receiver(documents_moved)
def touch_moved_documents(sender: type, **kwargs: Any) -> None:
    """Many documents at once, none of them saved, may now be behind other locks."""
    touch_after_commit(*ALL_DOCUMENTS)


@receiver(images_moved)
def touch_moved_images(sender: type, **kwargs: Any) -> None:
    """As documents."""
    touch_after_commit(IMAGES, every(IMAGE))


@receiver(visibility_changed)
def touch_changed_rights(sender: type, kind: str, object_ids: list[int], **kwargs: Any) -> None:
    """Any list of this kind may have one thing more or less now, and another lock may matter."""
    touch_after_commit(RIGHTS, *_names_of_seen(kind, object_ids))


def _names_of_seen(kind: str, object_ids: list[int]) -> Iterable[str]:
    if kind == VisibilityKind.PAGE:
        return _names_of_pages(object_ids)
    if kind == VisibilityKind.COLLECTION:
        return ALL_FILES
    if kind == VisibilityKind.PERSON:
        return ALL_PEOPLE if len(object_ids) > MANY else (PEOPLE, *(one(PERSON, pk) for pk in object_ids))
    return ()


@receiver(pages_prepared)
def touch_prepared_pages(sender: type, page_ids: list[int], **kwargs: Any) -> None:
    """The pages themselves, and every list that might hold them."""
    CacheTag.objects.touch(_names_of_pages(page_ids))


def _names_of_pages(page_ids: list[int]) -> Iterable[str]:
    """The pages, and their translations, because links lead to these."""
    if len(page_ids) > MANY:
        return (PAGES, every(PAGE))
    keys = Page.objects.filter(pk__in=page_ids).values("translation_key")
    versions = Page.objects.filter(translation_key__in=keys).values_list("pk", flat=True)
    return (PAGES, *(one(PAGE, pk) for pk in {*page_ids, *versions}))
