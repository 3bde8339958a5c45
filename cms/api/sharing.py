"""Answers kept for the next reader whose locks are the same, until something they were made of changes.

What is personal is never kept. Kept answers stand in this process, and where there is Redis in what all processes
share; whether they still hold is asked of the database at each use, so that a change made by any process counts for
the request that starts after it.
"""

import hashlib
import json
import threading
import time
from array import array
from collections.abc import Callable, Mapping
from datetime import timedelta
from functools import cache
from typing import Any

from django.conf import settings
from django.utils import timezone
from graphql import OperationDefinitionNode, OperationType

from cms.access.readers import Reader
from cms.api.answers import Answer, KeptAnswer
from cms.api.clock import Clock, Moment
from cms.api.operations import Operations
from cms.api.shelves import OwnShelf, SharedShelf

LONGEST_LIFE = timedelta(minutes=5)
# How long somebody waits for another to make the answer that both want, before making it beside them.
PATIENCE_SECONDS = 2.0
LOOK_EVERY_SECONDS = 0.02


class SharedAnswers:
    """The answers given last. Safe among threads and processes, bounded, and each made by one at a time."""

    def __init__(self, room: int | None = None) -> None:
        self.own = OwnShelf(room)
        self.shared = SharedShelf()
        self.clock = Clock()
        self._lock = threading.Lock()
        self._making: dict[bytes, threading.Event] = {}

    def answer(self, key: bytes | None, make: Callable[[], Answer]) -> Answer | KeptAnswer:
        """The kept answer of a key while it holds, else a new one, kept if it may be. A key of None is never kept."""
        if key is None:
            return make()
        moment = self.clock.now()
        return _holding(self.own.get(key), moment) or self._made_by_one(key, moment, make)

    def clear(self) -> None:
        """Forget everything that this process knows."""
        self.own.clear()
        self.clock.clear()

    def _made_by_one(self, key: bytes, moment: Moment, make: Callable[[], Answer]) -> Answer | KeptAnswer:
        """Made by this thread, or by the one that is at it, or after waiting long enough by both."""
        until = time.monotonic() + PATIENCE_SECONDS
        while other := self._begin(key):
            other.wait(max(0.0, until - time.monotonic()))
            if kept := _holding(self.own.get(key), moment):
                return kept
            if time.monotonic() >= until:
                return self._keep(key, moment, make())
        try:
            return self._made_elsewhere(key, moment, until) or self._keep(key, moment, make())
        finally:
            with self._lock:
                self._making.pop(key).set()

    def _begin(self, key: bytes) -> threading.Event | None:
        """What tells when another thread is ready with it; None when it is upon this one now."""
        with self._lock:
            other = self._making.get(key)
            if other is None:
                self._making[key] = threading.Event()
            return other

    def _made_elsewhere(self, key: bytes, moment: Moment, until: float) -> KeptAnswer | None:
        """What another process made, or is making now; None when it is upon this one."""
        while self.shared:
            if kept := _holding(self.shared.get(key), moment):
                self.own.put(key, kept)
                return kept
            if self.shared.lease(key, moment.tick) or time.monotonic() >= until:
                break
            time.sleep(LOOK_EVERY_SECONDS)
        return None

    def _keep(self, key: bytes, moment: Moment, made: Answer) -> Answer | KeptAnswer:
        if not made.is_shareable:
            self.shared.release(key, moment.tick)
            return made
        longest = timezone.now() + LONGEST_LIFE
        ends_at = min(moment.next_end or longest, longest)
        content = made.content
        kept = KeptAnswer(content, etag_of(key, content), made.tags, moment.tick, ends_at)
        self.own.put(key, kept)
        self.shared.put(key, kept)
        return kept


def _holding(kept: KeptAnswer | None, moment: Moment) -> KeptAnswer | None:
    """A kept answer, if it still holds."""
    is_over = kept is None or kept.ends_at <= timezone.now()
    return None if is_over or not moment.is_unchanged_since(kept.tick, kept.tags) else kept


def etag_of(asked: bytes, content: bytes) -> str:
    """What names these bytes as the answer to what was asked, quoted.

    Made with our secret: whoever sees one cannot try what it is of, and readers who may see different things have
    different ones for the same bytes.
    """
    digest = hashlib.blake2b(content, key=_etag_secret(), salt=hashlib.blake2b(asked, digest_size=16).digest())
    return f'"{digest.hexdigest()[:32]}"'


@cache
def _etag_secret() -> bytes:
    return hashlib.blake2b(f"etag of an answer {settings.SECRET_KEY}".encode()).digest()


def key_of(
    operations: Operations,
    operation: OperationDefinitionNode,
    variables: Mapping[str, Any],
    *,
    reader: Reader,
    language: str,
) -> bytes | None:
    """What an answer is kept under: the operation, its variables, the language, and the locks that open.

    What is said of work groups is never kept, so who is in which does not make answers each reader's own. None where
    nothing may be kept: for what nobody said it is made of, and for administrators, because no set of locks
    says what they see.
    """
    if reader.passes_all or not operations.ingredients or operation.operation != OperationType.QUERY:
        return None
    name = operation.name.value if operation.name else ""
    asked = json.dumps([name, variables, language, reader.is_visitor], sort_keys=True, default=str)
    locks = array("q", sorted(reader.locks - reader.group_locks))
    return hashlib.sha256(b"\0".join((operations.digest, asked.encode(), locks.tobytes()))).digest()
