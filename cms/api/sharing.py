"""Answers kept for the next reader whose locks are the same, until something they were made of changes.

What is personal is never kept. Kept answers live in this process; whether they still hold is asked of the database at
each use, so that a change made by any process counts for the request that starts after it.
"""

import hashlib
import json
import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from graphql import OperationDefinitionNode, OperationType

from cms.access.readers import Reader
from cms.api.answers import Answer
from cms.api.models import CacheTag
from cms.api.operations import Operations

KEPT_ANSWERS = 1_000
LONGEST_LIFE = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer, the tick of the clock of changes before it was made, and when it ends by itself."""

    answer: Answer
    made_at: int
    ends_at: datetime


class SharedAnswers:
    """The answers given last. Safe among threads, and bounded."""

    def __init__(self, size: int = KEPT_ANSWERS) -> None:
        self._size = size
        self._lock = threading.Lock()
        self._kept: OrderedDict[bytes, Kept] = OrderedDict()

    def answer(self, key: bytes | None, make: Callable[[], Answer]) -> Answer:
        """The kept answer of a key while it holds, else a new one, kept if it may be. A key of None is never kept."""
        if key is None:
            return make()
        kept = self._find(key)
        if kept and kept.ends_at > timezone.now() and CacheTag.objects.last_change_of(kept.answer.tags) <= kept.made_at:
            return kept.answer
        made_at, next_end = CacheTag.objects.now()
        made = make()
        if made.is_shareable:
            longest = timezone.now() + LONGEST_LIFE
            self._keep(key, Kept(made, made_at, min(next_end or longest, longest)))
        return made

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._kept.clear()

    def _find(self, key: bytes) -> Kept | None:
        with self._lock:
            kept = self._kept.get(key)
            if kept:
                self._kept.move_to_end(key)
            return kept

    def _keep(self, key: bytes, kept: Kept) -> None:
        with self._lock:
            self._kept[key] = kept
            self._kept.move_to_end(key)
            while len(self._kept) > self._size:
                self._kept.popitem(last=False)


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
    locks = sorted(reader.locks - reader.group_locks)
    asked = json.dumps([name, variables, language, locks], sort_keys=True, default=str)
    return hashlib.sha256(operations.digest + asked.encode()).digest()
