"""How far long work is, as an operator reads it."""

import time
from collections.abc import Callable

# Where the output is kept rather than watched, a line now and then is enough.
SECONDS_BETWEEN_LINES = 10.0
SECONDS_BETWEEN_LOOKS = 0.2


class Progress:
    """Says how much is done, how fast, and how long the rest will take. `write` is given lines and how they end."""

    def __init__(self, write: Callable[[str, str], object], *, is_watched: bool) -> None:
        self._write = write
        self._is_watched = is_watched
        self._started = self._written = time.monotonic()

    def __call__(self, done: int, total: int) -> None:
        now = time.monotonic()
        if done >= total:
            self._write(f"{done:,} of {total:,} in {_duration(now - self._started)}", "\n")
        elif now - self._written >= (SECONDS_BETWEEN_LOOKS if self._is_watched else SECONDS_BETWEEN_LINES):
            self._written = now
            # padded, because a shorter line does not cover a longer one
            self._write(f"{self._line(done, total, now - self._started):<78}", "\r" if self._is_watched else "\n")

    def _line(self, done: int, total: int, taken: float) -> str:
        rate = done / taken
        return (
            f"{done:,} of {total:,} ({done / total:.0%}), {rate:,.0f} a second, {_duration((total - done) / rate)} left"
        )


def _duration(seconds: float) -> str:
    if seconds < 90:
        return f"{seconds:.0f} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 90 else f"{minutes // 60} h {minutes % 60} min"
