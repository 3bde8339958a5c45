"""What documents offer the search index."""

from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from cms.access.models import Visibility
from cms.access.models.lock import VisibilityKind
from cms.archive.file_kinds import file_kind_of
from cms.archive.models import DocumentTextPage, LibraryDocument, TextStatus
from search.drafts import Draft, Part
from search.kinds import Kind
from search.registry import searchable

DOCUMENT = Kind("DOCUMENT", _("Document"), _("Documents"), "A file of the library.")


def all_documents() -> Iterable[int]:
    """The id of every document."""
    return LibraryDocument.objects.values_list("pk", flat=True).iterator()


@searchable("document", all_ids=all_documents)
def document_entries(ids: Collection[int]) -> Iterator[Draft]:
    """Documents by their title, file name, description and tags, and by what was read in their newest version, behind
    the lock of their collection. One that is held back for a virus, or until it was looked into, cannot be found."""
    rows = LibraryDocument.objects.filter(pk__in=ids, is_quarantined=False)
    documents = list(rows.prefetch_related("tags__labels", "kind__labels"))
    parts = _parts_of(documents)
    collections = {document.collection_id for document in documents}
    rights = Visibility.objects.filter(kind=VisibilityKind.COLLECTION, object_id__in=collections)
    locks = dict(rights.values_list("object_id", "lock_id"))
    for document in documents:
        yield Draft(
            subject_id=document.pk,
            kind=DOCUMENT.name,
            title=document.title,
            lock=locks.get(document.collection_id),
            language=document.language,
            headings=_words_of(document),
            summary=document.description,
            parts=parts.get(document.pk, ()),
            url=document.url,
            published_at=document.created_at,
            file_kind=file_kind_of(document.media_type),
            tags=tuple((tag.slug, tag.label_in(document.language)) for tag in document.tags.all()),
        )


def _parts_of(documents: Collection[LibraryDocument]) -> dict[int, tuple[Part, ...]]:
    """What was read in each document, page by page. The text of a former version is not what it says now."""
    versions = {document.pk: document.version for document in documents}
    rows = DocumentTextPage.objects.filter(text__document__in=versions, text__status=TextStatus.DONE).order_by("pk")
    parts: dict[int, list[Part]] = {}
    for pk, version, number, label, content in rows.values_list(
        "text__document_id", "text__version", "number", "label", "content"
    ):
        if version == versions[pk]:
            parts.setdefault(pk, []).append(Part(content, number, label))
    return {pk: tuple(its_parts) for pk, its_parts in parts.items()}


def _words_of(document: LibraryDocument) -> str:
    """What is said of it beside its title: among others its archive number, and its file's name, once more as the words
    that hyphens and underscores tie together."""
    filename = document.filename
    kind = document.kind.label_in(document.language) if document.kind else ""
    words = [
        filename,
        Path(filename).stem.replace("-", " ").replace("_", " "),
        document.archive_number or "",
        kind,
        document.source,
    ]
    return " ".join(filter(None, words))
