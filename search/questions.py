"""What was typed into the search box, read once for every engine. Any input gives a question; none raises."""

import re
from dataclasses import dataclass, field

from search import analysis

LONGEST_QUERY = 1_000
MOST_WORDS = 24
MOST_CODES = 4
PART = re.compile(r'(?P<minus>(?<!\S)-)?(?:"(?P<phrase>[^"]*)"?|(?P<plain>[^\s"]+))')
QUOTES = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "\u2212": "-"})

Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Synonym:
    """Other words for some that are asked: where `asked` is meant, any phrase of `instead` may stand too.

    `asked` are neighbouring words of the question and all phrases are folded as those are. `weight`, above 0 and
    below 1, is what a match of other words is worth beside one of the words themselves.
    """

    asked: Phrase
    instead: tuple[Phrase, ...]
    weight: float


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: words (any order), phrases (as they stand) and what must not occur; all folded.

    `codes` are words that were written together, as “openapi.yaml” is, and belong together.
    `typed` are the words in their order with the little ones, because “sign in” and “sign” are not one thing.
    `synonyms` say which words may stand instead; they widen what is found and never narrow it.
    """

    words: tuple[str, ...] = ()
    phrases: tuple[Phrase, ...] = ()
    excluded: tuple[Phrase, ...] = ()
    was_asked: bool = False
    codes: tuple[Phrase, ...] = ()
    typed: Phrase = field(default=(), compare=False)
    synonyms: tuple[Synonym, ...] = ()

    @property
    def is_browsing(self) -> bool:
        """Nothing is looked for: everything that passes the filters, newest first."""
        return not self.words and not self.phrases and (bool(self.excluded) or not self.was_asked)

    @property
    def has_no_answer(self) -> bool:
        """Something was typed that holds no word, such as “?!”."""
        return self.was_asked and not (self.words or self.phrases or self.excluded)


def read_question(query: str, language: str = "") -> Question:
    """The question in a query of somebody who reads this language, or any.

    A phrase stands in quotes; a minus before a word or phrase excludes it.
    """
    typed = analysis.cleaned(query, limit=LONGEST_QUERY).translate(QUOTES)
    words: list[str] = []
    phrases: list[Phrase] = []
    excluded: list[Phrase] = []
    codes: list[Phrase] = []
    abbreviations: set[str] = set()
    for part in PART.finditer(typed):
        found = analysis.words(part["phrase"] or part["plain"] or "")[:MOST_WORDS]
        if not found:
            continue
        if part["minus"]:
            excluded.append(tuple(found))
        elif part["phrase"] is not None and len(found) > 1:
            phrases.append(tuple(found))
        else:
            words += found
            codes += [tuple(found)] if len(found) > 1 else []
            abbreviations |= _abbreviations(found, part["plain"] or "", typed)
    meaningful = analysis.meaningful_words(list(dict.fromkeys(words)), language, kept=abbreviations)[:MOST_WORDS]
    return Question(
        words=tuple(meaningful),
        phrases=tuple(phrases[:MOST_WORDS]),
        excluded=tuple(excluded[:MOST_WORDS]),
        was_asked=bool(typed.strip()),
        codes=tuple(codes[:MOST_CODES]),
        typed=tuple(words[:MOST_WORDS]),
    )


def _abbreviations(found: list[str], plain: str, typed: str) -> set[str]:
    """The word, where it is written in capitals among others that are not: “IT” beside “werkplek” is no pronoun."""
    return set(found) if len(found) == 1 and len(plain) > 1 and plain.isupper() and not typed.isupper() else set()
