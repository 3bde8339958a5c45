"""The law as one condition in SQL: which rows of Visibility admit a reader, and which things stand behind such a row.

Written out, because every list of everything asks it: as a query of Django's, a subquery is put together and
translated anew for each list, which takes longer than the database takes to answer (docs/performance.md).
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import BigIntegerField, BooleanField, F, Func

from cms.access.models import Visibility
from cms.statements import Given, listed

ADMITS = "{row}.is_published AND ({row}.until IS NULL OR {row}.until > %s)"
# All locks as one parameter: 250 of them, which a busy reader has, take long to write and to read apart.
OPENS = {
    "postgresql": "{row}.lock_id = ANY(%s::bigint[])",
    "sqlite": "{row}.lock_id IN (SELECT value FROM json_each(%s))",
}
# In a kept statement the planner knows no value. It takes each list for ten numbers, so it would first read all that is
# behind these locks, and look each row's up in the list from its beginning. As a test of a row the list is hashed once.
OPENS_GIVEN = {**OPENS, "postgresql": "({row}.lock_id IN (SELECT unnest(%s::bigint[]))) IS TRUE"}
ROWS = Visibility._meta.db_table


@dataclass(frozen=True, slots=True)
class Sight:
    """What somebody may be shown: what is behind these locks (None: behind any), and of that, with a moment `at`, only
    what is published then and not expired. Either may be `Given`, in a statement that is kept."""

    locks: frozenset[int] | Given | None
    at: datetime | Given | None = None

    def condition(self, row: str, connection: Any) -> tuple[str, list[Any]]:
        """The condition on a row of Visibility that goes by this name, for PostgreSQL or SQLite, and its parameters."""
        texts, parameters = [], []
        if self.at is not None:
            texts.append(ADMITS)
            at = self.at
            parameters.append(at if isinstance(at, Given) else connection.ops.adapt_datetimefield_value(at))
        if self.locks is not None:
            locks, is_given = self.locks, isinstance(self.locks, Given)
            texts.append((OPENS_GIVEN if is_given else OPENS)[connection.vendor])
            parameters.append(locks if isinstance(locks, Given) else listed(locks, connection.vendor))
        return " AND ".join(texts or ["1 = 1"]).format(row=row), parameters


class Admits(Func):
    """Whether a row of Visibility, the only table that is asked, admits a reader."""

    output_field = BooleanField()

    def __init__(self, sight: Sight) -> None:
        super().__init__(F("object_id"))
        self.sight = sight

    def as_sql(self, compiler: Any, connection: Any, **_context: Any) -> tuple[str, list[Any]]:  # type: ignore[override]
        """The condition on the row itself."""
        column, _none = compiler.compile(self.source_expressions[0])
        return self.sight.condition(column.rpartition(".")[0], connection)


class ThingsBehind(Func):
    """The ids of the things of one kind whose rows admit a reader: what a field is looked for in, by `field__in`."""

    output_field = BigIntegerField()

    def __init__(self, kind: str, sight: Sight) -> None:
        super().__init__()
        self.kind = kind
        self.sight = sight

    def as_sql(self, compiler: Any, connection: Any, **_context: Any) -> tuple[str, list[Any]]:  # type: ignore[override]
        """The subquery; a lookup puts it in brackets."""
        condition, values = self.sight.condition("sight", connection)
        rows = f"SELECT sight.object_id FROM {ROWS} sight WHERE sight.kind = %s AND {condition}"  # noqa: S608
        return rows, [self.kind, *values]
