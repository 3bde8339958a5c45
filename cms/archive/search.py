"""What documents offer the search index."""

from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from cms.access.models import Visibility
from cms.access.models.lock import VisibilityKind
from cms.archive.models import LibraryDocument
from search.drafts import Draft
from search.registry import searchable


def all_documents() -> Iterable[int]:
    """The id of every document."""
    return LibraryDocument.objects.values_list("pk", flat=True).iterator()


@searchable("document", all_ids=all_documents)
def document_entries(ids: Collection[int]) -> Iterator[Draft]:
    """Documents by their title, file name and tags, behind the lock of their collection."""
    documents = list(LibraryDocument.objects.filter(pk__in=ids).prefetch_related("tags__labels"))
    collections = {document.collection_id for document in documents}
    rows = Visibility.objects.filter(kind=VisibilityKind.COLLECTION, object_id__in=collections)
    locks = dict(rows.values_list("object_id", "lock_id"))
    for document in documents:
        yield Draft(
            subject_id=document.pk,
            kind="DOCUMENT",
            title=document.title,
            lock=locks.get(document.collection_id),
            language=document.language,
            text=_words_of(document.filename),
            url=document.url,
            published_at=document.created_at,
            tags=tuple((tag.slug, tag.label_in(document.language)) for tag in document.tags.all()),
        )


def _words_of(filename: str) -> str:
    """The file's name, and once more as the words that hyphens and underscores tie together."""
    return f"{filename} {Path(filename).stem.replace('-', ' ').replace('_', ' ')}"
