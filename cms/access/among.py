"""A column among many ids, as one parameter."""

import json
from collections.abc import Iterable
from typing import Any

from django.db.models import BooleanField, F, Func

AMONG_JSON = "IN (SELECT value FROM json_each(%s))"


class Among(Func):
    """Whether a column holds one of some ids.

    As `__in`, which hands over one parameter an id: with the 250 locks of a busy reader, writing and reading the
    statement then takes longer than answering it (docs/performance.md).
    """

    output_field = BooleanField()

    def __init__(self, column: str, ids: Iterable[int]) -> None:
        super().__init__(F(column))
        self.ids = tuple(ids)

    def as_sql(self, compiler: Any, connection: Any, **_context: Any) -> tuple[str, list[Any]]:  # type: ignore[override]
        """For PostgreSQL and SQLite, the two databases there are."""
        column, parameters = compiler.compile(self.source_expressions[0])
        if connection.vendor == "postgresql":
            listed = ",".join(map(str, self.ids))
            return f"{column} = ANY(%s::bigint[])", [*parameters, f"{{{listed}}}"]
        return " ".join((column, AMONG_JSON)), [*parameters, json.dumps(self.ids)]
