"""What the API shows of the archive."""

from cms.archive.schema.documents import ArchiveQuery, Document, document_by_id

__all__ = ["ArchiveQuery", "Document", "document_by_id"]
