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

FIELDS = ("pk", "path", "depth", "translation_key", "alias_of_id", "live", "expire_at")
STEP = Page.steplen
# SQLite takes 999 variables in older builds; three lists share one query here.
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
    depth: int
    translation_key: UUID
    alias_of_id: int | None
    live: bool
    expire_at: datetime | None

    @property
    def paths_above(self) -> list[str]:
        """The tree paths of its ancestors, without the tree's root, which is no page."""
        return [self.path[:end] for end in range(2 * STEP, len(self.path), STEP)]


class Neighbourhood:
    """Some pages and everything their rights depend on, read in as few queries as the tree's shape allows."""

    def __init__(self, page_ids: Iterable[int]) -> None:
        self.by_id: dict[int, Node] = {}
        self.by_path: dict[str, Node] = {}
        self.versions: dict[UUID, list[Node]] = defaultdict(list)
        self._read(set(page_ids))
        self.rights_keys: dict[int, UUID | None] = self._read_rights_keys()

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
        found: list[Node] = []
        asked = [("pk__in", list(ids)), ("path__in", list(paths)), ("translation_key__in", list(keys))]
        for lookup, values in asked:
            for some in batches_of(values):
                rows = Page.objects.filter(Q(**{lookup: some}), depth__gt=1).values_list(*FIELDS)
                found += [Node(*row) for row in rows]
        new = {node.pk: node for node in found if node.pk not in self.by_id}
        for node in new.values():
            self.by_id[node.pk] = self.by_path[node.path] = node
            self.versions[node.translation_key].append(node)
        return list(new.values())

    def _read_rights_keys(self) -> dict[int, UUID | None]:
        keys: dict[int, UUID | None] = {}
        for some in batches_of(self.by_id):
            rows = Visibility.objects.filter(kind=VisibilityKind.PAGE, object_id__in=some)
            keys |= dict(rows.values_list("object_id", "rights_key"))
        # A page that no row knows yet must not count as unrestricted: it is asked itself.
        for page in Page.objects.filter(pk__in=self.by_id.keys() - keys.keys()).specific():
            keys[page.pk] = getattr(page, "rights_key", None)
        return keys

    def lineage(self, page_id: int) -> set[int]:
        """The ids of all pages whose restrictions this one has to pass: itself, its language versions, its alias's
        source, and the same of everything above each of them."""
        waiting, seen = [self.by_id[page_id]], {page_id}
        while waiting:
            node = waiting.pop()
            above = [self.by_path[path] for path in node.paths_above if path in self.by_path]
            source = [self.by_id[node.alias_of_id]] if node.alias_of_id in self.by_id else []
            for other in (*self.versions[node.translation_key], *above, *source):
                if other.pk not in seen:
                    seen.add(other.pk)
                    waiting.append(other)
        return seen

    def publication(self, page_id: int) -> tuple[bool, datetime | None]:
        """Whether a page and all above it in its own tree are live, and the first moment at which one of them ends."""
        node = self.by_id[page_id]
        chain = [node, *(self.by_path[path] for path in node.paths_above if path in self.by_path)]
        ends = [each.expire_at for each in chain if each.expire_at]
        return all(each.live for each in chain), min(ends, default=None)


def dependants_of(page_ids: Collection[int]) -> set[int]:
    """The pages whose rights or publication may follow from these: those below, their versions, their aliases."""
    found: set[int] = set()
    for some in batches_of(page_ids):
        rows = list(Page.objects.filter(pk__in=some).values_list("path", "translation_key"))
        found |= set(Page.objects.filter(alias_of_id__in=some).values_list("pk", flat=True))
        keys = {key for _path, key in rows}
        found |= set(Page.objects.filter(translation_key__in=keys, depth__gt=1).values_list("pk", flat=True))
        for path in outermost(path for path, _key in rows):
            found |= set(Page.objects.filter(path__startswith=path, depth__gt=1).values_list("pk", flat=True))
    return found


def outermost(paths: Iterable[str]) -> list[str]:
    """The tree paths that lie below none of the others, so that no subtree is read twice."""
    kept: list[str] = []
    for path in sorted(paths):
        if not kept or not path.startswith(kept[-1]):
            kept.append(path)
    return kept
