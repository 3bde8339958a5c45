"""What is said of a document, beside its file."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cms.archive.models.document import LibraryDocument

SAID = (
    "title", "collection_id", "kind_id", "language", "owner_id", "dated_on", "source", "description", "case_closed_on",
    "superseded_by_id", "superseded_on",
)  # fmt: skip


def metadata_of(document: "LibraryDocument") -> dict[str, Any]:
    """What is said of a document now, as a version keeps it: ids and codes, and dates as ISO 8601."""
    return {
        "title": document.title,
        "kind": document.kind.code if document.kind else None,
        "language": document.language,
        "owner": document.owner_id,
        "dated_on": document.dated_on.isoformat() if document.dated_on else None,
        "source": document.source,
        "description": document.description,
        "collection": document.collection_id,
        "tags": sorted(document.tags.values_list("slug", flat=True)),
    }


def changes_between(before: "LibraryDocument", after: "LibraryDocument") -> dict[str, list[Any]]:
    """What is said differently, fit for JSON: the names of fields, each with its value before and after."""
    pairs = {name: [_plain(getattr(before, name)), _plain(getattr(after, name))] for name in SAID}
    return {name.removesuffix("_id"): pair for name, pair in pairs.items() if pair[0] != pair[1]}


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, int) else str(value)
