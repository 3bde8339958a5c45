"""What is done to documents."""

from cms.archive.actions.add_version import VersionConflictError, add_version, restore_version
from cms.archive.actions.delete_document import delete_document
from cms.archive.actions.record_download import record_download
from cms.archive.actions.store_document import store_document

__all__ = [
    "VersionConflictError", "add_version", "delete_document", "record_download", "restore_version", "store_document",
]  # fmt: skip
