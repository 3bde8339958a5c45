"""How the rows that decide who sees what are kept true: each thing's effective restrictions, interned as a lock."""

import hashlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from cms.access.models import Lock, Restriction, Visibility
from cms.access.models.restriction import RestrictionKind
from cms.access.tree import Neighbourhood, batches_of

BATCH = 500


@dataclass(frozen=True, slots=True)
class Standing:
    """What a thing's row must say."""

    restrictions: frozenset[int]
    rights_key: UUID | None = None
    is_published: bool = True
    until: datetime | None = None


def page_standings(page_ids: Collection[int], rights_keys: Mapping[int, UUID | None]) -> dict[int, Standing]:
    """Compute what the rows of these pages must say; `rights_keys` has the keys that no row holds yet."""
    around = Neighbourhood(page_ids)
    keys = {**around.rights_keys, **{pk: key for pk, key in rights_keys.items() if key and pk in around.by_id}}
    rows = Restriction.objects.filter(kind=RestrictionKind.PAGE, key__in={str(key) for key in keys.values()})
    by_key = dict(rows.values_list("key", "pk"))
    standings = {}
    for page_id in set(page_ids) & around.by_id.keys():
        passing = {by_key.get(str(keys.get(pk))) for pk in around.lineage(page_id)} - {None}
        is_published, until = around.publication(page_id)
        standings[page_id] = Standing(frozenset(passing), keys.get(page_id), is_published, until)  # type: ignore[arg-type]
    return standings


def write_standings(kind: str, standings: Mapping[int, Standing]) -> list[int]:
    """Write the rows that differ from what they must say. Returns the ids of the things whose row changed."""
    changed: list[int] = []
    for some in batches_of(standings, BATCH):
        changed += _write_some(kind, {object_id: standings[object_id] for object_id in some})
    return changed


def _write_some(kind: str, standings: Mapping[int, Standing]) -> list[int]:
    locks = intern_locks({standing.restrictions for standing in standings.values()})
    rows = Visibility.objects.filter(kind=kind, object_id__in=standings)
    before = {row.object_id: (row.lock_id, row.rights_key, row.is_published, row.until) for row in rows}
    after = {
        object_id: (locks[standing.restrictions], standing.rights_key, standing.is_published, standing.until)
        for object_id, standing in standings.items()
    }
    changed = [object_id for object_id, row in after.items() if before.get(object_id) != row]
    Visibility.objects.bulk_create(
        [
            Visibility(
                kind=kind, object_id=pk, lock_id=after[pk][0], rights_key=after[pk][1],
                is_published=after[pk][2], until=after[pk][3],
            )
            for pk in changed
        ],
        update_conflicts=True,
        unique_fields=["kind", "object_id"],
        update_fields=["lock", "rights_key", "is_published", "until"],
    )  # fmt: skip
    return changed


def intern_locks(sets: Iterable[frozenset[int]]) -> dict[frozenset[int], int]:
    """The id of the one lock of each set of restriction ids, made where it is new."""
    by_key = {_key_of(restrictions): restrictions for restrictions in sets}
    found = dict(Lock.objects.filter(key__in=by_key).values_list("key", "pk"))
    for key in by_key.keys() - found.keys():
        lock, is_new = Lock.objects.get_or_create(key=key)
        if is_new:
            lock.restrictions.set(by_key[key])
        found[key] = lock.pk
    return {restrictions: found[key] for key, restrictions in by_key.items()}


def _key_of(restrictions: frozenset[int]) -> str:
    return hashlib.sha256(",".join(map(str, sorted(restrictions))).encode()).hexdigest()
