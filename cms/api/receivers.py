"""What makes kept answers out of date: called after the commit of a change, names what changed."""

from typing import Any

from django.db import transaction
from django.db.models.signals import m2m_changed, post_delete, post_save
from django.dispatch import receiver

from cms.access.signals import visibility_changed
from cms.api.models import CacheTag
from cms.archive.models import DocumentKind, DocumentKindLabel, LibraryDocument
from cms.archive.signals import documents_moved
from cms.media.models import Image, Rendition
from cms.pages.models import FooterLink, FooterText, SiteSettings
from cms.people.models import Profile, Unit, User
from cms.reading.signals import pages_prepared
from cms.tags.models import Tag, TagLabel

NAMES = {
    LibraryDocument: "documents",
    DocumentKind: "documents",
    DocumentKindLabel: "documents",
    Image: "images",
    Rendition: "images",
    SiteSettings: "site",
    FooterText: "site",
    FooterLink: "site",
    Profile: "people",
    Unit: "people",
    User: "people",
    Tag: "tags",
    TagLabel: "tags",
}


def touch_after_commit(*names: str) -> None:
    """Say after the commit that these changed."""
    transaction.on_commit(lambda: CacheTag.objects.touch(names))


@receiver([post_save, post_delete])
def touch_changed_thing(sender: type, update_fields: Any = None, raw: bool = False, **kwargs: Any) -> None:
    """Signing in writes the moment to the account, which nobody reads."""
    is_sign_in = sender is User and set(update_fields or []) == {"last_login"}
    if sender in NAMES and not raw and not is_sign_in:
        touch_after_commit(NAMES[sender])


@receiver(m2m_changed, sender=Profile.skills.through)
def touch_changed_skills(sender: type, **kwargs: Any) -> None:
    """Skills are kept beside the profile."""
    touch_after_commit("people")


@receiver(documents_moved)
def touch_moved_documents(sender: type, **kwargs: Any) -> None:
    """Many documents at once, none of them saved, may now be behind other locks."""
    touch_after_commit("documents")


@receiver(visibility_changed)
def touch_changed_rights(sender: type, **kwargs: Any) -> None:
    """Any list may have one thing more or less now."""
    touch_after_commit("rights")


@receiver(pages_prepared)
def touch_prepared_pages(sender: type, page_ids: list[int], **kwargs: Any) -> None:
    """The pages themselves, and every list that might hold them."""
    CacheTag.objects.touch(["pages", *(f"page:{page_id}" for page_id in page_ids)])
