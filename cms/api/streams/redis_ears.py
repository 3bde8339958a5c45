"""Telling other processes of changes, and hearing of theirs, through Redis. What it loses, the log still has."""

import logging
import time

from django.conf import settings
from redis import Redis
from redis.client import PubSub
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)

CHANNEL = "plein:changes"
ANSWER_SECONDS = 0.5
AWAY_SECONDS = 5.0


def _connect() -> Redis:
    return Redis.from_url(
        settings.REDIS_URL, socket_connect_timeout=ANSWER_SECONDS, socket_timeout=ANSWER_SECONDS, decode_responses=True
    )


def tell(tick: int) -> None:
    """Say how far the log goes now. Where Redis does not answer, the others find out by themselves."""
    try:
        with _connect() as redis:
            redis.publish(CHANNEL, tick)
    except RedisError as error:
        logger.warning("Redis does not pass on that something changed: %s", type(error).__name__)


class RedisEars:
    """Hears what is told, as long as Redis answers."""

    def __init__(self) -> None:
        self._heard: PubSub | None = None
        self._not_before = 0.0

    @property
    def is_hearing(self) -> bool:
        """Whether it would hear if somebody told."""
        return self._heard is not None

    def hear(self, seconds: float) -> int | None:
        """The tick that somebody told, or None after so many seconds."""
        try:
            if self._heard is None and time.monotonic() >= self._not_before:
                heard = _connect().pubsub(ignore_subscribe_messages=True)
                heard.subscribe(CHANNEL)
                self._heard = heard
            if self._heard is not None:
                message = self._heard.get_message(timeout=seconds)
                return int(message["data"]) if message else None
        except (RedisError, ValueError) as error:
            logger.warning("Redis does not say whether anything changed: %s", type(error).__name__)
            self._heard, self._not_before = None, time.monotonic() + AWAY_SECONDS
        time.sleep(seconds)
        return None
