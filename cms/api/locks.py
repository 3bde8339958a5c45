"""What stands behind each lock: how answers are shared by all to whom the same opens of what the answer is made of.

A personal folder's lock, or a work group's, opens for few. Where an answer cannot be made of what is behind it, it must
not make that answer theirs alone.
"""

from array import array
from dataclasses import dataclass, field

from django.db.models import QuerySet

from cms.access.models import Visibility
from cms.access.models.lock import VisibilityKind
from cms.api.clock import Moment
from cms.api.ingredients import DOCUMENT, DOCUMENTS, IMAGE, IMAGES, PAGE, PAGES, PEOPLE, PERSON
from cms.folders.models import Folder

RIGHTS = "rights"
# So many combinations of locks are worked out once.
KEPT_SETS = 2_000
# The collections of personal folders and those of groups, in which no editor puts anything.
FOLDER = "folder"
BEHIND: dict[str, frozenset[str]] = {
    PAGES: frozenset({VisibilityKind.PAGE}),
    PAGE: frozenset({VisibilityKind.PAGE}),
    PEOPLE: frozenset({VisibilityKind.PERSON}),
    PERSON: frozenset({VisibilityKind.PERSON}),
    IMAGES: frozenset({VisibilityKind.COLLECTION, FOLDER}),
    IMAGE: frozenset({VisibilityKind.COLLECTION}),
    DOCUMENTS: frozenset({VisibilityKind.COLLECTION, FOLDER}),
    DOCUMENT: frozenset({VisibilityKind.COLLECTION}),
}


@dataclass(frozen=True, slots=True)
class Arrangement:
    """What stood behind each lock at a tick, and which collections are folders."""

    tick: int
    behind: dict[int, frozenset[str]] = field(default_factory=dict)
    folders: frozenset[int] = frozenset()

    _matter: dict[tuple[frozenset[int], frozenset[str]], bytes] = field(default_factory=dict, compare=False)

    def that_matter(self, locks: frozenset[int], ingredients: frozenset[str]) -> bytes:
        """Those of these locks behind which there is something of what an answer is made of: their sorted ids.

        A lock that is not known here may matter.
        """
        known = self._matter.get((locks, ingredients))
        if known is None:
            if len(self._matter) >= KEPT_SETS:
                self._matter.clear()
            known = self._matter[locks, ingredients] = self._ids(locks, ingredients)
        return known

    def _ids(self, locks: frozenset[int], ingredients: frozenset[str]) -> bytes:
        kinds: frozenset[str] = frozenset().union(*(BEHIND.get(part, frozenset()) for part in ingredients))
        behind = self.behind
        matter = (lock for lock in locks if lock not in behind or not kinds.isdisjoint(behind[lock]))
        return array("q", sorted(matter)).tobytes()


class Arrangements:
    """The arrangement of locks as this process last read it, read again once rights have changed."""

    def __init__(self) -> None:
        self.latest = Arrangement(-1)

    def at(self, moment: Moment) -> Arrangement:
        """The arrangement at a moment."""
        known = self.latest
        if not moment.is_unchanged_since(known.tick, [RIGHTS]):
            known = self.latest = _read(moment.tick)
        return known

    def clear(self) -> None:
        """Forget it."""
        self.latest = Arrangement(-1)


def _read(tick: int) -> Arrangement:
    folders = frozenset(Folder.objects.values_list("collection_id", flat=True))
    rows: QuerySet[Visibility] = Visibility.objects.order_by()
    behind: dict[int, set[str]] = {}
    for lock, kind in rows.exclude(kind=VisibilityKind.COLLECTION).values_list("lock_id", "kind").distinct():
        behind.setdefault(lock, set()).add(kind)
    for lock, collection in rows.filter(kind=VisibilityKind.COLLECTION).values_list("lock_id", "object_id"):
        behind.setdefault(lock, set()).add(FOLDER if collection in folders else VisibilityKind.COLLECTION.value)
    return Arrangement(tick, {lock: frozenset(kinds) for lock, kinds in behind.items()}, folders)
