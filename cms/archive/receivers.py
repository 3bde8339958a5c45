"""What follows from a document's use and change."""

from functools import partial
from typing import Any

from django.db import transaction
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_delete
from django.dispatch import receiver
from django.http import HttpRequest
from wagtail.documents.models import document_served
from wagtail.tasks import delete_file_from_storage_task

from cms.access.models import Visibility
from cms.access.models.lock import VisibilityKind
from cms.access.signals import visibility_changed
from cms.access.tree import batches_of
from cms.archive.actions import record_download
from cms.archive.actions.read_text import expect_texts
from cms.archive.models import (
    DocumentKind,
    DocumentKindLabel,
    DocumentTag,
    DocumentVersion,
    Download,
    LibraryDocument,
)
from cms.archive.refusals import DeletionRefusedError, reasons_to_keep
from cms.archive.signals import documents_moved, version_added
from cms.archive.tasks import read_waiting_texts
from cms.media.actions import forget_infected
from cms.people.models import User
from cms.tags.models import Tag, TagLabel
from search.tickets import mark_stale, set_locks


@receiver(document_served)
def record_served(sender: type, instance: LibraryDocument, request: HttpRequest, **kwargs: Any) -> None:
    """Wagtail sends this once the policy has let a request pass, before the file leaves."""
    if request.method != "GET":
        return
    person = request.user if isinstance(request.user, User) else None
    if "Range" not in request.headers or not Download.objects.is_going_on(instance, by=person):
        record_download(instance, by=person)


@receiver(post_save, sender=LibraryDocument)
def mark_saved_document(sender: type, instance: LibraryDocument, raw: bool = False, **kwargs: Any) -> None:
    """A document is new, changed or in another collection."""
    if not raw:
        _lock_documents([instance.pk])
        mark_stale("document", [instance.pk])


@receiver(version_added)
def read_new_version(sender: type, version: DocumentVersion, **kwargs: Any) -> None:
    """A document says something else now: until it has been read, search says nothing of what is in it."""
    expect_texts([version.document_id])
    # Only then, because a worker is asked once for all of them, which must not wait for the end of a long upload.
    transaction.on_commit(read_waiting_texts)


@receiver(documents_moved)
def lock_moved_documents(sender: type, ids: list[int], **kwargs: Any) -> None:
    """Several documents went to another collection in one statement."""
    _lock_documents(ids)


@receiver(pre_delete, sender=LibraryDocument)
def ask_before_deletion(sender: type, instance: LibraryDocument, **kwargs: Any) -> None:
    """Every way of deleting passes here: a form, many at once, and a collection that takes along what is in it."""
    if reasons := reasons_to_keep(instance):
        raise DeletionRefusedError(instance, reasons)


@receiver(post_delete, sender=DocumentVersion)
def delete_file_of_version(sender: type, instance: DocumentVersion, **kwargs: Any) -> None:
    """A version's file goes with it once that is committed, as Wagtail's own does. What a document is now stays."""
    transaction.on_commit(partial(_delete_file, instance.file.storage, str(instance.file.name)))
    if not DocumentVersion.objects.filter(file=instance.file.name).exists():
        forget_infected(str(instance.file.name))


def _delete_file(storage: Any, name: str) -> None:
    if not LibraryDocument.objects.filter(file=name).exists():
        delete_file_from_storage_task.enqueue(storage.deconstruct(), name)


@receiver(post_delete, sender=LibraryDocument)
def mark_deleted_document(sender: type, instance: LibraryDocument, **kwargs: Any) -> None:
    """A document is gone."""
    mark_stale("document", [instance.pk])


@receiver(m2m_changed, sender=DocumentTag)
def mark_tagged_document(sender: type, instance: LibraryDocument, action: str, **kwargs: Any) -> None:
    """The admin's form saves a document's tags after the document."""
    if action in ("post_add", "post_remove", "post_clear"):
        mark_stale("document", [instance.pk])


@receiver([post_save, pre_delete], sender=Tag)
@receiver([post_save, post_delete], sender=TagLabel)
def mark_documents_of_tag(sender: type, instance: Tag | TagLabel, raw: bool = False, **kwargs: Any) -> None:
    """A tag is called otherwise, on every document that has it."""
    tag_id = instance.tag_id if isinstance(instance, TagLabel) else instance.pk
    if not raw:
        mark_stale("document", DocumentTag.objects.filter(tag=tag_id).values_list("content_object", flat=True))


@receiver([post_save, pre_delete], sender=DocumentKind)
@receiver([post_save, post_delete], sender=DocumentKindLabel)
def mark_documents_of_kind(
    sender: type, instance: DocumentKind | DocumentKindLabel, raw: bool = False, **kwargs: Any
) -> None:
    """A kind is called otherwise, in the entry of every document that is of it."""
    kind_id = instance.kind_id if isinstance(instance, DocumentKindLabel) else instance.pk
    if not raw:
        mark_stale("document", LibraryDocument.objects.filter(kind=kind_id).values_list("pk", flat=True))


@receiver(visibility_changed)
def show_documents_to_others(sender: type, kind: str, object_ids: list[int], **kwargs: Any) -> None:
    """The documents of a collection stand behind its lock, at once."""
    if kind == VisibilityKind.COLLECTION:
        documents = LibraryDocument.objects.filter(collection__in=object_ids)
        _lock_documents(list(documents.values_list("pk", flat=True)))


def _lock_documents(ids: list[int]) -> None:
    for some in batches_of(ids):
        collections = dict(LibraryDocument.objects.filter(pk__in=some).values_list("pk", "collection_id"))
        rows = Visibility.objects.filter(kind=VisibilityKind.COLLECTION, object_id__in=set(collections.values()))
        locks = dict(rows.values_list("object_id", "lock_id"))
        set_locks("document", {pk: locks.get(collection_id) for pk, collection_id in collections.items()})
