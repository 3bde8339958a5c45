"""Destroying a document: in one transaction all that the database has of it, and after its commit the files."""

import logging
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone
from wagtail.models import Collection, ModelLogEntry, ReferenceIndex

from cms.activity.actions import record_act
from cms.archive.actions import delete_document
from cms.archive.files import sha256_and_size
from cms.archive.models import DocumentVersion, Download, LibraryDocument
from cms.people.models import User
from cms.retention.actions.objections import (
    APPROVER_LOST_RIGHT,
    CannotGoError,
    locked_destruction,
    locked_document,
    objection_to_people,
    objection_to_row,
    stop,
)
from cms.retention.actions.remove import remove_files
from cms.retention.acts import DOCUMENT_DESTROYED
from cms.retention.models import Certificate, Destruction, FileRemoval, State
from cms.retention.models.hold import places_above
from search.tickets import Visibility, set_visibility

logger = logging.getLogger(__name__)


def destroy(destruction_id: int) -> Certificate | None:
    """Destroy what was approved, and leave a certificate. None where nothing (any more) waits for that, or where a hold
    or a lost right has stopped it: then the row says why."""
    try:
        certificate = _destroy(destruction_id)
    except CannotGoError:
        return None
    if certificate is not None:
        remove_files(certificate)
    return certificate


def catch_up() -> None:
    """Destroy what a lost task has left, and remove the files that a storage would not let go."""
    for row_id in list(Destruction.objects.filter(state=State.APPROVED).values_list("pk", flat=True)):
        try:
            destroy(row_id)
        except Exception:
            # because one document must not keep the others
            logger.exception("Destruction %s failed; it is tried again", row_id)
    for certificate in Certificate.objects.filter(files_left__isnull=False).distinct():
        remove_files(certificate)


@transaction.atomic
def _destroy(destruction_id: int) -> Certificate | None:
    row = locked_destruction(destruction_id, State.APPROVED)
    document = locked_document(row.document_id)
    objection = objection_to_row(row, document)
    if objection is None and objection_to_people(row, document, row.decided_by):
        objection = APPROVER_LOST_RIGHT
    if objection is not None:
        stop(row, objection)
        return None
    certificate = _certify(row, document)
    _list_files(document, certificate)
    _forget_traces(document, certificate)
    details = {"rule": row.rule, "sha256": certificate.sha256}
    record_act(DOCUMENT_DESTROYED, by=row.decided_by, thing=certificate, details=details)
    delete_document(document, by=row.decided_by)
    return certificate


def _certify(row: Destruction, document: LibraryDocument) -> Certificate:
    above = Collection.objects.filter(path__in=places_above(document.collection.path), depth__gt=1).order_by("path")
    return Certificate.objects.create(
        document_id=document.pk,
        archive_number=document.archive_number or str(document.pk),
        title=document.title,
        collection_id=document.collection_id,
        filed_under=" / ".join(above.values_list("name", flat=True)),
        kind=str(document.kind or ""),
        dated_on=document.dated_on,
        rule=row.rule,
        due_on=row.due_on,
        outcome=row.outcome,
        proposed_by=_name_of(row.proposed_by),
        proposed_at=row.proposed_at,
        approved_by=_name_of(row.decided_by),
        approved_at=row.decided_at or timezone.now(),
        transferred_to=row.transferred_to,
        transferred_at=row.transferred_at,
        sha256=document.sha256 or _digest_of(document),
        size=document.file_size or 0,
        content_type=document.content_type,
        versions=[_told(version) for version in document.versions.order_by("number")],
    )


def _name_of(person: User | None) -> str:
    return f"{person.get_full_name()} <{person.email}>".strip() if person else ""


def _told(version: DocumentVersion) -> dict[str, Any]:
    return {
        "number": version.number, "sha256": version.sha256, "size": version.size,
        "content_type": version.content_type, "created_at": version.created_at.isoformat(),
    }  # fmt: skip


def _digest_of(document: LibraryDocument) -> str:
    """The SHA-256 of a file that nobody looked into yet; empty where there is no file any more."""
    try:
        with document.open_file() as content:
            return sha256_and_size(content)[0]
    except OSError:
        return ""


def _list_files(document: LibraryDocument, certificate: Certificate) -> None:
    """Write down, in this transaction, every file that has to go after it; not one that another document shares."""
    names = {document.file.name, *document.versions.values_list("file", flat=True)} - {"", None}
    shared = set(LibraryDocument.objects.filter(file__in=names).exclude(pk=document.pk).values_list("file", flat=True))
    others = DocumentVersion.objects.filter(file__in=names).exclude(document=document.pk)
    shared |= set(others.values_list("file", flat=True))
    FileRemoval.objects.bulk_create(
        [FileRemoval(certificate=certificate, name=name) for name in sorted(names - shared)], ignore_conflicts=True
    )


def _forget_traces(document: LibraryDocument, certificate: Certificate) -> None:
    """What would say elsewhere what it was called. Tags, text, versions and entries go with it by themselves."""
    kind = ContentType.objects.get_for_model(LibraryDocument)
    Download.objects.filter(document=document.pk).update(title=certificate.archive_number)
    ModelLogEntry.objects.filter(content_type=kind, object_id=str(document.pk)).update(
        label=certificate.archive_number, data={}
    )
    ReferenceIndex.objects.filter(to_content_type=kind, to_object_id=str(document.pk)).delete()
    # because nobody may find it in the moment until the worker empties its entry
    set_visibility("document", {document.pk: Visibility(None, is_published=False)})
