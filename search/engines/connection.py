"""The way to Elasticsearch: one client a process, short patience, and a breaker so that a dead node costs no time."""

import logging
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache

from django.conf import settings
from elasticsearch import ApiError, Elasticsearch, NotFoundError, TransportError

from search.engines.base import EngineUnavailableError

logger = logging.getLogger(__name__)

SEARCH_SECONDS = 2.0
WRITE_SECONDS = 30.0
SECONDS_OPEN = 5.0
TOO_MANY_REQUESTS = 429


class Breaker:
    """Remembers for some seconds that Elasticsearch did not answer; then lets one caller try again."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._closed_from = 0.0

    def admits(self) -> bool:
        """Whether to try now. Who is admitted after a failure tries for all; the others wait for what comes of it."""
        with self._guard:
            now = time.monotonic()
            if now < self._closed_from:
                return False
            if self._closed_from:
                self._closed_from = now + SECONDS_OPEN
            return True

    def trip(self) -> None:
        """Nobody need try for some seconds."""
        with self._guard:
            self._closed_from = time.monotonic() + SECONDS_OPEN

    def close(self) -> None:
        """It answered."""
        with self._guard:
            self._closed_from = 0.0


breaker = Breaker()


def is_configured() -> bool:
    """Whether this deployment names an Elasticsearch."""
    return bool(settings.ELASTICSEARCH_URL)


@lru_cache(maxsize=4)
def _client(url: str) -> Elasticsearch:
    return Elasticsearch(url, max_retries=0, retry_on_timeout=False, http_compress=not url.startswith("http://127."))


@contextmanager
def reached(*, seconds: float = SEARCH_SECONDS) -> Iterator[Elasticsearch]:
    """A client that waits so many seconds for each answer.

    Whatever keeps it from answering is raised as EngineUnavailableError; a missing index does not trip the breaker.
    """
    if not breaker.admits():
        raise EngineUnavailableError("Elasticsearch did not answer a moment ago")
    try:
        yield _client(settings.ELASTICSEARCH_URL).options(request_timeout=seconds)
    except TransportError as error:
        breaker.trip()
        logger.warning("Elasticsearch does not answer: %s", error)
        raise EngineUnavailableError(str(error)) from error
    except ApiError as error:
        if error.meta.status >= 500 or error.meta.status == TOO_MANY_REQUESTS:
            breaker.trip()
        else:
            breaker.close()
        if not isinstance(error, NotFoundError):
            logger.exception("Elasticsearch refused a request")
        raise EngineUnavailableError(str(error)) from error
    else:
        breaker.close()
