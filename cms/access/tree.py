"""The page tree as rights see it: a page, its language versions, its alias's source, and all that lies above them."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q
from wagtail.models import Page

from cms.access.models import Visibility
from cms.access.models.lock import VisibilityKind

FIELDS = ("pk", "path", "translation_key", "alias_of_id", "live", "expire_at")
STEP = Page.steplen
# Three lists of ids share one statement, and older builds of SQLite take 999 variables.
BATCH = 300


def batches_of(values: Iterable[Any], size: int = BATCH) -> Iterator[list[Any]]:
    """Cut values into lists that fit the variables of one SQL statement."""
    listed = list(values)
    return (listed[start : start + size] for start in range(0, len(listed), size))


@dataclass(frozen=True, slots=True)
class Node:
    """What rights need to know of one page."""

    pk: int
    path: str
    translation_key: UUID
    alias_of_id: int | None
    live: bool
    expire_at: datetime | None

    @property
    def paths_above(self) -> list[str]:
        """The tree paths of its ancestors, without the tree's root, which is no page."""
        return [self.path[:end] for end in range(2 * STEP, len(self.path), STEP)]


class Neighbourhood:
    """Some pages and everything that their rights depend on, read in as few queries as the tree's shape allows."""

    def __init__(self, page_ids: Iterable[int]) -> None:
        self.by_id: dict[int, Node] = {}
        self.by_path: dict[str, Node] = {}
        self.versions: dict[UUID, list[Node]] = defaultdict(list)
        self._read(set(page_ids))
        self.rows = self._read_rows()

    def _read(self, page_ids: Collection[int]) -> None:
        ids, paths, keys = set(page_ids), set[str](), set[UUID]()
        known_keys: set[UUID] = set()
        while ids or paths or keys:
            found = self._fetch(ids, paths, keys)
            known_keys |= keys
            ids = {node.alias_of_id for node in found if node.alias_of_id} - self.by_id.keys()
            paths = {path for node in found for path in node.paths_above} - self.by_path.keys()
            keys = {node.translation_key for node in found} - known_keys

    def _fetch(self, ids: Collection[int], paths: Collection[str], keys: Collection[UUID]) -> list[Node]:
        lists = [list(batches_of(values)) for values in (ids, paths, keys)]
        new: dict[int, Node] = {}
        for turn in range(max(map(len, lists))):
            some_ids, some_paths, some_keys = (each[turn] if turn < len(each) else [] for each in lists)
            wanted = Q(pk__in=some_ids) | Q(path__in=some_paths) | Q(translation_key__in=some_keys)
            for row in Page.objects.filter(wanted, depth__gt=1).order_by().values_list(*FIELDS):
                new.setdefault(row[0], Node(*row))
        new = {pk: node for pk, node in new.items() if pk not in self.by_id}
        for node in new.values():
            self.by_id[node.pk] = self.by_path[node.path] = node
            self.versions[node.translation_key].append(node)
        return list(new.values())

    def _read_rows(self) -> dict[int, Visibility]:
        rows: dict[int, Visibility] = {}
        for some in batches_of(self.by_id):
            found = Visibility.objects.filter(kind=VisibilityKind.PAGE, object_id__in=some)
            rows |= {row.object_id: row for row in found}
        return rows

    def rights_keys(self, known: dict[int, UUID | None]) -> dict[int, UUID | None]:
        """The rights key of each page: as just saved, else as its row says, else (because a page without a row must
        not count as unrestricted) as the page itself says."""
        keys = {pk: row.rights_key for pk, row in self.rows.items()}
        keys |= {pk: key for pk, key in known.items() if key and pk in self.by_id}
        for some in batches_of(self.by_id.keys() - keys.keys()):
            for page in Page.objects.filter(pk__in=some).specific():
                keys[page.pk] = getattr(page, "rights_key", None)
        return keys

    def lineage(self, page_id: int) -> set[int]:
        """The ids of all pages whose restrictions this one has to pass: itself, its language versions, its alias's
        source, and the same of everything above each of them."""
        return self._closure(page_id, with_versions=True)

    def publication(self, page_id: int) -> tuple[bool, datetime | None]:
        """Whether a page, all above it and its alias's source are live, and the first moment at which one ends.

        Other languages do not count: a page is published in each language by itself.
        """
        chain = [self.by_id[pk] for pk in self._closure(page_id, with_versions=False)]
        ends = [each.expire_at for each in chain if each.expire_at]
        return all(each.live for each in chain), min(ends, default=None)

    def _closure(self, page_id: int, *, with_versions: bool) -> set[int]:
        waiting, seen = [self.by_id[page_id]], {page_id}
        while waiting:
            node = waiting.pop()
            others = [self.by_path[path] for path in node.paths_above if path in self.by_path]
            others += [self.by_id[node.alias_of_id]] if node.alias_of_id in self.by_id else []
            others += self.versions[node.translation_key] if with_versions else []
            for other in others:
                if other.pk not in seen:
                    seen.add(other.pk)
                    waiting.append(other)
        return seen


class Dependants:
    """Finds the pages that may follow from changed ones: those below, their versions and their aliases.

    Remembers which subtrees it has found, because a moved page's whole subtree changes with it, page by page.
    """

    def __init__(self) -> None:
        self._found_below: set[str] = set()

    def of(self, page_ids: Collection[int]) -> set[int]:
        """The ids of the pages that depend on these directly, or lie anywhere below them."""
        found: set[int] = set()
        paths: list[str] = []
        for some in batches_of(page_ids):
            rows = list(Page.objects.filter(pk__in=some).order_by().values_list("path", "translation_key"))
            keys = {key for _path, key in rows}
            beside = Q(alias_of_id__in=some) | Q(translation_key__in=keys, depth__gt=1)
            found |= set(Page.objects.filter(beside).order_by().values_list("pk", flat=True))
            # numchild is not asked: who saves a page that was read before it got a child writes it back as it was.
            paths += [path for path, _key in rows if not self._is_found(path)]
        for some in batches_of(outermost(paths), 50):
            below = Q()
            for path in some:
                below |= Q(path__startswith=path)
            found |= set(Page.objects.filter(below, depth__gt=1).order_by().values_list("pk", flat=True))
            self._found_below.update(some)
        return found

    def _is_found(self, path: str) -> bool:
        return any(path[:end] in self._found_below for end in range(2 * STEP, len(path) + 1, STEP))


def outermost(paths: Iterable[str]) -> list[str]:
    """The tree paths that lie below none of the others, so that no subtree is read twice."""
    kept: list[str] = []
    for path in sorted(paths):
        if not kept or not path.startswith(kept[-1]):
            kept.append(path)
    return kept
