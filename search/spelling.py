"""Spellings near a word: what a mistyped word may have been, and what to suggest instead."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice

from django.db.models import Q
from rapidfuzz.distance import OSA

from search import analysis
from search.models import Entry, Word
from search.questions import Phrase, Question, Synonym
from search.slips import slips

SHORTEST_KNOWN, LONGEST_KNOWN = 3, 40
MOST_WORDS_AN_ENTRY = 3_000
# SQLite takes some ten thousand values in one statement.
WORDS_A_STEP = 5_000
MOST_MISTYPED = 8
MOST_NEAR_WORDS = 12
MOST_CANDIDATES = 5_000
MOST_LIKELY = 4
# What the likeliest spelling is worth beside the word as it was asked.
NEAR = 0.8
SHORTEST_BEGINNING, MOST_ALIKE = 4, 24

NearWords = Mapping[str, Sequence[str]]
"""For each word of a question those near it, nearest first."""


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


def is_near(word: str, asked: str) -> bool:
    """Whether a word may be what was meant by one that was asked."""
    reach = tolerance(asked)
    return bool(reach) and mistakes(word, asked, most=reach) <= reach


def near_words(words: Sequence[str], *, is_sweeping: bool = False) -> NearWords:
    """For each word the words that occur somewhere and are written nearly the same, nearest first.

    After one slip any letter may be wrong; after two the first is taken to be right, unless all is swept together.
    Whether a word occurs as it is makes no difference, because that would tell what is written where the reader may
    not look.
    """
    reaches = {word: reach for word in words[:MOST_MISTYPED] if (reach := tolerance(word))}
    one_away = {other for word in reaches for other in slips(word)}
    further = Q(pk__in=[])
    for word, reach in reaches.items():
        if reach > 1:
            as_long = Q(length__range=(len(word) - reach, len(word) + reach))
            further |= as_long if is_sweeping else as_long & Q(initial=word[0])
    candidates: set[str] = set()
    if reaches:
        candidates.update(Word.objects.filter(text__in=one_away).values_list("text", flat=True))
        candidates.update(Word.objects.filter(further).values_list("text", flat=True)[:MOST_CANDIDATES])
    return {word: nearest(word, candidates, reach=reach, is_sweeping=is_sweeping) for word, reach in reaches.items()}


def with_near_spellings(question: Question, near: NearWords) -> Question:
    """The question with what its words may have been meant to be: of what is near to each, the nearest."""
    explained = {synonym.asked[0] for synonym in question.synonyms if _says_other_words(synonym)}
    likely = {word: _likeliest(word, near.get(word, ())) for word in question.words if word not in explained}
    found = [Synonym((word,), instead, NEAR) for word, instead in likely.items() if instead]
    return replace(question, synonyms=(*question.synonyms, *found)) if found else question


def words_that_begin_as(words: Sequence[str]) -> NearWords:
    """For each word those that occur and begin as it does, for half of its letters: “évacuons”, “évacuation”."""
    beginnings = {word: _beginning(word) for word in words[:MOST_MISTYPED] if word.isalpha()}
    begins = Q(pk__in=[])
    for beginning in beginnings.values():
        begins |= Q(text__startswith=beginning)
    occurring = list(Word.objects.filter(begins).order_by("length", "text").values_list("text", flat=True)[:MOST_ALIKE])
    return {word: [one for one in occurring if one.startswith(start)] for word, start in beginnings.items()}


def _beginning(word: str) -> str:
    return word[: max(SHORTEST_BEGINNING, (len(word) + 1) // 2)]


def _says_other_words(synonym: Synonym) -> bool:
    """Whether a thesaurus knows the one word that it stands for: then that is no typing error."""
    return len(synonym.asked) == 1 and any("".join(phrase) != synonym.asked[0] for phrase in synonym.instead)


def _likeliest(word: str, near: Sequence[str]) -> tuple[Phrase, ...]:
    if not near:
        return ()
    fewest = _distance(word, near[0], most=tolerance(word))
    as_near = (other for other in near if _distance(word, other, most=fewest) == fewest)
    return tuple((other,) for other in islice(as_near, MOST_LIKELY))


def nearest(word: str, candidates: Iterable[str], *, reach: int, is_sweeping: bool = False) -> list[str]:
    """The candidates with at most `reach` mistakes, nearest first; with more than one slip those with the same first
    letter alone, unless all is swept together."""
    if not reach:
        return []
    one_away = slips(word)
    found = []
    for candidate in candidates:
        if candidate in one_away:
            found.append((1, candidate))
        elif candidate != word and (is_sweeping or candidate[0] == word[0]):
            distance = mistakes(word, candidate, most=reach)
            if distance <= reach:
                found.append((distance, candidate))
    return [candidate for _distance, candidate in sorted(found)[:MOST_NEAR_WORDS]]


def _distance(word: str, other: str, *, most: int) -> int:
    """How many mistakes away; a sound that is written otherwise is one."""
    return 1 if other in slips(word) else mistakes(word, other, most=most)


def mistakes(left: str, right: str, *, most: int) -> int:
    """Letters added, dropped, changed or swapped with their neighbour between two words; `most` + 1 when more.

    Damerau's distance in its restricted form (optimal string alignment), as Elasticsearch's fuzzy queries reckon it.
    """
    return OSA.distance(left, right, score_cutoff=most)
