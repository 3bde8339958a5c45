"""An encoder that tests can reckon with: no model, but a list of what means what."""

import time
from typing import ClassVar

from django.conf import LazySettings

from search import analysis, sync
from search.vectors.asking import asker
from search.vectors.encoding import encode

# A direction for each group of words; what is in none has no meaning at all.
MEANINGS = (("egel", "stekeldier", "igel"), ("kano", "peddelboot"), ("vergunning", "verlenen"), ("vulkaan", "lava"))


class ListedMeanings:
    """Counts the words of each group. What it was asked to encode is kept in `encoded`."""

    name = "listed meanings"
    dimensions = len(MEANINGS)
    encoded: ClassVar[list[str]] = []

    def __init__(self, model: str) -> None:
        self.model = model

    def encode_texts(self, texts: list[str]) -> list[list[float]]:
        """How often each meaning occurs in each text."""
        if any("struikelblok" in text for text in texts):
            raise ValueError("a word that it stumbles at")
        ListedMeanings.encoded += texts
        return [self._meanings(text) for text in texts]

    def encode_query(self, query: str) -> list[float]:
        """How often each meaning occurs in a query."""
        return self._meanings(query)

    def _meanings(self, text: str) -> list[float]:
        words = analysis.words(text)
        return [float(sum(words.count(word) for word in group)) for group in MEANINGS]


class SlowMeanings(ListedMeanings):
    """Takes longer for a query than any reader waits."""

    def encode_query(self, query: str) -> list[float]:
        """The vector, too late."""
        time.sleep(0.5)
        return super().encode_query(query)


class NoMeanings(ListedMeanings):
    """Fails at every query."""

    def encode_query(self, query: str) -> list[float]:
        """Nothing."""
        raise RuntimeError("the model is out of memory")


def switch_on(settings: LazySettings, name: str, model: str = "") -> None:
    """Have one of these encode."""
    settings.SEARCH_VECTORS = f"{__name__}.{name}"
    settings.SEARCH_VECTORS_MODEL = model
    settings.SEARCH_VECTORS_FLOOR = 0.5
    settings.SEARCH_VECTORS_SECONDS = 0.1
    asker.recover()


def encode_all() -> None:
    """What the worker does bit by bit."""
    encode()
    sync.push_pending()
