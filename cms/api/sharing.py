"""Answers kept for the next reader whose locks are the same, until something they were made of changes.

What is personal is never kept. Kept answers stand in this process, and where there is Redis in what all processes
share; whether they still hold is asked of the database at each use, so that a change made by any process counts for
the request that starts after it.
"""

import hashlib
import json
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cache
from typing import Any

from django.conf import settings
from django.utils import timezone
from graphql import OperationDefinitionNode, OperationType

from cms.access.readers import Reader
from cms.api.answers import Answer, KeptAnswer
from cms.api.clock import Clock, Glance, Moment
from cms.api.locks import Arrangement, Arrangements
from cms.api.operations import Operations
from cms.api.shelves import OwnShelf, SharedShelf

LONGEST_LIFE = timedelta(minutes=5)
# How long somebody waits for another to make the answer that both want, before making it beside them.
PATIENCE_SECONDS = 2.0
LOOK_EVERY_SECONDS = 0.02
# What is asked, the same text for the same.
WRITTEN_ALIKE = json.JSONEncoder(sort_keys=True, default=str)


class SharedAnswers:
    """The answers given last. Safe among threads and processes, bounded, and each made by one at a time."""

    def __init__(self, room: int | None = None, clock: Clock | None = None) -> None:
        self.own = OwnShelf(room)
        self.shared = SharedShelf()
        self.clock = clock or Clock()
        self.arrangements = Arrangements()
        self._lock = threading.Lock()
        self._making: dict[bytes, threading.Event] = {}

    def answer(
        self, asked: "Asked | None", make: Callable[[], Answer], glance: Glance | None = None
    ) -> Answer | KeptAnswer:
        """The kept answer while it holds, else a new one, kept if it may be; None asks what may not.

        The `glance` at the clock is that of the request, where one was taken.
        """
        if asked is None:
            return make()
        moment = self.clock.now(glance)
        key = asked.key(self.arrangements.at(moment))
        kept = _holding(self.own.get(key), moment)
        if kept is None:
            return self._made_by_one(key, moment, make)
        if kept.tick < moment.tick:
            # What nothing changed until now is as good as made now, and need not be compared with those changes again.
            self.own.put(key, replace(kept, tick=moment.tick))
        return kept

    def clear(self) -> None:
        """Let every answer be made anew by this process."""
        self.own.clear()

    def forget(self) -> None:
        """Forget everything that this process knows, because the database is not what it was."""
        self.clear()
        self.clock.clear()
        self.arrangements.clear()

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
        kept = KeptAnswer(content, etag_of(key, content), made.tags, moment.tick, ends_at, made.hidden)
        self.own.put(key, kept)
        self.shared.put(key, kept)
        return kept


def _holding(kept: KeptAnswer | None, moment: Moment) -> KeptAnswer | None:
    """A kept answer, if it still holds."""
    if kept is None or kept.ends_at <= timezone.now() or not moment.is_unchanged_since(kept.tick, kept.tags):
        return None
    return kept


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


@dataclass(frozen=True)
class Asked:
    """What is asked, and by whom as far as that matters: answers are kept under it.

    `digest` is of the operation, its variables and the language; `ingredients` are what the answer can be made of.
    """

    digest: bytes
    locks: frozenset[int] = frozenset()
    ingredients: frozenset[str] = frozenset()

    @classmethod
    def of(
        cls,
        operations: Operations,
        operation: OperationDefinitionNode,
        variables: Mapping[str, Any],
        *,
        reader: Reader,
        language: str,
    ) -> "Asked | None":
        """None where nothing may be kept: for what nobody said it is made of, and for administrators, because no set of
        locks says what they see. Visitors share with nobody who is signed in."""
        if reader.passes_all or not operations.ingredients or operation.operation != OperationType.QUERY:
            return None
        name = operation.name.value if operation.name else ""
        asked = WRITTEN_ALIKE.encode([name, variables, language, reader.is_visitor])
        return cls(hashlib.sha256(operations.digest + asked.encode()).digest(), reader.locks, operations.ingredients)

    def key(self, arrangement: Arrangement) -> bytes:
        """What its answers are kept under: it, and those of the open locks that matter to it."""
        return hashlib.sha256(self.digest + arrangement.that_matter(self.locks, self.ingredients)).digest()
