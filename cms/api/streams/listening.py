"""One listener a process, which wakes the streams that wait when the log of changes has grown."""

import logging
import os
import threading
import time
from typing import Protocol

from django.conf import settings
from django.db import DatabaseError, InterfaceError, connections
from django.utils.module_loading import import_string

from cms.changes.models import Clock

logger = logging.getLogger(__name__)

# So often the clock is read where nobody tells of it, and as a precaution where somebody does.
LOOK_SECONDS = 1.0
PRECAUTION_SECONDS = 15.0
# So long after the last stream the listener goes on, because most come back.
LINGER_SECONDS = 5.0


class Ears(Protocol):
    """What tells of changes that other processes made."""

    def hear(self, seconds: float) -> int | None:
        """The tick of the log, as soon as somebody says it, or None after so many seconds."""

    @property
    def is_hearing(self) -> bool:
        """Whether it would hear if somebody said it."""


class NoEars:
    """Where there is no Redis, nobody tells."""

    is_hearing = False

    def hear(self, seconds: float) -> int | None:
        """Nothing, after so many seconds."""
        time.sleep(seconds)
        return None


class Bell:
    """Rings for all streams of the process. Its listener is a thread that lives while there are streams."""

    def __init__(self) -> None:
        self._guard = threading.Condition()
        self._tick = 0
        self._streams = 0
        self._is_closing = False
        self._listener: tuple[int, threading.Thread] | None = None

    @property
    def tick(self) -> int:
        """What it rang for last."""
        return self._tick

    @property
    def is_closing(self) -> bool:
        """Whether the process is about to end, and every stream with it."""
        return self._is_closing

    def ring(self, tick: int) -> None:
        """The log goes up to this tick now."""
        with self._guard:
            if tick != self._tick:
                self._tick = tick
                self._guard.notify_all()

    def close(self) -> None:
        """Have all streams end, because the process does. A signal's handler may call it: it takes no lock."""
        self._is_closing = True

    def wait(self, after: int, seconds: float) -> bool:
        """Wait until it rings for another tick than this one, at most so long. Whether it did."""
        with self._guard:
            self._streams += 1
            self._start()
            try:
                return self._guard.wait_for(lambda: self._tick != after, seconds)
            finally:
                self._streams -= 1

    def _start(self) -> None:
        """A forked process has none of its parent's threads."""
        if self._listener and self._listener[0] == os.getpid() and self._listener[1].is_alive():
            return
        thread = threading.Thread(target=self._listen, name="changes", daemon=True)
        self._listener = (os.getpid(), thread)
        thread.start()

    def _listen(self) -> None:
        ears = _ears()
        idle_since = look_at = time.monotonic()
        try:
            while (now := time.monotonic()) - idle_since < LINGER_SECONDS:
                heard = ears.hear(LOOK_SECONDS)
                if heard is not None:
                    self.ring(heard)
                elif now >= look_at:
                    self._look()
                    look_at = now + (PRECAUTION_SECONDS if ears.is_hearing else 0)
                idle_since = time.monotonic() if self._streams else idle_since
        finally:
            with self._guard:
                self._listener = None
            connections.close_all()

    def _look(self) -> None:
        try:
            self.ring(Clock.read().tick)
        except (DatabaseError, InterfaceError) as error:
            logger.warning("The database does not say whether anything changed: %s", type(error).__name__)
            connections.close_all()


def _ears() -> Ears:
    ears: Ears = import_string("cms.api.streams.redis_ears.RedisEars")() if settings.REDIS_URL else NoEars()
    return ears


BELL = Bell()
