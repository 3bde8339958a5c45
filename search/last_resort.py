"""What to ask when nothing at all answers: whatever has to do with the words, because a hint is better than nothing."""

from collections.abc import Iterator
from dataclasses import replace

from search.company import companions_of
from search.loan_words import as_in_english
from search.questions import Phrase, Question, Synonym
from search.spelling import words_that_begin_as
from search.word_nets import instead_of

# What such a word is worth beside the one that was asked: where it counts, nothing else does.
WORTH = 0.3
MOST_ASKED, MOST_INSTEAD = 8, 24
# Of a phrase, shorter words say too little by themselves: “run down”.
SHORTEST_TELLING = 5


def with_anything_like(question: Question, language: str) -> Question:
    """The question with words of the same family, with words of nearly the same meaning, with what in turn means
    nearly the same as those, with each word of a phrase that may stand for one, and with what English says of it."""
    asked = question.words[:MOST_ASKED]
    families = words_that_begin_as(asked)
    found = []
    for word in asked:
        known = tuple(phrase for synonym in question.synonyms if word in synonym.asked for phrase in synonym.instead)
        like = [*families.get(word, ()), *_related(word, known, language), *_abroad(word, language)]
        instead = tuple((other,) for other in dict.fromkeys(like) if other != word)[:MOST_INSTEAD]
        found += [Synonym((word,), instead, WORTH)] if instead else []
    return replace(question, synonyms=(*question.synonyms, *found)) if found else question


def _related(word: str, known: tuple[Phrase, ...], language: str) -> Iterator[str]:
    nearly = (*known, *instead_of(word, language))
    further = (phrase for other in nearly if len(other) == 1 for phrase in instead_of(other[0], language))
    for phrase in (*nearly, *further):
        yield from (one for one in phrase if len(one) >= SHORTEST_TELLING)


def _abroad(word: str, language: str) -> Iterator[str]:
    """The word in English, and those in whose company it is written there."""
    for english in as_in_english(word, language):
        if companions := companions_of(english, "en"):
            yield from (english, *(companion for (companion,) in companions))
