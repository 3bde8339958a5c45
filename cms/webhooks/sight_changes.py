"""Rights that change without a thing being changed: other people pass a restriction, or somebody is in another group.

Nothing says so of each thing, so it is read from the locks: those that opened for an endpoint's person when it was last
asked, and those that do now.
"""

from django.utils import timezone
from wagtail.documents import get_document_model

from cms.access.models import Lock, Visibility
from cms.access.models.lock import VisibilityKind
from cms.access.readers import Reader
from cms.changes.models import Change, ChangeKind, Happening
from cms.reading.models import PageCard
from cms.webhooks.models import Endpoint

# Beyond so many things nobody is told of each: reading everything anew is cheaper for both sides.
THINGS_TOLD = 200


def locks_that_changed(endpoint: Endpoint, reader: Reader) -> set[int]:
    """The locks that open or do not, other than when it was last asked, of those that were there then."""
    if reader.passes_all:
        return set()
    return {lock for lock in set(endpoint.open_locks) ^ reader.locks if lock <= endpoint.newest_lock}


def changes_of_sight(reader: Reader, locks: set[int]) -> list[Change] | None:
    """The changes, never to be saved, that this is to the things behind these locks; None where they are too many."""
    rows = Visibility.objects.filter(lock__in=locks, is_published=True)
    rows = rows.filter(kind__in=[VisibilityKind.PAGE, VisibilityKind.COLLECTION])
    things = list(rows.values_list("kind", "object_id", "lock_id")[: THINGS_TOLD + 1])
    pages = {object_id: lock for kind, object_id, lock in things if kind == VisibilityKind.PAGE}
    collections = {object_id: lock for kind, object_id, lock in things if kind == VisibilityKind.COLLECTION}
    documents = list(get_document_model()._default_manager.filter(collection__in=collections)[: THINGS_TOLD + 1])
    if len(things) > THINGS_TOLD or len(documents) > THINGS_TOLD:
        return None
    languages = dict(PageCard.objects.filter(pk__in=pages).values_list("pk", "language"))
    of_pages = (_change(ChangeKind.PAGE, pk, pages[pk], language, reader) for pk, language in languages.items())
    of_documents = (
        _change(ChangeKind.DOCUMENT, each.pk, collections[each.collection_id], each.language, reader)
        for each in documents
    )
    return [*of_pages, *of_documents]


def remember_sight(endpoint: Endpoint, reader: Reader) -> None:
    """Keep what opens now, for the next time. Saves nothing."""
    endpoint.open_locks = [] if reader.passes_all else sorted(reader.locks)
    endpoint.newest_lock = Lock.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def _change(kind: str, pk: int, lock: int, language: str, reader: Reader) -> Change:
    is_open = lock in reader.locks
    return Change(
        kind=kind, object_id=pk, what=Happening.RIGHTS, language=language, at=timezone.now(),
        lock_id=lock if is_open else None, lock_id_before=None if is_open else lock,
    )  # fmt: skip
