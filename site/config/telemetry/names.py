"""Names of operations as labels: each new one costs whoever stores the series, so that they are bounded."""

import threading

NAMELESS = "(none)"
OTHER = "other"


class BoundedNames:
    """Tells the first so many names apart that clients made up, in this process; all others are "other".

    Names of trusted documents are few and wanted, so that they are always told.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._known: set[str] = set()

    def of(self, name: str, *, is_trusted: bool, most: int) -> str:
        """The name to use as a label."""
        if not name:
            return NAMELESS
        if is_trusted or name in self._known:
            return name
        with self._lock:
            if len(self._known) >= most:
                return OTHER
            self._known.add(name)
        return name

    def forget(self) -> None:
        """Begin anew."""
        with self._lock:
            self._known.clear()


NAMES = BoundedNames()
