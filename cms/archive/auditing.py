"""What the audit log learns of documents, through whatever door something is done to them."""

from typing import Any

from django.db.models.signals import m2m_changed, post_delete, post_save
from django.dispatch import receiver

from cms.access.policy import is_restricted
from cms.activity.actions import record_act
from cms.activity.asking import acting_now
from cms.archive.acts import ADDED, CHANGED, DELETED, MOVED, READ, VERSION_ADDED
from cms.archive.models import DocumentTag, DocumentVersion, Download, LibraryDocument
from cms.archive.signals import document_changed, documents_moved, version_added


@receiver(version_added)
def record_version(sender: type, document: LibraryDocument, version: DocumentVersion, **kwargs: Any) -> None:
    """A document came, or another file of it. An earlier file that is put back says so in the note."""
    details = {"number": document.archive_number, "version": version.number, "sha256": version.sha256}
    if version.note:
        details["note"] = version.note
    record_act(ADDED if version.number == 1 else VERSION_ADDED, by=version.author, thing=document, details=details)


@receiver(document_changed)
def record_change(sender: type, document: LibraryDocument, changes: dict[str, list[Any]], **kwargs: Any) -> None:
    """What is said of a document is another thing now."""
    act = MOVED if "collection" in changes else CHANGED
    record_act(act, by=document.changed_by or acting_now(), thing=document, details=changes)


@receiver(documents_moved)
def record_moves(sender: type, ids: list[int], **kwargs: Any) -> None:
    """Several documents went to another collection at once."""
    for document in LibraryDocument.objects.filter(pk__in=ids):
        record_act(MOVED, by=acting_now(), thing=document, details={"collection": [None, document.collection_id]})


@receiver(m2m_changed, sender=DocumentTag)
def record_tags(sender: type, instance: LibraryDocument, action: str, pk_set: Any = None, **kwargs: Any) -> None:
    """A document is about something else."""
    if action in ("post_add", "post_remove", "post_clear") and (pk_set or action == "post_clear"):
        tags = sorted(instance.tags.values_list("slug", flat=True))
        record_act(CHANGED, by=instance.changed_by or acting_now(), thing=instance, details={"tags": tags})


@receiver(post_save, sender=Download)
def record_reading(sender: type, instance: Download, created: bool, raw: bool = False, **kwargs: Any) -> None:
    """Somebody took a document that not all staff may see."""
    if created and not raw and instance.document and is_restricted(instance.document):
        record_act(READ, by=instance.user, thing=instance.document, details={"version": instance.version})


@receiver(post_delete, sender=LibraryDocument)
def record_deletion(sender: type, instance: LibraryDocument, **kwargs: Any) -> None:
    """A document is gone with all its versions."""
    details = {"number": instance.archive_number, "sha256": instance.sha256}
    record_act(DELETED, by=instance.deleted_by or acting_now(), thing=instance, details=details)
