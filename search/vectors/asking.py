"""The vector of a query, in time or not at all: a reader never waits for a model."""

import logging
import threading
import time
from functools import lru_cache
from queue import Empty, SimpleQueue

from django.conf import settings

from search.vectors.encoders import EncoderUnavailableError, encoder
from search.vectors.texts import checked

logger = logging.getLogger(__name__)

SECONDS_RESTING = 10.0
QUERIES_KEPT = 512

Outcome = tuple[list[float], Exception | None]


class Asker:
    """Asks the encoder in a thread that may be left behind, and not again while that one is at it or just failed.

    So the first searches after a start are answered without vectors, while a large model loads.
    """

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._late: threading.Thread | None = None
        self._resting_until = 0.0
        self._is_in_trouble = False

    def vector_of(self, query: str) -> list[float]:
        """The vector of a query; empty where it has none, or none came in time."""
        with self._guard:
            is_late = self._late is not None and self._late.is_alive()
            if is_late or time.monotonic() < self._resting_until:
                return []
        answer: SimpleQueue[Outcome] = SimpleQueue()
        thread = threading.Thread(target=_encode_into, args=(answer, query), name="search-vectors", daemon=True)
        thread.start()
        try:
            vector, error = answer.get(timeout=settings.SEARCH_VECTORS_SECONDS)
        except Empty:
            return self.rest(f"no vector within {settings.SEARCH_VECTORS_SECONDS} s", thread)
        if error:
            return self.rest(str(error))
        return vector

    def recover(self) -> None:
        """All went well: trouble from now on is news."""
        self._late, self._resting_until, self._is_in_trouble = None, 0.0, False

    def rest(self, reason: str, late: threading.Thread | None = None) -> list[float]:
        """Do without for some seconds, and say so the first time; no vector."""
        with self._guard:
            self._late = late
            self._resting_until = time.monotonic() + SECONDS_RESTING
            is_news, self._is_in_trouble = not self._is_in_trouble, True
        if is_news:
            logger.warning("Search answers by words alone for now, without vectors: %s", reason)
        return []


asker = Asker()


def _encode_into(answer: "SimpleQueue[Outcome]", query: str) -> None:
    try:
        answer.put((list(_vector(settings.SEARCH_VECTORS, settings.SEARCH_VECTORS_MODEL, query)), None))
    except Exception as error:
        answer.put(([], error))


@lru_cache(maxsize=QUERIES_KEPT)
def _vector(_named: str, _model: str, query: str) -> tuple[float, ...]:
    """Kept for a while, because whoever pages on asks the same."""
    model = encoder()
    try:
        return tuple(checked(model.encode_query(query), model.dimensions))
    except EncoderUnavailableError:
        raise
    except Exception as error:
        raise EncoderUnavailableError(f"{model.name}: {error}") from error
