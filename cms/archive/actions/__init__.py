"""What is done to documents."""

from cms.archive.actions.add_version import VersionConflictError, add_version, restore_version
from cms.archive.actions.delete_document import delete_document
from cms.archive.actions.describe_documents import describe_documents, tag_documents
from cms.archive.actions.file_by_rule import file_by_rule
from cms.archive.actions.look_into_files import look_into_files, number_unnumbered
from cms.archive.actions.record_download import record_download
from cms.archive.actions.saved_filters import forget_filter, save_filter
from cms.archive.actions.store_document import store_document

__all__ = [
    "VersionConflictError", "add_version", "delete_document", "describe_documents", "file_by_rule", "forget_filter",
    "look_into_files", "number_unnumbered", "record_download", "restore_version", "save_filter", "store_document",
    "tag_documents",
]  # fmt: skip
