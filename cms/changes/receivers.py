"""Where the log hears of changes, within the transaction of each.

What a page says changes for readers when it has been prepared, after the commit of who changed it: that pass is written
down in its own transaction, and comes again if it did not get there. All else counts from the change itself.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models.signals import m2m_changed, post_delete, post_save, pre_delete, pre_save
from django.dispatch import receiver
from wagtail.models import Page

from cms.access.models import Lock, Visibility
from cms.access.models.lock import VisibilityKind
from cms.access.signals import restriction_changed, visibility_changed
from cms.access.tree import batches_of
from cms.archive.models import DocumentTag, LibraryDocument
from cms.archive.signals import documents_moved
from cms.changes.actions import record_changes
from cms.changes.documents import Shown, changes_of_collections, changes_of_documents
from cms.changes.models import Change, ChangeKind, Happening
from cms.changes.showing import lock_to_see, locks_of_shown_pages
from cms.notices.signals import notices_changed
from cms.reading.models import PageCard

BATCH = 500


@receiver(visibility_changed)
def record_seen_by_others(sender: type, kind: str, before: Mapping[int, Visibility | None], **kwargs: Any) -> None:
    """Pages, or the documents of collections, come to light, are gone, or are for others now."""
    if kind == VisibilityKind.PAGE:
        for page_ids in batches_of(before, BATCH):
            record_changes(_changes_of_pages({page_id: before[page_id] for page_id in page_ids}))
    elif kind == VisibilityKind.COLLECTION:
        record_changes(changes_of_collections(before))


def _changes_of_pages(before: Mapping[int, Visibility | None]) -> Iterator[Change]:
    """A page without a card has never been read: if it is on its way, its card will be told of when it is there."""
    languages = dict(PageCard.objects.filter(page_id__in=before).values_list("page_id", "language"))
    now = locks_of_shown_pages(languages)
    for page_id, language in languages.items():
        row = before[page_id]
        old, new = lock_to_see(row), now.get(page_id)
        if old != new:
            what = Happening.PUBLISHED if old is None else Happening.UNPUBLISHED if new is None else Happening.RIGHTS
            yield Change(
                kind=ChangeKind.PAGE, object_id=page_id, what=what, lock_id_before=old, lock_id=new, language=language
            )


@receiver(pre_delete, sender=Page)
def record_deleted_page(sender: type, instance: Page, **kwargs: Any) -> None:
    """Before it goes, because its card goes first, and with it what language it was in."""
    language = PageCard.objects.filter(page_id=instance.pk).values_list("language", flat=True).first()
    lock_id = locks_of_shown_pages([instance.pk]).get(instance.pk)
    if language is not None and lock_id is not None:
        record_changes(
            [
                Change(
                    kind=ChangeKind.PAGE,
                    object_id=instance.pk,
                    what=Happening.DELETED,
                    lock_id_before=lock_id,
                    language=language,
                )
            ]
        )


@receiver(restriction_changed)
def record_lock_of_others(sender: type, kind: str, key: str, **kwargs: Any) -> None:
    """Other people pass a restriction: one row for each lock that it is part of, whatever stands behind that."""
    behind = Lock.objects.filter(restrictions__kind=kind, restrictions__key=key, things__isnull=False)
    lock_ids = behind.values_list("pk", flat=True).distinct()
    record_changes(
        Change(kind=ChangeKind.LOCK, object_id=pk, what=Happening.RIGHTS, lock_id_before=pk, lock_id=pk)
        for pk in lock_ids
    )


@receiver(pre_save, sender=LibraryDocument)
def remember_shown_document(sender: type, instance: LibraryDocument, raw: bool = False, **kwargs: Any) -> None:
    """How readers had it until now."""
    if not raw:
        instance._shown_before = Shown.of([instance.pk] if instance.pk else [])


@receiver(post_save, sender=LibraryDocument)
def record_saved_document(sender: type, instance: LibraryDocument, raw: bool = False, **kwargs: Any) -> None:
    """A document is new, changed, elsewhere, held back or let go."""
    if not raw:
        record_changes(changes_of_documents(instance.__dict__.pop("_shown_before"), Shown.of([instance.pk])))


@receiver(m2m_changed, sender=DocumentTag)
def record_tagged_document(sender: type, instance: LibraryDocument, action: str, **kwargs: Any) -> None:
    """The admin's form saves a document's tags after the document."""
    if action in ("post_add", "post_remove", "post_clear"):
        shown = Shown.of([instance.pk])
        record_changes(changes_of_documents(shown, shown))


@receiver(documents_moved)
def record_moved_documents(sender: type, ids: list[int], before: Mapping[int, int], **kwargs: Any) -> None:
    """Many documents at once, none of them saved, are in another collection."""
    for some in batches_of(ids, BATCH):
        now = Shown.of(some)
        record_changes(changes_of_documents(now.as_if_in(before), now))


@receiver(post_delete, sender=LibraryDocument)
def record_deleted_document(sender: type, instance: LibraryDocument, **kwargs: Any) -> None:
    """A document is gone, as the form of its own, a collection, or the end of its retention would have it."""
    record_changes(changes_of_documents(Shown.of_instance(instance), Shown({}), gone=Happening.DELETED))


@receiver(notices_changed)
def record_notices(sender: type, recipient_id: int, **kwargs: Any) -> None:
    """Somebody was told something, or read it: their own streams wake."""
    record_changes([Change(kind=ChangeKind.NOTICES, object_id=recipient_id, what=Happening.UPDATED)])
