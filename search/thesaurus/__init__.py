"""The synonyms that Plein ships: one file a language, one group a line.

`word, word, phrase of words` stand for each other; of `asked => instead, instead` the right side stands for the left
alone. What follows a `#` is a comment.
"""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from search import analysis

FILES = Path(__file__).parent
ONE_WAY = "=>"


@dataclass(frozen=True, slots=True)
class ShippedGroup:
    """Words and phrases that mean the same; with `is_one_way` the others stand for the first alone."""

    language: str
    words: tuple[str, ...]
    is_one_way: bool

    @property
    def key(self) -> str:
        """What the group is called by those who change it: its first word, so that words added to it in a later
        version leave it the same group."""
        first = analysis.folded(self.words[0])[:100]
        return f"{first} {ONE_WAY}" if self.is_one_way else first


@lru_cache
def shipped_groups(language: str) -> tuple[ShippedGroup, ...]:
    """The groups of a language, in the order of its file; none for a language without one."""
    path = FILES / f"{language}.txt"
    if language not in analysis.LANGUAGES or not path.exists():
        return ()
    lines = path.read_text(encoding="utf-8").splitlines()
    return tuple(group for line in lines for group in _groups(line.partition("#")[0], language))


def _groups(line: str, language: str) -> list[ShippedGroup]:
    asked, arrow, instead = line.partition(ONE_WAY)
    if not arrow:
        return [ShippedGroup(language, words, False)] if len(words := _split(line)) > 1 else []
    return [ShippedGroup(language, (word, *_split(instead)), True) for word in _split(asked) if _split(instead)]


def _split(words: str) -> tuple[str, ...]:
    return tuple(word for each in words.split(",") if (word := " ".join(each.split())))


def shipped_group(language: str, key: str) -> ShippedGroup | None:
    """The group of a language that is called this; None where none is."""
    return next((group for group in shipped_groups(language) if group.key == key), None)
