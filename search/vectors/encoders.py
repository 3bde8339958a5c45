"""What makes vectors of texts, and which one a deployment names."""

import hashlib
import threading
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, Protocol

from django.conf import settings
from django.utils.module_loading import import_string

BUILT_IN = {"model2vec": "search.vectors.static.StaticEncoder"}
# As many as Elasticsearch takes.
MOST_DIMENSIONS = 4_096

Vector = Sequence[float]


class EncoderUnavailableError(Exception):
    """No vectors can be made now; whoever asks does without."""


class Encoder(Protocol):
    """A model that makes a vector of `dimensions` numbers of a text; texts that mean the same have like directions.

    It is made with what SEARCH_VECTORS_MODEL says, "" where that is not set; the log calls it by its `name`. Both
    methods may raise anything.
    """

    name: str
    dimensions: int

    def encode_texts(self, texts: list[str]) -> Sequence[Vector]:
        """A vector of each of these texts of entries, in the same order."""

    def encode_query(self, query: str) -> Vector:
        """The vector of what a reader typed."""


def is_switched_on() -> bool:
    """Whether this deployment names an encoder, and an Elasticsearch that can compare vectors."""
    return bool(settings.SEARCH_VECTORS and settings.ELASTICSEARCH_URL)


def model_key() -> str:
    """What tells the vectors of one model from those of another: both settings, so that none need be loaded for it."""
    return hashlib.sha256(f"{settings.SEARCH_VECTORS} {settings.SEARCH_VECTORS_MODEL}".encode()).hexdigest()[:16]


def encoder() -> Encoder:
    """The encoder that the settings name, loaded once a process. Raises EncoderUnavailableError."""
    with _loading:
        return _loaded(settings.SEARCH_VECTORS, settings.SEARCH_VECTORS_MODEL)


_loading = threading.Lock()


@lru_cache(maxsize=1)
def _loaded(named: str, model: str) -> Encoder:
    try:
        made: Any = encoder_class(named)(model)
    except EncoderUnavailableError:
        raise
    except Exception as error:
        raise EncoderUnavailableError(f"SEARCH_VECTORS={named} does not start: {error}") from error
    if not (made.name and isinstance(made.name, str) and 0 < int(made.dimensions) <= MOST_DIMENSIONS):
        raise EncoderUnavailableError(f"SEARCH_VECTORS={named} must have a name and 1 to {MOST_DIMENSIONS} dimensions")
    return made


def encoder_class(named: str) -> Any:
    """What a setting names: a built-in, or by its dotted path a class of the deployment's own.

    Raises EncoderUnavailableError.
    """
    try:
        return import_string(BUILT_IN.get(named, named))
    except ImportError as error:
        raise EncoderUnavailableError(f"SEARCH_VECTORS={named} cannot be imported: {error}") from error
