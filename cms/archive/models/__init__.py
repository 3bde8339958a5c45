"""Documents with all their versions, what they are filed under, and who took them."""

from cms.archive.models.describing import metadata_of
from cms.archive.models.document import DocumentTag, LibraryDocument, Revision
from cms.archive.models.download import Download
from cms.archive.models.filing import FilingRule, filing_defaults
from cms.archive.models.kind import DocumentKind, DocumentKindLabel
from cms.archive.models.numbering import NumberSeries, take_numbers
from cms.archive.models.saved_filter import SavedFilter
from cms.archive.models.text import DocumentText, DocumentTextPage, TextStatus
from cms.archive.models.version import DocumentVersion

__all__ = [
    "DocumentKind", "DocumentKindLabel", "DocumentTag", "DocumentText", "DocumentTextPage", "DocumentVersion",
    "Download", "FilingRule", "LibraryDocument", "NumberSeries", "Revision", "SavedFilter", "TextStatus",
    "filing_defaults", "metadata_of", "take_numbers",
]  # fmt: skip
