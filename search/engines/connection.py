"""The way to Elasticsearch: short patience, and a breaker so that a cluster that is away costs no time."""

import logging
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from elasticsearch import ApiError, Elasticsearch, NotFoundError, TransportError, UnsupportedProductError

from search.engines.base import EngineUnavailableError
from search.engines.cluster import Cluster, WrongServerError, client_of, explain_wrong

logger = logging.getLogger(__name__)

SECONDS_OPEN = 5.0
TOO_MANY_REQUESTS = 429
# Writing is tried again, by itself later each time: nobody waits for it, and each write carries its version.
WRITE_RETRIES = 3
FIRST_WAIT, LONGEST_WAIT = 0.5, 8.0
# The bulk interface has its own patience with 429 and 503.
WRITE_RETRY_ON = (502, 504)


class Breaker:
    """Remembers for some seconds that Elasticsearch did not answer; then lets one caller try again."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._closed_from = 0.0
        self.reason = ""

    def admits(self) -> bool:
        """Whether to try now. Who is admitted after a failure tries for all; the others wait for what comes of it."""
        with self._guard:
            now = time.monotonic()
            if now < self._closed_from:
                return False
            if self._closed_from:
                self._closed_from = now + SECONDS_OPEN
            return True

    @property
    def is_open(self) -> bool:
        """Whether nobody tries at the moment."""
        return time.monotonic() < self._closed_from

    def trip(self, reason: str = "") -> None:
        """Nobody need try for some seconds."""
        with self._guard:
            self.reason = reason
            self._closed_from = time.monotonic() + SECONDS_OPEN

    def close(self) -> None:
        """It answered."""
        with self._guard:
            self._closed_from = 0.0


breaker = Breaker()


def is_configured() -> bool:
    """Whether this deployment names an Elasticsearch."""
    return bool(settings.ELASTICSEARCH_URL)


@contextmanager
def reached(*, seconds: float | None = None) -> Iterator[Elasticsearch]:
    """A client that waits so many seconds for each answer, by default as long as a reader should.

    Whatever keeps it from answering is raised as EngineUnavailableError; a missing index does not trip the breaker.
    """
    patience = settings.ELASTICSEARCH_SECONDS if seconds is None else seconds
    with _answering() as client:
        yield client.options(request_timeout=patience)


@contextmanager
def reached_for_writing() -> Iterator[Elasticsearch]:
    """As `reached`, for who works in the background: it waits longer, and tries again before it gives up."""
    with _answering() as client:
        yield client.options(
            request_timeout=settings.ELASTICSEARCH_WRITE_SECONDS,
            max_retries=WRITE_RETRIES,
            retry_on_timeout=True,
            retry_on_status=WRITE_RETRY_ON,
            retry_backoff_base=FIRST_WAIT,
            retry_backoff_cap=LONGEST_WAIT,
        )


@contextmanager
def _answering() -> Iterator[Elasticsearch]:
    if not breaker.admits():
        raise EngineUnavailableError(f"Elasticsearch did not answer a moment ago: {breaker.reason}")
    try:
        yield client_of(Cluster.configured())
    except TransportError as error:
        breaker.trip(str(error))
        logger.warning("Elasticsearch does not answer: %s", error)
        raise EngineUnavailableError(str(error)) from error
    except UnsupportedProductError as error:
        wrong = explain_wrong("something that is not Elasticsearch, such as OpenSearch")
        breaker.trip(wrong)
        raise WrongServerError(wrong) from error
    except ApiError as error:
        _judge(error)
        raise EngineUnavailableError(str(error)) from error
    except WrongServerError as error:
        breaker.trip(str(error))
        raise
    else:
        breaker.close()


def _judge(error: ApiError) -> None:
    """Trip the breaker when the cluster is in trouble; log what nobody expected."""
    if error.meta.status >= 500 or error.meta.status == TOO_MANY_REQUESTS:
        breaker.trip(str(error))
    else:
        breaker.close()
    if not isinstance(error, NotFoundError):
        logger.exception("Elasticsearch refused a request")
