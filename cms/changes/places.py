"""Where a reader is in the log, as text that they keep: sealed, because how far the log went meanwhile would tell how
much changed that they may not see."""

import hashlib
import json
from dataclasses import dataclass

from cryptography.fernet import InvalidToken
from django.db.models import Max

from cms.access.models import Lock
from cms.access.readers import Reader
from cms.people.sign_in.sealing import seal, unseal

PURPOSE = "places in the log of changes"
LONGEST = 500


@dataclass(frozen=True, slots=True)
class Place:
    """The sequence up to which a reader has been told, and what opened for them then: of the locks up to
    `newest_lock`, a digest.

    What stands behind newer locks came there by a change that the log tells.
    """

    sequence: int
    newest_lock: int
    opened: str

    @classmethod
    def of(cls, opened: "Opened", sequence: int) -> "Place":
        """Where a reader is who has been told up to here. One query."""
        newest_lock = Lock.objects.aggregate(newest=Max("pk"))["newest"] or 0
        return cls(sequence, newest_lock, opened.digest(newest_lock))

    def is_where(self, opened: "Opened") -> bool:
        """Whether a reader is still let in and kept out where they were."""
        return self.opened == opened.digest(self.newest_lock)

    def as_text(self) -> str:
        """For the reader to keep; never twice the same."""
        return seal(json.dumps([self.sequence, self.newest_lock, self.opened]), purpose=PURPOSE)


def place_in(text: str) -> Place | None:
    """The place in such a text; None for any other text."""
    if len(text) > LONGEST:
        return None
    try:
        sequence, newest_lock, opened = json.loads(unseal(text, purpose=PURPOSE))
    except (InvalidToken, ValueError):
        return None
    return Place(sequence, newest_lock, opened)


@dataclass(frozen=True, slots=True)
class Opened:
    """The locks that open for a reader, as far as something behind them stands in the log; None for all there are."""

    locks: frozenset[int] | None

    @classmethod
    def to(cls, reader: Reader) -> "Opened":
        """Those of a reader. One query."""
        if reader.passes_all:
            return cls(None)
        # of work groups nothing stands in the log
        return cls(reader.locks.difference(Lock.objects.of_groups_alone().values_list("pk", flat=True)))

    def digest(self, newest_lock: int) -> str:
        """What they come to, of those that there were when a lock was the newest."""
        if self.locks is None:
            return "all"
        locks = sorted(lock for lock in self.locks if lock <= newest_lock)
        return hashlib.sha256(",".join(map(str, locks)).encode()).hexdigest()[:32]
