"""How long what failed waits until it is tried again: one broken page must fill neither the log nor the time."""

from collections.abc import Hashable
from datetime import datetime, timedelta

FIRST = timedelta(seconds=30)
LONGEST = timedelta(hours=1)


class Patience:
    """Of one process: after each failure a thing waits twice as long as before, up to an hour."""

    def __init__(self) -> None:
        self._waiting: dict[Hashable, tuple[timedelta, datetime]] = {}

    def is_waiting(self, thing: Hashable, now: datetime) -> bool:
        """Whether a thing still has to wait."""
        return thing in self._waiting and now < self._waiting[thing][1]

    def note_failure(self, thing: Hashable, now: datetime) -> bool:
        """A thing failed; whether that is new."""
        is_new = thing not in self._waiting
        wait = FIRST if is_new else min(self._waiting[thing][0] * 2, LONGEST)
        self._waiting[thing] = (wait, now + wait)
        return is_new

    def forget(self, thing: Hashable) -> None:
        """A thing went well, and starts anew."""
        self._waiting.pop(thing, None)
