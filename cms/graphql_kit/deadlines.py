"""A time limit that holds wherever the time goes: between statements, and within one that the database still works at.

Before each statement the clock is looked at; a statement that is under way when the time runs out is interrupted by a
thread that watches over all requests of the process. That costs no statement, as `SET statement_timeout` would, and
works on SQLite as well.
"""

import logging
import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import DEFAULT_DB_ALIAS, OperationalError, connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper

from cms.graphql_kit.errors import LimitExceeded

logger = logging.getLogger(__name__)

# How late a statement may be interrupted.
LOOK_EVERY_SECONDS = 0.1


class Deadline:
    """The moment by which one request must be answered. As a wrapper of statements it lets none begin later."""

    def __init__(self, seconds: float, database: BaseDatabaseWrapper) -> None:
        self.seconds = seconds
        self._ends_at = time.monotonic() + seconds
        # What another thread may touch of this one's connection: the driver's own object alone.
        self._database = database
        self._guard = threading.Lock()
        self._is_watched = True
        self._was_interrupted = False

    @property
    def is_over(self) -> bool:
        """Whether the time has run out."""
        return time.monotonic() >= self._ends_at

    def exceeded(self) -> LimitExceeded:
        """The error that says so."""
        return LimitExceeded("seconds", value=self.seconds, asked=None)

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        # Taking back what was done may take as long as it needs.
        if self.is_over and not sql.startswith("ROLLBACK"):
            raise self.exceeded()
        try:
            return execute(sql, params, many, context)
        except OperationalError:
            if self.is_over:
                raise self.exceeded() from None
            raise

    def interrupt(self) -> None:
        """Stop the statement that is under way, if there is one. Called by another thread."""
        with self._guard:
            driver = self._database.connection
            if not self._is_watched or driver is None:
                return
            self._was_interrupted = True
            stop = driver.interrupt if self._database.vendor == "sqlite" else driver.cancel
            stop()

    def end(self) -> None:
        """No statement may be interrupted any more. An interruption that comes late must not meet the next request's
        statement: its connection is not used again."""
        with self._guard:
            self._is_watched = False
        if self._was_interrupted and not self._database.in_atomic_block:
            self._database.close()


class Watch:
    """Interrupts the statements of requests whose time ran out. One a process; its thread sleeps while nobody asks."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._deadlines: set[Deadline] = set()
        self._is_wanted = threading.Event()
        self._worker: tuple[int, threading.Thread] | None = None

    def begin(self, deadline: Deadline) -> None:
        """Watch over a request."""
        with self._guard:
            self._deadlines.add(deadline)
            # A forked process has none of its parent's threads.
            if self._worker is None or self._worker[0] != os.getpid():
                thread = threading.Thread(target=self._look_forever, name="deadlines", daemon=True)
                self._worker = (os.getpid(), thread)
                thread.start()
        if not self._is_wanted.is_set():
            self._is_wanted.set()

    def end(self, deadline: Deadline) -> None:
        """It was answered."""
        with self._guard:
            self._deadlines.discard(deadline)

    def _look_forever(self) -> None:
        while True:
            self._is_wanted.wait()
            time.sleep(LOOK_EVERY_SECONDS)
            with self._guard:
                over = [deadline for deadline in self._deadlines if deadline.is_over]
                if not self._deadlines:
                    self._is_wanted.clear()
            for deadline in over:
                try:
                    deadline.interrupt()
                except Exception:
                    logger.exception("A statement that took too long could not be interrupted")


WATCH = Watch()


@contextmanager
def time_limit(seconds: float) -> Iterator[Deadline | None]:
    """Everything within must be done in so many seconds; 0 is for ever. Raises LimitExceeded.

    What catches that error gets it again at the next statement.
    """
    if not seconds:
        yield None
        return
    deadline = Deadline(seconds, connections[DEFAULT_DB_ALIAS])
    WATCH.begin(deadline)
    try:
        with connection.execute_wrapper(deadline):
            yield deadline
    except OperationalError:
        # SQLite works on while its rows are read, which no wrapper sees.
        if deadline.is_over:
            raise deadline.exceeded() from None
        raise
    finally:
        WATCH.end(deadline)
        deadline.end()
