"""Words one slip away from another: what a finger or an ear makes of a word that was meant.

They are made by rule, so that a vocabulary of any size is asked for exactly these, wherever in the word the slip is.
"""

from collections.abc import Iterator
from functools import lru_cache
from string import ascii_lowercase

# In shorter words a wrong first letter makes some other word more often than a mistake.
SHORTEST_WITH_OTHER_INITIAL = 5
# Those of the questions that are being answered: the slips of a word take from 40 to 300 kB, and a fifth of a
# millisecond to be made again.
WORDS_KEPT = 64
# Ways to write one sound in the four languages that differ by more than a letter; one for the other is one slip.
SAME_SOUNDS = (
    ("ph", "f"),
    ("gh", "f"),
    ("ch", "g"),
    ("ch", "k"),
    ("sch", "s"),
    ("ij", "ei"),
    ("ij", "y"),
    ("ie", "y"),
    ("ey", "i"),
    ("ea", "i"),
    ("qu", "k"),
    ("qu", "kw"),
    ("x", "ks"),
    ("ss", "c"),
    ("oe", "u"),
    ("oo", "u"),
    ("au", "o"),
    ("eau", "o"),
    ("ai", "e"),
)


@lru_cache(maxsize=WORDS_KEPT)
def slips(word: str) -> frozenset[str]:
    """What a folded word becomes by one letter added, dropped, changed or swapped, or one sound written otherwise."""
    found = {*_by_letters(word), *_by_sounds(word)} - {word}
    if len(word) < SHORTEST_WITH_OTHER_INITIAL:
        found = {other for other in found if other[:1] == word[:1]}
    return frozenset(found)


def _by_letters(word: str) -> Iterator[str]:
    for place in range(len(word) + 1):
        before, after = word[:place], word[place:]
        yield from (f"{before}{letter}{after}" for letter in ascii_lowercase)
        if after:
            yield before + after[1:]
            yield from (f"{before}{letter}{after[1:]}" for letter in ascii_lowercase)
        if len(after) > 1:
            yield before + after[1] + after[0] + after[2:]


def _by_sounds(word: str) -> Iterator[str]:
    for one, other in SAME_SOUNDS:
        for heard, meant in ((one, other), (other, one)):
            place = word.find(heard)
            while place >= 0:
                yield word[:place] + meant + word[place + len(heard) :]
                place = word.find(heard, place + 1)
