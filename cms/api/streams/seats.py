"""How many streams there may be at once: each holds a thread of its process for as long as it lives."""

import threading
import time
from collections import Counter

from django.conf import settings

from cms.graphql_kit.errors import LimitExceeded

# So long after somebody found no seat, those who have theirs must show that they still read.
DOUBT_SECONDS = 10.0


class Seats:
    """Of one process.

    A stream whose reader went without a word is noticed when nobody takes what it says, which a heartbeat would show in
    half a minute: where a seat is wanted in vain, they are heard of at once.
    """

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._taken: Counter[str] = Counter()
        self._doubted_until = 0.0

    def __len__(self) -> int:
        return self._taken.total()

    def take(self, asker: str) -> None:
        """Take one for somebody. Raises LimitExceeded where none is left, for anybody or for them."""
        with self._guard:
            limits = {
                "streams": (len(self), settings.STREAMS_A_PROCESS),
                "streams_a_person": (self._taken[asker], settings.STREAMS_A_PERSON),
            }
            for limit, (taken, value) in limits.items():
                if taken >= value:
                    self._doubted_until = time.monotonic() + DOUBT_SECONDS
                    raise LimitExceeded(limit, value=value, asked=taken + 1)
            self._taken[asker] += 1

    @property
    def are_doubted(self) -> bool:
        """Whether somebody wanted one in vain just now."""
        return time.monotonic() < self._doubted_until

    def give_back(self, asker: str) -> None:
        """Let somebody else have it."""
        with self._guard:
            self._taken[asker] -= 1
            self._taken += Counter()


SEATS = Seats()
