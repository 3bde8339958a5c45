"""How many streams there may be at once: each holds a thread of its process for as long as it lives."""

import threading
from collections import Counter

from django.conf import settings

from cms.graphql_kit.errors import LimitExceeded


class Seats:
    """Of one process."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._taken: Counter[str] = Counter()

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
                    raise LimitExceeded(limit, value=value, asked=taken + 1)
            self._taken[asker] += 1

    def give_back(self, asker: str) -> None:
        """Let somebody else have it."""
        with self._guard:
            self._taken[asker] -= 1
            self._taken += Counter()


SEATS = Seats()
