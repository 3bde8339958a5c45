"""Leaving out of a query what says nothing about what is looked for."""

import re
from collections.abc import Iterable

from search import analysis
from search.questions import QUOTES, Phrase

QUOTED_OR_EXCLUDED = re.compile(r'"[^"]*"?|(?<!\S)-[^\s"]+')


def without_stop_phrases(query: str, phrases: Iterable[Phrase]) -> str:
    """The query without these phrases of folded words; as it was where nothing else would be left.

    What stands in quotes, or behind a minus, was meant as it stands.
    """
    typed = analysis.cleaned(query, limit=len(query)).translate(QUOTES)
    kept = [match.span() for match in QUOTED_OR_EXCLUDED.finditer(typed)]
    words = [
        found for found in analysis.words_with_places(typed)
        if not any(start <= found[1] < end for start, end in kept)
    ]  # fmt: skip
    cut = _spans(words, sorted(phrases, key=len, reverse=True))
    shorter = _without(typed, cut)
    return shorter if cut and analysis.words(shorter) else query


def _spans(words: list[tuple[str, int, int]], phrases: list[Phrase]) -> list[tuple[int, int]]:
    """Where the phrases stand; of two that begin at one word, the longer."""
    spans, at = [], 0
    while at < len(words):
        length = next((len(phrase) for phrase in phrases if _stands(phrase, words, at)), 0)
        if length:
            spans.append((words[at][1], words[at + length - 1][2]))
        at += length or 1
    return spans


def _stands(phrase: Phrase, words: list[tuple[str, int, int]], at: int) -> bool:
    return tuple(word for word, _start, _end in words[at : at + len(phrase)]) == phrase


def _without(text: str, spans: list[tuple[int, int]]) -> str:
    parts, at = [], 0
    for start, end in spans:
        parts.append(text[at:start])
        at = end
    return " ".join([*parts, text[at:]])
