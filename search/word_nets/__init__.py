"""Words that mean nearly the same, from open word nets: asked for where the words themselves find little.

They are many more than the shipped synonyms, and less sure: who asks for “planning” and finds it does not want
“provision” as well. So they never widen what answers already, and a word of which synonyms are known keeps to those.
"""

import gzip
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from search import analysis
from search.questions import Phrase, Question, Synonym

FILES = Path(__file__).parent
# Less than the synonyms that people chose for an organisation.
WORTH = 0.5
MOST_WIDENED_WORDS = 6


def with_word_net(question: Question, language: str) -> Question:
    """The question with what may stand for those of its words that no synonym stands for, in the reader's language."""
    covered = {word for synonym in question.synonyms for word in synonym.asked}
    found = ((word, instead_of(word, language)) for word in question.words if word not in covered)
    widened = [Synonym((word,), instead, WORTH) for word, instead in found if instead]
    return replace(question, synonyms=(*question.synonyms, *widened[:MOST_WIDENED_WORDS]))


def instead_of(word: str, language: str) -> tuple[Phrase, ...]:
    """What may stand for a folded word; nothing in a language without a word net."""
    return phrases_beside(word, language, file=f"{language}.txt.gz")


def phrases_beside(word: str, language: str, *, file: str) -> tuple[Phrase, ...]:
    """What one of the files here has beside the stem of a folded word, in its order; nothing where there is no file."""
    known = _known(file).get(analysis.stem(word, language), "") if language in analysis.LANGUAGES else ""
    return tuple(tuple(phrase.split()) for phrase in known.split("|") if phrase and phrase != word)


@lru_cache
def _known(file: str) -> Mapping[str, str]:
    """By stem, phrases with bars between, as the file has them: cutting each of them apart takes much longer."""
    path = FILES / file
    if not path.exists():
        return {}
    lines = gzip.decompress(path.read_bytes()).decode().splitlines()
    return dict(line.split("\t", 1) for line in lines)
