"""Keeping what is kept, whoever deletes it: these are called by every deletion that Django makes, cascades included."""

from typing import Any

from django.db.models.signals import post_save, pre_delete, pre_save
from django.dispatch import receiver
from django.utils.functional import Promise
from wagtail.models import Collection

from cms.activity.models import AppendOnlyError
from cms.archive.models import DocumentVersion, LibraryDocument
from cms.archive.refusals import DeletionRefusedError, reasons_to_keep
from cms.archive.signals import deletion_asked, documents_moving
from cms.retention.keeping import HeldError, reason_to_keep
from cms.retention.models import Certificate, Destruction, DueDocument, LegalHold, State
from cms.retention.models.hold import places_above
from cms.retention.tasks import destroy_approved


@receiver(deletion_asked)
def keep_document(sender: type, document: LibraryDocument, **kwargs: Any) -> Promise | None:
    """The archive asks before any deletion of a document; what answers takes back all that it is a part of."""
    return reason_to_keep(document)


@receiver(pre_delete, sender=DueDocument)
def keep_due_document(sender: type, instance: DueDocument, **kwargs: Any) -> None:
    """Under its other name it is asked for here. Raises DeletionRefusedError."""
    _ask(instance)


@receiver(pre_delete, sender=DocumentVersion)
def keep_version(sender: type, instance: DocumentVersion, **kwargs: Any) -> None:
    """An old version is as much of the document as the newest. Raises DeletionRefusedError."""
    _ask(instance.document)


def _ask(document: LibraryDocument) -> None:
    if reasons := reasons_to_keep(document):
        raise DeletionRefusedError(document, reasons)


@receiver(pre_delete, sender=Collection)
def keep_collection(sender: type, instance: Collection, **kwargs: Any) -> None:
    """A place under hold stays, even if it is empty."""
    if LegalHold.objects.in_force().filter(collections__path__in=places_above(instance.path)).exists():
        raise HeldError(instance)


@receiver(pre_delete, sender=LegalHold)
def keep_hold(sender: type, instance: LegalHold, **kwargs: Any) -> None:
    """A hold is lifted, by somebody and because of something. What was lifted stays to be read."""
    raise HeldError(instance)


@receiver(pre_delete, sender=Certificate)
def keep_certificate(sender: type, instance: Certificate, **kwargs: Any) -> None:
    """Nothing else is left of the document."""
    raise AppendOnlyError


@receiver(pre_save, sender=LibraryDocument)
@receiver(pre_save, sender=DueDocument)
def hold_moved_document(sender: type, instance: LibraryDocument, raw: bool = False, **kwargs: Any) -> None:
    """A document that leaves a place under hold stays under that hold."""
    if instance.pk and not raw:
        former = LibraryDocument.objects.select_related("collection").filter(pk=instance.pk).first()
        if former and former.collection_id != instance.collection_id:
            _name_in_holds(former)


@receiver(documents_moving)
def hold_moved_documents(sender: type, ids: list[int], **kwargs: Any) -> None:
    """The same, of several in one statement."""
    if LegalHold.objects.in_force().exists():
        for document in LibraryDocument.objects.select_related("collection").filter(pk__in=ids):
            _name_in_holds(document)


def _name_in_holds(document: LibraryDocument) -> None:
    for hold in LegalHold.objects.on(document):
        hold.documents.add(document.pk)


@receiver(post_save, sender=Destruction)
def destroy_what_is_approved(sender: type, instance: Destruction, raw: bool = False, **kwargs: Any) -> None:
    """Tasks begin after the commit: nothing is destroyed whose approval was rolled back."""
    if instance.state == State.APPROVED and not raw:
        destroy_approved.enqueue(instance.pk)


@receiver(post_save, sender=Collection)
def hold_new_collection(sender: type, instance: Collection, created: bool, raw: bool = False, **kwargs: Any) -> None:
    """What is made below a place under hold is under it, wherever it is moved to later."""
    if created and not raw:
        for hold in LegalHold.objects.in_force().filter(collections__path__in=places_above(instance.path)).distinct():
            hold.collections.add(instance)
