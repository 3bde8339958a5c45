"""Which words say best what a thing is about, for a database that cannot compare whole texts."""

from collections import Counter
from collections.abc import Iterable

from search import analysis
from search.models import Entry

MOST_TELLING_WORDS = 8
SHORTEST_TELLING_WORD = 4
MOST_READ = 5_000
IN_TITLE, IN_HEADINGS, IN_TEXT = 6, 2, 1


def telling_words(entry: Entry, labels: Iterable[str]) -> tuple[str, ...]:
    """The words that are said most and where it counts most, without those that any text has; folded."""
    said: Counter[str] = Counter()
    for text, weight in (
        (entry.title, IN_TITLE),
        (" ".join(labels), IN_TITLE),
        (f"{entry.headings} {entry.summary}", IN_HEADINGS),
        (entry.text[:MOST_READ], IN_TEXT),
    ):
        for word in analysis.without_stop_words(analysis.words(text)):
            if len(word) >= SHORTEST_TELLING_WORD and word.isalpha():
                said[word] += weight
    return tuple(word for word, _count in said.most_common(MOST_TELLING_WORDS))
