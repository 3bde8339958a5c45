"""Several kept statements asked in one: what a page refers to is half a dozen questions of tables that have nothing to
do with each other, each of which would be a way to the database and back (docs/performance.md).

Each becomes one column of a single row, with all its rows as JSON: the one form in which a database returns rows of
several shapes at once.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Any, NamedTuple
from uuid import UUID

import orjson
from django.db import connections

from cms.kept_cursors import fetched
from cms.statements import BoundStatement, Prepared

WAYS = {
    "postgresql": "SELECT json_agg(json_build_array({values}))::text FROM part",
    "sqlite": "SELECT json_group_array(json_array({values})) FROM part",
}
# Of PostgreSQL's columns: what JSON has as it is, and what it has as text, which is read so. JSON within JSON comes as
# text, as it does by itself. SQLite has nothing that JSON has not, and Django reads it as ever.
PLAIN = frozenset({"bigint", "boolean", "double precision", "integer", "smallint", "text", "varchar"})
READ: Mapping[str, Callable[[str], Any]] = {
    "timestamp with time zone": datetime.fromisoformat,
    "date": date.fromisoformat,
    "uuid": UUID,
}


class Part(NamedTuple):
    """One statement as a column of a batch, and what reads the places of its rows that JSON has as text."""

    column: str
    read: Sequence[tuple[int, Callable[[str], Any]]]

    def rows(self, found: str | None) -> list[Any]:
        """The rows, as the statement would have them by itself."""
        rows: list[Any] = orjson.loads(found) if found else []
        for place, read in self.read:
            for row in rows:
                if row[place] is not None:
                    row[place] = read(row[place])
        return rows


# Of statements that are asked together there are as many as shapes of operations.
TEXTS_KEPT = 500


def rows_of_all(batch: Sequence[BoundStatement[Any]]) -> list[Iterable[Any]]:
    """The rows of each, for its `finish`. One statement asks all that can be asked so in one database."""
    whole: list[Iterable[Any] | None] = [None] * len(batch)
    by_alias: dict[str, list[int]] = {}
    for place, bound in enumerate(batch):
        if part_of(bound.prepared) is not None:
            by_alias.setdefault(bound.prepared.alias, []).append(place)
    for alias, places in by_alias.items():
        if len(places) > 1:
            for place, rows in zip(places, _asked(alias, [batch[place] for place in places]), strict=True):
                whole[place] = rows
    return [bound.rows() if rows is None else rows for bound, rows in zip(batch, whole, strict=True)]


def rows_with(
    first: BoundStatement[Any], others: Sequence[BoundStatement[Any]], *, around: str, given: Sequence[Any]
) -> tuple[Iterable[Any], list[Iterable[Any]]]:
    """The rows of one statement, and those of others that are asked in it; of these none where it has none.

    `around` is a query, with its values, which they all may read by that name: so what they ask can be `Chosen` by
    what the one finds, and is not waited for. Each must be such as a batch may hold.
    """
    text, parts = _along(around, first.prepared, *(bound.prepared for bound in others))
    parameters = [*given, *(parameter for bound in (*others, first) for parameter in bound.parameters)]
    rows = fetched(connections[first.prepared.alias], text, parameters)
    if not rows:
        return [], [[] for _part in parts]
    width = len(rows[0]) - len(parts)
    along: list[Iterable[Any]] = [part.rows(found) for part, found in zip(parts, rows[0][width:], strict=True)]
    return [row[:width] for row in rows], along


@lru_cache(maxsize=TEXTS_KEPT)
def _along(around: str, first: Prepared, *others: Prepared) -> tuple[str, list[Part]]:
    """The text that asks one, and others along, and what reads the columns of those."""
    parts = [part for part in map(part_of, others) if part]
    columns = ", ".join(["first.*", *(part.column for part in parts)])
    text = f"WITH around AS MATERIALIZED ({around}) SELECT {columns} FROM ({first.text}) AS first"  # noqa: S608
    return text, parts


def _asked(alias: str, batch: Sequence[BoundStatement[Any]]) -> Iterable[list[Any]]:
    text, parts = _whole(*(bound.prepared for bound in batch))
    parameters = [parameter for bound in batch for parameter in bound.parameters]
    [row] = fetched(connections[alias], text, parameters)
    return (part.rows(found) for part, found in zip(parts, row, strict=True))


@lru_cache(maxsize=TEXTS_KEPT)
def _whole(*batch: Prepared) -> tuple[str, list[Part]]:
    """The text that asks all of these, and what reads its columns."""
    parts = [part for part in map(part_of, batch) if part]
    return "SELECT " + ", ".join(part.column for part in parts), parts


@lru_cache(maxsize=TEXTS_KEPT)
def part_of(prepared: Prepared) -> Part | None:
    """A statement as part of a batch; None for what must be asked by itself, because JSON has no form for a column."""
    connection = connections[prepared.alias]
    fields = [expression.output_field for expression, _text, _alias in prepared.compiler.select]
    kinds = [(field.db_type(connection) or "").partition("(")[0] for field in fields]
    names = [f"c{place}" for place in range(len(kinds))]
    values, read = names, []
    if connection.vendor == "postgresql":
        if not PLAIN.union(READ, ["jsonb"]).issuperset(kinds):
            return None
        values = [f"{name}::text" if kind == "jsonb" else name for name, kind in zip(names, kinds, strict=True)]
        read = [(place, READ[kind]) for place, kind in enumerate(kinds) if kind in READ]
    way = WAYS[connection.vendor].format(values=", ".join(values))
    return Part(f"(WITH part({', '.join(names)}) AS ({prepared.text}) {way})", read)
