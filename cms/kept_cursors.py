"""Asking a database the same statements again and again, with other values.

PostgreSQL keeps the plan of each, one a connection: to plan takes longer than to answer. Each has a cursor of its own,
kept with its connection too, which knows already how its columns are read (docs/performance.md).
"""

import re
from datetime import datetime
from itertools import count
from select import POLLIN, poll
from typing import Any

from django.db import NotSupportedError

KEPT_CURSORS = 200
# PostgreSQL would plan some of them anew each time, reckoning that a plan for these very values is worth it. And it
# takes a page of an index for as dear as on a disk that turns, so that it reads a table whole where it needs not.
PLANS = "SET plan_cache_mode = force_generic_plan; SET random_page_cost = 1.1"
# A value, or a percent sign, as Django writes them in SQL.
WRITTEN = re.compile("%[s%]")


class Moment:
    """Reads PostgreSQL's moments, which come in UTC on Django's connections, sooner than psycopg's loader does with
    Django's on top of it. A card has four of them."""

    format = 0

    def __init__(self, oid: int, context: Any = None) -> None:
        self.oid = oid

    def load(self, data: bytes | memoryview) -> datetime:
        """The moment that a text such as `2026-11-23 09:30:00.5+00` says."""
        return datetime.fromisoformat(str(data, "ascii"))


def fetched(connection: Any, text: str, parameters: list[Any]) -> list[Any]:
    """All rows that a statement has, on Django's connection to a database."""
    # The log of statements, in development and tests, knows the text of Django's own cursor alone.
    if connection.queries_logged or connection.settings_dict["OPTIONS"].get("prepare_threshold") is None:
        with connection.cursor() as cursor:
            return _rows(cursor, text, parameters)
    try:
        return _rows(*_cursor(connection, text), parameters)
    except NotSupportedError:
        # A migration changed a column since this connection's plan was made; without a transaction nothing is lost.
        if connection.in_atomic_block:
            raise
        connection.close()
        return _rows(*_cursor(connection, text), parameters)


def _rows(cursor: Any, text: str, parameters: list[Any]) -> list[Any]:
    cursor.execute(text, parameters)
    rows: list[Any] = cursor.fetchall()
    return rows


def _cursor(connection: Any, text: str) -> tuple[Any, str]:
    """This connection's cursor for a statement, and its text as PostgreSQL reads it."""
    driver = _driver(connection)
    kept: tuple[Any, dict[str, tuple[Any, str]]] = getattr(connection, "kept_cursors", (None, {}))
    if kept[0] is not driver:
        with connection.wrap_database_errors:
            driver.execute(PLANS, prepare=False)
    if kept[0] is not driver or len(kept[1]) >= KEPT_CURSORS:
        kept = connection.kept_cursors = (driver, {})
    known: tuple[Any, str] | None = kept[1].get(text)
    if known is None:
        # psycopg's own, which gives the server text and values apart; Django's writes the values into the text. And
        # the one that leaves the text as it is, because to read it for what stands for values takes as long as a
        # short answer.
        own = connection.Database.RawCursor(driver)
        own.adapters.register_loader("timestamptz", Moment)
        known = kept[1][text] = (connection._prepare_cursor(own), _numbered(text))
    return known


def _numbered(text: str) -> str:
    """A statement with `$1`, `$2` for its values."""
    numbers = count(1)
    return WRITTEN.sub(lambda found: f"${next(numbers)}" if found[0] == "%s" else "%", text)


def _driver(connection: Any) -> Any:
    """The driver's own connection, and not one from which the server hung up since the last request.

    Django asks the server for that, with a statement a request. Here the socket is looked at, which is silent as long
    as nobody hung up; where it is not, Django asks after all.
    """
    driver = connection.connection
    if driver is not None and not driver.closed:
        if connection.health_check_done:
            return driver
        looking = poll()
        looking.register(driver.fileno(), POLLIN)
        connection.health_check_done = not looking.poll(0)
    connection.close_if_health_check_failed()
    connection.ensure_connection()
    return connection.connection
