"""The cache that all processes share, which may go away and come back."""

import logging
import threading
import time
from collections.abc import Callable
from typing import Any

from django.core.cache.backends.base import BaseCache
from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache
from redis.backoff import NoBackoff
from redis.exceptions import ConnectionError as NoConnectionError
from redis.exceptions import RedisError
from redis.exceptions import TimeoutError as NoAnswerError
from redis.retry import Retry

logger = logging.getLogger(__name__)

PATIENCE_SECONDS = 0.5
SECONDS_AWAY = 5.0
# because each attempt counts, and Redis's own client would try for many seconds
OPTIONS = {
    "socket_connect_timeout": PATIENCE_SECONDS,
    "socket_timeout": PATIENCE_SECONDS,
    "retry": Retry(NoBackoff(), 0),
}


class Absence:
    """What a process remembers while Redis is away: until when not to try, and which keys changed meanwhile."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._until = 0.0
        self._changed: set[tuple[str, int | None]] = set()

    def is_over(self) -> bool:
        return time.monotonic() >= self._until

    def begin(self) -> None:
        with self._guard:
            self._until = time.monotonic() + SECONDS_AWAY

    def remember(self, keys: list[str], version: int | None) -> None:
        with self._guard:
            self._changed.update((key, version) for key in keys)

    def take_changed(self) -> set[tuple[str, int | None]]:
        with self._guard:
            changed, self._changed = self._changed, set()
            return changed


absence = Absence()


def _either(verb: str, *, is_change: bool = False) -> Callable[..., Any]:
    def do(self: "RedisOrOwnMemory", *args: Any, **kwargs: Any) -> Any:
        return self.either(verb, args, kwargs, is_change=is_change)

    return do


class RedisOrOwnMemory(BaseCache):
    """Redis; while it does not answer, this process's own memory.

    Nothing is dropped silently: who limits attempts to sign in by this cache still does, a process at a time. What
    changed meanwhile is deleted from Redis when it is back, so that no old value returns with it.
    """

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(params)
        self._redis = RedisCache(server, params | {"OPTIONS": OPTIONS | params.get("OPTIONS", {})})
        self._own = LocMemCache("plein-while-redis-is-away", params)

    add = _either("add", is_change=True)
    get = _either("get")
    set = _either("set", is_change=True)
    touch = _either("touch", is_change=True)
    delete = _either("delete", is_change=True)
    get_many = _either("get_many")
    has_key = _either("has_key")
    incr = _either("incr", is_change=True)
    set_many = _either("set_many", is_change=True)
    delete_many = _either("delete_many", is_change=True)
    clear = _either("clear")

    def is_answering(self) -> bool:
        """Whether Redis does, now."""
        try:
            self._redis.has_key("plein-is-there")
        except RedisError:
            return False
        return True

    def either(self, verb: str, args: tuple[Any, ...], kwargs: dict[str, Any], *, is_change: bool) -> Any:
        """Do it in Redis, else in this process's memory."""
        if absence.is_over():
            try:
                self._make_up_for_absence()
                return getattr(self._redis, verb)(*args, **kwargs)
            except (NoConnectionError, NoAnswerError) as error:
                logger.warning("Redis does not answer, each process remembers for itself: %s", type(error).__name__)
                absence.begin()
        if is_change:
            keys = [args[0]] if isinstance(args[0], str) else list(args[0])
            absence.remember(keys, kwargs.get("version"))
        return getattr(self._own, verb)(*args, **kwargs)

    def _make_up_for_absence(self) -> None:
        changed = absence.take_changed()
        if not changed:
            return
        try:
            for key, version in changed:
                self._redis.delete(key, version=version)
        except RedisError:
            for key, version in changed:
                absence.remember([key], version)
            raise
        self._own.clear()


class RedisOrNothing(RedisOrOwnMemory):
    """Redis; while it does not answer, nothing: for what is only quicker with it, and would be in the way of what
    each process must remember then."""

    def either(self, verb: str, args: tuple[Any, ...], kwargs: dict[str, Any], *, is_change: bool) -> Any:
        """Do it in Redis. While it is away everything was added, and nothing is there."""
        if absence.is_over():
            try:
                return getattr(self._redis, verb)(*args, **kwargs)
            except (NoConnectionError, NoAnswerError) as error:
                logger.warning("Redis does not answer, each process keeps its own answers: %s", type(error).__name__)
                absence.begin()
            except RedisError:
                # It is there, and full, or may only be read from.
                logger.exception("Redis does not take answers")
        return True if verb == "add" else None
