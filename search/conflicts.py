"""When Elasticsearch says that it has this version or a newer one: whether it shows what the row says."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from elasticsearch import Elasticsearch

from search.models import Entry

CURRENT_VERSION = re.compile(r"current version \[(\d+)\]")


@dataclass(frozen=True, slots=True)
class Conflict:
    """A write that an index turned down because of its version."""

    entry_id: int
    target: str
    tried: int
    current: int
    is_removed: bool

    @classmethod
    def of(cls, entry_id: int, target: str, tried: int, is_removed: bool, reason: str) -> "Conflict":
        """The conflict in an answer of the bulk interface; the index's own version stands in its reason alone."""
        found = CURRENT_VERSION.search(reason)
        return cls(entry_id, target, tried, int(found[1]) if found else tried, is_removed)


def unsettled_by(client: Elasticsearch, conflicts: Iterable[Conflict]) -> set[int]:
    """The ids of entries that the index does not show as their rows are, raised above the index's version.

    A conflict is harmless when this very version is there: somebody else pushed it. It is not when a hand deleted the
    document, or when the database was put back to an earlier day and the index remembers later versions. A row that
    has grown meanwhile is left alone: it will be pushed as it is now.
    """
    by_target: dict[str, list[Conflict]] = {}
    for conflict in conflicts:
        by_target.setdefault(conflict.target, []).append(conflict)
    unsettled = set()
    for target, group in by_target.items():
        present = _present(client, target, [conflict.entry_id for conflict in group])
        for conflict in group:
            is_shown_right = (conflict.entry_id in present) is not conflict.is_removed
            if not is_shown_right or conflict.current != conflict.tried:
                unsettled.add(conflict.entry_id)
                _raise_above(conflict)
    return unsettled


def _present(client: Elasticsearch, target: str, entry_ids: list[int]) -> set[int]:
    answer = client.mget(index=target, ids=[str(entry_id) for entry_id in entry_ids], source=False)
    return {int(document["_id"]) for document in answer["docs"] if document.get("found")}


def _raise_above(conflict: Conflict) -> None:
    Entry.objects.filter(pk=conflict.entry_id, version=conflict.tried).update(version=conflict.current + 1)
