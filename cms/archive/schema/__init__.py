"""What the API shows of the archive."""

from cms.archive.schema.documents import ArchiveQuery, Document, document_by_id
from cms.archive.schema.kinds import FileKind

__all__ = ["ArchiveQuery", "Document", "FileKind", "document_by_id"]
