"""Where kept answers stand: in this process, bounded by bytes, and where there is Redis, in what all share."""

import threading
from collections import OrderedDict
from datetime import timedelta
from typing import Final

from django.conf import settings
from django.core.cache import BaseCache, caches
from django.utils import timezone

from cms.api.answers import KeptAnswer

SHARED_CACHE = "answers"
# What an answer weighs beside its bytes: the objects around it, and each of its tags.
FRAME_BYTES, TAG_BYTES = 700, 100
# One answer that took more than this part of the room would drive out all others.
LARGEST_PART = 8
# Bound to what a kept answer is made of, so that a process of an older release does not read those of a newer one.
FORM: Final = "1"
LEASE_SECONDS = 5


class OwnShelf:
    """The answers used last by this process, as many as weigh no more than its room. Safe among threads."""

    def __init__(self, room: int | None = None) -> None:
        self._room = settings.GRAPHQL_KEPT_MEGABYTES * 1_000_000 if room is None else room
        self._lock = threading.Lock()
        self._kept: OrderedDict[bytes, KeptAnswer] = OrderedDict()
        self.weight = 0

    def __len__(self) -> int:
        return len(self._kept)

    def get(self, key: bytes) -> KeptAnswer | None:
        """What stands under a key."""
        with self._lock:
            kept = self._kept.get(key)
            if kept is not None:
                self._kept.move_to_end(key)
            return kept

    def put(self, key: bytes, kept: KeptAnswer) -> None:
        """Keep an answer; what was not used longest makes room."""
        weight = weight_of(kept)
        with self._lock:
            self._remove(key)
            if weight * LARGEST_PART > self._room:
                return
            self._kept[key] = kept
            self.weight += weight
            while self.weight > self._room:
                self._remove(next(iter(self._kept)))

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._kept.clear()
            self.weight = 0

    def _remove(self, key: bytes) -> None:
        kept = self._kept.pop(key, None)
        if kept is not None:
            self.weight -= weight_of(kept)


def weight_of(kept: KeptAnswer) -> int:
    """About how many bytes of memory an answer takes."""
    return len(kept.content) + FRAME_BYTES + TAG_BYTES * len(kept.tags)


class SharedShelf:
    """The answers that any process made. What is lost here is made again, and whether it holds is asked elsewhere."""

    @property
    def _cache(self) -> BaseCache | None:
        return caches[SHARED_CACHE] if SHARED_CACHE in settings.CACHES else None

    def __bool__(self) -> bool:
        return self._cache is not None

    def get(self, key: bytes) -> KeptAnswer | None:
        """What stands under a key."""
        stored = self._cache.get(_name(key)) if self._cache is not None else None
        return stored if isinstance(stored, KeptAnswer) else None

    def put(self, key: bytes, kept: KeptAnswer) -> None:
        """Keep an answer until it ends by itself; Redis decides for itself what makes room."""
        seconds = (kept.ends_at - timezone.now()) / timedelta(seconds=1)
        if self._cache is not None and seconds >= 1:
            self._cache.set(_name(key), kept, timeout=int(seconds))

    def lease(self, key: bytes, tick: int) -> bool:
        """Take upon this process to make the answer of a key as of a tick; false while another has done so."""
        return self._cache is None or bool(self._cache.add(_lease(key, tick), 1, timeout=LEASE_SECONDS))

    def release(self, key: bytes, tick: int) -> None:
        """Let others make it, because nothing came that can be shared."""
        if self._cache is not None:
            self._cache.delete(_lease(key, tick))


def _name(key: bytes) -> str:
    return f"{FORM}:{key.hex()}"


def _lease(key: bytes, tick: int) -> str:
    return f"{FORM}:{key.hex()}:{tick}"
