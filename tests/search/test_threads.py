"""Web processes have several threads, and a rebuild sends from several."""

import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from search import analysis

WORDS = [f"{beginning}{ending}" for beginning in ("fiets", "werk", "loop", "verlof") for ending in ("en", "er", "ing")]
MADE_UP = [word + tail * times for word in WORDS for tail in "abcdefgh" for times in range(1, 12)]


@pytest.fixture
def eager_threads() -> Iterator[None]:
    """Threads that take turns all the time."""
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(usual)


@pytest.mark.usefixtures("eager_threads")
def test_words_are_stemmed_alike_however_many_threads_do_it() -> None:
    analysis.stem.cache_clear()
    alone = [analysis.stem(word, "nl") for word in MADE_UP]
    analysis.stem.cache_clear()

    with ThreadPoolExecutor(max_workers=4) as threads:
        parts = list(threads.map(lambda start: [analysis.stem(word, "nl") for word in MADE_UP[start::4]], range(4)))

    assert [part[place // 4] for place in range(len(MADE_UP)) for part in [parts[place % 4]]] == alone
