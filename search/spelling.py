"""Spellings near a word: what a mistyped word may have been, and what to suggest instead."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import islice

from django.db.models import Q

from search import analysis
from search.models import Entry, Word
from search.questions import Phrase, Question, Synonym

SHORTEST_KNOWN, LONGEST_KNOWN = 3, 40
MOST_WORDS_AN_ENTRY = 3_000
# SQLite takes some ten thousand values in one statement.
WORDS_A_STEP = 5_000
MOST_NEAR_WORDS = 12
MOST_CANDIDATES = 5_000
MOST_LIKELY = 4
# What the likeliest spelling is worth beside the word as it was asked.
NEAR = 0.8


def learn(entries: Iterable[Entry]) -> None:
    """Remember the words of these entries; of a text that is all different words, as lists of codes are, only some."""
    seen = {word for entry in entries for word in islice(_words_of(entry), MOST_WORDS_AN_ENTRY)}
    in_order = sorted(seen)
    for start in range(0, len(in_order), WORDS_A_STEP):
        step = in_order[start : start + WORDS_A_STEP]
        known = set(Word.objects.filter(text__in=step).values_list("text", flat=True))
        new = [Word(text=word, initial=word[0], length=len(word)) for word in step if word not in known]
        Word.objects.bulk_create(new, ignore_conflicts=True)


def _words_of(entry: Entry) -> Iterator[str]:
    texts = (entry.title, entry.headings, entry.summary, entry.text)
    for words in (*map(analysis.different_words, texts), analysis.words_of_address(entry.url)):
        for word in words:
            if SHORTEST_KNOWN <= len(word) <= LONGEST_KNOWN and word.isalpha():
                yield word


def tolerance(word: str) -> int:
    """How many mistakes a word may hold, as Elasticsearch's AUTO: none in short words, two in long ones."""
    if len(word) < 3 or not word.isalpha():
        return 0
    return 1 if len(word) < 6 else 2


@lru_cache(maxsize=50_000)
def is_near(word: str, asked: str) -> bool:
    """Whether a word may be what was meant by one that was asked."""
    reach = tolerance(asked)
    return bool(reach) and mistakes(word, asked, most=reach) <= reach


def near_words(words: Sequence[str], *, is_sweeping: bool = False) -> dict[str, list[str]]:
    """For each word the words that occur somewhere and are written nearly the same, nearest first.

    The first letter is taken to be right, unless all is swept together. Whether a word occurs as it is makes no
    difference, because that would tell what is written where the reader may not look.
    """
    reaches = {word: reach for word in words if (reach := tolerance(word))}
    near_enough = Q(pk__in=[])
    for word, reach in reaches.items():
        as_long = Q(length__range=(len(word) - reach, len(word) + reach))
        near_enough |= as_long if is_sweeping else as_long & Q(initial=word[0])
    candidates: list[str] = []
    if reaches:
        candidates = list(Word.objects.filter(near_enough).values_list("text", flat=True)[:MOST_CANDIDATES])
    return {word: nearest(word, candidates, reach=reaches.get(word, 0), is_sweeping=is_sweeping) for word in words}


def with_near_spellings(question: Question) -> Question:
    """The question with what its words may have been meant to be, of what is nearest to each."""
    explained = {synonym.asked[0] for synonym in question.synonyms if _says_other_words(synonym)}
    words = [word for word in question.words if word not in explained]
    found = [Synonym((word,), near, NEAR) for word, near in _likely(words).items() if near]
    return replace(question, synonyms=(*question.synonyms, *found)) if found else question


def _says_other_words(synonym: Synonym) -> bool:
    """Whether a thesaurus knows the one word that it stands for: then that is no typing error."""
    return len(synonym.asked) == 1 and any("".join(phrase) != synonym.asked[0] for phrase in synonym.instead)


def _likely(words: Sequence[str]) -> dict[str, tuple[Phrase, ...]]:
    likely: dict[str, tuple[Phrase, ...]] = {}
    for word, near in near_words(words).items():
        reach = tolerance(word)
        distances = {other: mistakes(word, other, most=reach) for other in near}
        fewest = min(distances.values(), default=0)
        likely[word] = tuple((other,) for other, distance in distances.items() if distance == fewest)[:MOST_LIKELY]
    return likely


def nearest(word: str, candidates: Iterable[str], *, reach: int, is_sweeping: bool = False) -> list[str]:
    """The candidates with at most `reach` mistakes, nearest first; those with the same first letter alone, unless all
    is swept together."""
    by_distance = sorted(
        (distance, candidate)
        for candidate in candidates
        if candidate != word
        and (is_sweeping or candidate[0] == word[0])
        and (distance := mistakes(word, candidate, most=reach)) <= reach
    )
    return [candidate for _distance, candidate in by_distance[:MOST_NEAR_WORDS]]


def mistakes(left: str, right: str, *, most: int) -> int:
    """Letters added, dropped, changed or swapped with their neighbour between two words; `most` + 1 when more."""
    # Most words share too few letters to be near: seeing that is much cheaper than counting.
    if abs(len(left) - len(right)) > most or len(set(left) ^ set(right)) > 2 * most:
        return most + 1
    before_last: list[int] = []
    last = list(range(len(right) + 1))
    for row, letter in enumerate(left, start=1):
        current = [row]
        for column, other in enumerate(right, start=1):
            cost = min(last[column] + 1, current[-1] + 1, last[column - 1] + (letter != other))
            is_swapped = row > 1 and column > 1 and letter == right[column - 2] and left[row - 2] == other
            current.append(min(cost, before_last[column - 2] + 1) if is_swapped else cost)
        if min(current) > most:
            return most + 1
        before_last, last = last, current
    return min(last[-1], most + 1)
