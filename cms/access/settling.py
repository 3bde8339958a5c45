"""How the rows that decide who sees what are kept true: each thing's effective restrictions, interned as a lock."""

import hashlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection

from cms.access.models import Lock, Restriction, Visibility
from cms.access.models.lock import VisibilityKind
from cms.access.models.restriction import RestrictionKind
from cms.access.tree import Neighbourhood, batches_of

BATCH = 500
# Any number that no other advisory lock of this database uses.
SETTLING = 7_246_010

# The rows of things, by the id of the thing, as they were before a change; None of what had no row.
Before = dict[int, Visibility | None]


@dataclass(frozen=True, slots=True)
class Standing:
    """What a thing's row must say."""

    restrictions: frozenset[int]
    rights_key: UUID | None = None
    is_published: bool = True
    until: datetime | None = None


def settle_alone() -> None:
    """Wait until no other transaction is settling, and make others wait until this one ends.

    Else a page made at the moment in which its parent is closed would be settled by what neither transaction sees
    of the other, and stay open. SQLite has one writer at a time anyway.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [SETTLING])


def settle_some_pages(page_ids: Collection[int], known_keys: Mapping[int, UUID | None]) -> Before:
    """Make the rows of these pages true; `known_keys` has rights keys that no row holds yet.

    Returns those that changed, as they were.
    """
    around = Neighbourhood(page_ids)
    keys = around.rights_keys(dict(known_keys))
    restrictions = _restrictions_by_key(key for key in keys.values() if key)
    standings = {}
    for page_id in set(page_ids) & around.by_id.keys():
        passing = {restrictions.get(str(keys.get(pk))) for pk in around.lineage(page_id)} - {None}
        is_published, until = around.publication(page_id)
        standings[page_id] = Standing(frozenset(passing), keys.get(page_id), is_published, until)  # type: ignore[arg-type]
    return write_standings(VisibilityKind.PAGE, standings, before=around.rows)


def _restrictions_by_key(keys: Iterable[UUID]) -> dict[str, int]:
    found: dict[str, int] = {}
    for some in batches_of({str(key) for key in keys}, BATCH):
        rows = Restriction.objects.filter(kind=RestrictionKind.PAGE, key__in=some)
        found |= dict(rows.values_list("key", "pk"))
    return found


def write_standings(
    kind: str, standings: Mapping[int, Standing], *, before: Mapping[int, Visibility] | None = None
) -> Before:
    """Write the rows that differ from what they must say. Returns those that changed, as they were.

    `before` are the rows as they are, by the thing's id, if the caller has read them.
    """
    rows = _rows_of(kind, standings) if before is None else before
    locks = intern_locks({standing.restrictions for standing in standings.values()})
    after = [
        Visibility(
            kind=kind, object_id=object_id, lock_id=locks[standing.restrictions], rights_key=standing.rights_key,
            is_published=standing.is_published, until=standing.until,
        )
        for object_id, standing in standings.items()
    ]  # fmt: skip
    changed = [row for row in after if _said_by(rows.get(row.object_id)) != _said_by(row)]
    Visibility.objects.bulk_create(
        changed,
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["kind", "object_id"],
        update_fields=["lock", "rights_key", "is_published", "until"],
    )
    return {row.object_id: rows.get(row.object_id) for row in changed}


def _rows_of(kind: str, object_ids: Iterable[int]) -> dict[int, Visibility]:
    found: dict[int, Visibility] = {}
    for some in batches_of(object_ids, BATCH):
        found |= {row.object_id: row for row in Visibility.objects.filter(kind=kind, object_id__in=some)}
    return found


def _said_by(row: Visibility | None) -> tuple[object, ...] | None:
    return (row.lock_id, row.rights_key, row.is_published, row.until) if row else None


def intern_locks(sets: Iterable[frozenset[int]]) -> dict[frozenset[int], int]:
    """The id of the one lock of each set of restriction ids, made where it is new."""
    by_key = {_key_of(restrictions): restrictions for restrictions in sets}
    found: dict[str, int] = {}
    for some in batches_of(by_key, BATCH):
        found |= dict(Lock.objects.filter(key__in=some).values_list("key", "pk"))
    for key in by_key.keys() - found.keys():
        lock, is_new = Lock.objects.get_or_create(key=key)
        if is_new:
            lock.restrictions.set(by_key[key])
        found[key] = lock.pk
    return {restrictions: found[key] for key, restrictions in by_key.items()}


def _key_of(restrictions: frozenset[int]) -> str:
    return hashlib.sha256(",".join(map(str, sorted(restrictions))).encode()).hexdigest()
