"""Removing the files of a destroyed document from the storage."""

import logging

from django.core.files.storage import Storage
from django.db import transaction

from cms.activity.actions import record_act
from cms.archive.models import LibraryDocument
from cms.retention.acts import FILE_REMOVED
from cms.retention.models import Certificate, FileRemoval

logger = logging.getLogger(__name__)


def remove_files(certificate: Certificate) -> int:
    """Remove what is left of a document's files; says how many are still there.

    What the storage refuses stays listed with the reason, and is tried again every night and from the certificates.
    """
    for removal in list(certificate.files_left.all()):
        _remove(removal)
    return certificate.files_left.count()


def _remove(removal: FileRemoval) -> None:
    storage = _storage_of_documents()
    try:
        storage.delete(removal.name)
        reason = "The storage still has it." if storage.exists(removal.name) else ""
    except Exception as error:
        # because every kind of storage has errors of its own, and none may leave the file forgotten
        reason = f"{type(error).__name__}: {error}"
    if reason:
        removal.attempts, removal.reason = removal.attempts + 1, reason
        removal.save(update_fields=["attempts", "reason"])
        logger.error("A file of %s could not be removed: %s", removal.certificate.archive_number, reason)
        return
    with transaction.atomic():
        record_act(FILE_REMOVED, by=None, thing=removal.certificate)
        removal.delete()


def _storage_of_documents() -> Storage:
    storage: Storage = LibraryDocument._meta.get_field("file").storage
    return storage
