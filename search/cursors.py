"""Cursors: a place in a list of hits, as a string that a front-end hands back."""

import base64
import binascii
import json
from dataclasses import dataclass
from math import isfinite

from django.core.signing import BadSignature, SignatureExpired, TimestampSigner

from search.engines.base import EngineName, Position
from search.engines.snapshots import SECONDS_KEPT
from search.reach import Reach

# More than there will ever be.
DEEPEST = 100_000_000
# A moment of an index of many shards has a longer name than a cursor should: then it is left out.
LONGEST_SNAPSHOT = 2_000
# Signed, because it names an index to Elasticsearch, and a reader must not name another.
_signer = TimestampSigner(salt="search.cursors")


class InvalidCursorError(ValueError):
    """The cursor is not one that was handed out."""


@dataclass(frozen=True, slots=True)
class Cursor:
    """A position in the list of one engine, asked so far, with or without hints, with the best or the newest first.

    How far, and whether with hints, was seen by what the first page found; further pages need not find it again.
    """

    engine: EngineName
    reach: Reach
    position: Position
    is_by_date: bool = False
    is_hinted: bool = False

    def encoded(self) -> str:
        """The cursor as an opaque string."""
        place = (self.position.count, self.position.score, self.position.entry_id)
        values = [self.engine.value, self.reach, self.is_by_date, self.is_hinted, *place]
        if 0 < len(self.position.snapshot) <= LONGEST_SNAPSHOT:
            values.append(_signer.sign(self.position.snapshot))
        return base64.urlsafe_b64encode(json.dumps(values).encode()).decode()

    def position_in(self, engine: EngineName) -> Position:
        """The position in the list of this engine; another engine's scores mean nothing to it."""
        if engine is self.engine:
            return self.position
        return Position(self.position.count, None, self.position.entry_id)


def decoded(cursor: str) -> Cursor:
    """The cursor in a string. Raises InvalidCursorError."""
    try:
        values = json.loads(base64.b64decode(cursor, altchars=b"-_", validate=True))
        engine, reach, is_by_date, is_hinted, count, score, entry_id, *signed = values
        position = Position(int(count), float(score), int(entry_id), _snapshot_in(*signed))
        is_possible = 0 <= position.count <= DEEPEST and -(2**63) <= position.entry_id < 2**63
        # because JSON as Python reads it knows NaN, and Elasticsearch refuses a whole question with it
        if not is_possible or not isfinite(float(score)):
            raise InvalidCursorError(cursor)
        return Cursor(EngineName(engine), Reach(reach), position, bool(is_by_date), bool(is_hinted))
    except (ValueError, TypeError, OverflowError, RecursionError, binascii.Error, UnicodeError, BadSignature):
        raise InvalidCursorError("Not a cursor of this list.") from None


def _snapshot_in(signed: str = "") -> str:
    """The moment that a list is read from; "" when there is none any more."""
    try:
        return _signer.unsign(signed, max_age=SECONDS_KEPT) if signed else ""
    except SignatureExpired:
        return ""
