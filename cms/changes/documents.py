"""What changed of documents, whose lock is that of the collection they are in."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from cms.access.models import Visibility
from cms.access.models.lock import VisibilityKind
from cms.access.tree import batches_of
from cms.archive.models import LibraryDocument
from cms.changes.models import Change, ChangeKind, Happening

BATCH = 500


@dataclass(frozen=True, slots=True)
class Shown:
    """The collection and language of documents that readers are shown, by document id: none of those held back."""

    places: Mapping[int, tuple[int, str]]

    @classmethod
    def of(cls, document_ids: Iterable[int]) -> "Shown":
        """As the database has them."""
        listed = list(document_ids)
        rows = LibraryDocument.objects.filter(pk__in=listed, is_quarantined=False) if listed else []
        return cls({document.pk: (document.collection_id, document.language) for document in rows})

    @classmethod
    def of_instance(cls, document: LibraryDocument) -> "Shown":
        """As an object has it, because the database does no more."""
        is_shown = not document.is_quarantined and document.pk is not None
        return cls({document.pk: (document.collection_id, document.language)} if is_shown else {})

    def as_if_in(self, collections: Mapping[int, int]) -> "Shown":
        """The same documents, in the collections of these ids."""
        return replace(self, places={pk: (collections[pk], language) for pk, (_now, language) in self.places.items()})

    def locks(self) -> dict[int, int | None]:
        """The lock of each, by document id. One query."""
        rows = Visibility.objects.filter(
            kind=VisibilityKind.COLLECTION, object_id__in={collection for collection, _language in self.places.values()}
        )
        locks = dict(rows.values_list("object_id", "lock_id")) if self.places else {}
        return {pk: locks.get(collection) for pk, (collection, _language) in self.places.items()}


def changes_of_documents(before: Shown, now: Shown, *, gone: Happening = Happening.UNPUBLISHED) -> Iterator[Change]:
    """What became of documents, of which those are told that somebody could or can see."""
    old, new = before.locks(), now.locks()
    for pk in {**old, **new}:
        lock_before, lock = old.get(pk), new.get(pk)
        if lock_before is None and lock is None:
            continue
        what = (
            Happening.PUBLISHED if lock_before is None
            else gone if lock is None
            else Happening.RIGHTS if lock != lock_before
            else Happening.UPDATED
        )  # fmt: skip
        _collection, language = now.places.get(pk) or before.places[pk]
        yield _change(pk, what, lock_before, lock, language)


def changes_of_collections(before: Mapping[int, Visibility | None]) -> Iterator[Change]:
    """What the documents of these collections, whose rows changed, became for readers."""
    now = Visibility.objects.filter(kind=VisibilityKind.COLLECTION, object_id__in=before)
    locks = dict(now.values_list("object_id", "lock_id"))
    for some in batches_of(before, BATCH):
        rows = LibraryDocument.objects.filter(collection__in=some, is_quarantined=False)
        for pk, collection_id, language in rows.values_list("pk", "collection_id", "language").iterator():
            row = before[collection_id]
            lock_before, lock = row.lock_id if row else None, locks.get(collection_id)
            if lock_before != lock:
                what = Happening.PUBLISHED if lock_before is None else Happening.RIGHTS
                yield _change(pk, what, lock_before, lock, language)


def _change(pk: int, what: Happening, lock_before: int | None, lock: int | None, language: str) -> Change:
    return Change(
        kind=ChangeKind.DOCUMENT, object_id=pk, what=what, lock_id_before=lock_before, lock_id=lock, language=language
    )
