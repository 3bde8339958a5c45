"""Words written as one: which parts they have, so that “strategie” finds “apistrategie”, and “api strategie” too.

Dutch and German glue words together and staff do so in their own ways. What a list of such parts (search/word_lists)
explains is taken apart when an entry is filled; what was asked is taken apart and joined when it is asked.
"""

import gzip
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from search import analysis
from search.english_spellings import other_spellings
from search.irregular_forms import irregular_forms
from search.models import Word
from search.questions import Phrase, Question, Synonym
from search.verb_forms import other_forms

LISTS = Path(__file__).parent / "word_lists"
# What may stand between two parts: “gemeente·raad·s·vergadering”. Nothing at all comes first.
LINKS = {"nl": ("", "s", "e", "en", "n"), "de": ("", "s", "es", "n", "en", "er", "e")}
SHORTEST_PART, SHORTEST_COMPOUND, LONGEST_COMPOUND = 3, 7, 40
# A listed word no longer than this is more often one word than two: “besturen” is no “best uren”.
LONGEST_WHOLE = 9
MOST_COMPOUNDS = 1_500
# Where a written word changes from small to capital letters or to digits: “GraphQL”, “publiccodeYml”, “B12”.
SEAM = re.compile(r"(?<=[^\W\d_A-ZÀ-Þ])(?=[A-ZÀ-Þ])|(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_])")
SEAMED = re.compile(r"[^\W_]*(?:[^\W\d_A-ZÀ-Þ][A-ZÀ-Þ]|[^\W\d_]\d|\d[^\W\d_])[^\W_]*")
# What other ways of writing are worth beside the words as they were asked.
JOINED, PARTED, SPELLED, RUN_TOGETHER, OTHER_FORM, EXPLAINED, ALONE = 0.9, 0.9, 0.9, 0.8, 0.7, 0.5, 0.25
MOST_ASKED = 8
# Of more than these a word is not run together, but letters that happen to make words.
MOST_PIECES, MOST_WAYS = 7, 4


@dataclass(frozen=True, slots=True)
class _Parts:
    """A language's words of which compounds are made; an end may be told apart from a beginning that nobody knows."""

    words: frozenset[str]
    ends: frozenset[str]


@lru_cache(maxsize=len(LINKS))
def _known_parts(language: str) -> _Parts:
    lines = gzip.decompress((LISTS / f"{language}.txt.gz").read_bytes()).decode().split()
    return _Parts(
        frozenset(line.rstrip("+") for line in lines), frozenset(line[:-1] for line in lines if line[-1] == "+")
    )


def parts_of_texts(title: str, headings: str, rest: Iterable[str], language: str) -> str:
    """What `Entry.compounds` keeps: a line with the parts of the title's compounds, of the headings' and of the rest's.

    Each word is taken apart once a line, and of a text that is all different words only some are.
    """
    seen_in_rest = {written for text in rest for written in analysis.WORD.findall(text)}
    lines = [analysis.WORD.findall(title), analysis.WORD.findall(headings), sorted(seen_in_rest)]
    return "\n".join(" ".join(_parts_of_line(line, language)) for line in lines)


def _parts_of_line(written_words: Sequence[str], language: str) -> Iterator[str]:
    left = MOST_COMPOUNDS
    for written in dict.fromkeys(written_words):
        found = [*seams(written), *parts(analysis.folded(written), language)] if len(written) > SHORTEST_PART else ()
        if found and left > 0:
            left -= 1
            yield from dict.fromkeys(found)


def seams(written: str) -> list[str]:
    """The parts of a word as its capitals and digits divide it, folded; none where they do not."""
    if len(written) > LONGEST_COMPOUND or not SEAMED.fullmatch(written):
        return []
    return [analysis.folded(part) for part in SEAM.split(written) if len(part) > 1]


@lru_cache(maxsize=50_000)
def parts(word: str, language: str) -> tuple[str, ...]:
    """The words that a folded word of this language is made of, and those that these are; none of a plain word."""
    if language not in LINKS or not SHORTEST_COMPOUND <= len(word) <= LONGEST_COMPOUND or not word.isalpha():
        return ()
    known = _known_parts(language)
    if word in known.words and len(word) <= LONGEST_WHOLE:
        return ()
    divided = _divided(word, language, known) or _with_known_end(word, known)
    deeper = (inner for part in divided for inner in parts(part, language))
    return tuple(dict.fromkeys([*divided, *deeper]))


def _divided(word: str, language: str, known: _Parts) -> tuple[str, ...]:
    """The word in two or three known parts: in as few as possible, the shortest as long as possible."""
    ways: list[tuple[str, ...]] = []
    for place in range(SHORTEST_PART, len(word) - SHORTEST_PART + 1):
        end = word[place:]
        first = _without_link(word[:place], language, known)
        if not first:
            continue
        if end in known.words:
            ways.append((first, end))
        elif len(end) >= SHORTEST_COMPOUND and (inner := _in_two(end, language, known)):
            ways.append((first, *inner))
    return min(ways, key=lambda way: (len(way), -min(map(len, way))), default=())


def _in_two(word: str, language: str, known: _Parts) -> tuple[str, str] | None:
    for place in range(len(word) - SHORTEST_PART, SHORTEST_PART - 1, -1):
        if word[place:] in known.words and (first := _without_link(word[:place], language, known)):
            return first, word[place:]
    return None


def _without_link(beginning: str, language: str, known: _Parts) -> str:
    """A known word that the beginning is, with or without what links it to the next; empty where it is none."""
    for link in LINKS[language]:
        if beginning.endswith(link) and (first := beginning.removesuffix(link) if link else beginning) in known.words:
            return first
    return ""


def _with_known_end(word: str, known: _Parts) -> tuple[str, ...]:
    """“apistrategie”: “strategie” ends so many compounds that what stands before it is a word, though on no list."""
    if word in known.words:
        return ()
    for place in range(SHORTEST_PART, len(word) - SHORTEST_PART):
        if word[place:] in known.ends:
            return word[:place], word[place:]
    return ()


def with_other_spellings(question: Question, language: str) -> Question:
    """The question with other ways to ask it: its words joined to their neighbours, taken apart, and in other forms."""
    words = question.words[:MOST_ASKED]
    found = [*_joined(question), *(Synonym((word,), (apart,), PARTED) for word in words if (apart := _at_digits(word)))]
    forms = {word: (*irregular_forms(word, language), *other_forms(word, language)) for word in words}
    spelled = {word: other_spellings(word, language) for word in words}
    tried = {form for each in (*forms.values(), *spelled.values()) for form in each}
    occurring = _occurring(tried | _beginnings_and_ends(words))
    for word in words:
        if elsewhere := tuple((other,) for other in spelled[word] if other in occurring):
            found.append(Synonym((word,), elsewhere, SPELLED))
        if others := tuple((form,) for form in forms[word] if form in occurring):
            found.append(Synonym((word,), others, OTHER_FORM))
        if apart := _apart(word, occurring):
            found.append(Synonym((word,), (apart,), PARTED))
        elif explained := parts(word, language)[:2]:
            found.append(Synonym((word,), (explained,), EXPLAINED))
    return replace(question, synonyms=(*question.synonyms, *found)) if found else question


def with_words_run_together(question: Question, language: str) -> Question:
    """The question with each word that is several words that occur, little ones between them: “motdepasse”."""
    words = [word for word in question.words[:MOST_ASKED] if SHORTEST_COMPOUND <= len(word) <= LONGEST_COMPOUND]
    occurring = _occurring({piece for word in words for piece in _pieces(word)})
    little = analysis.LANGUAGES[language].stop_words if language in analysis.LANGUAGES else frozenset()
    apart = {word: _fewest_pieces(word, occurring, little) for word in words}
    found = [Synonym((word,), phrases, RUN_TOGETHER) for word, phrases in apart.items() if phrases]
    return replace(question, synonyms=(*question.synonyms, *found)) if found else question


def _pieces(word: str) -> Iterator[str]:
    for start in range(len(word)):
        for end in range(start + SHORTEST_PART, len(word) + 1):
            yield word[start:end]


def _fewest_pieces(word: str, occurring: Collection[str], little: Collection[str]) -> tuple[Phrase, ...]:
    """The word as words that occur or are little, in a few ways: of few pieces first, the shortest as long as can be.

    In one way alone “maladieetretour” would be “maladie être tour”.
    """
    ways: list[list[Phrase]] = [[()]]
    for end in range(1, len(word) + 1):
        ends = [
            (*before, piece)
            for start in range(end)
            if ways[start] and ((piece := word[start:end]) in little or piece in occurring) and piece != word
            for before in ways[start]
            if len(before) < MOST_PIECES
        ]
        ways.append(sorted(ends, key=lambda way: (len(way), -min(map(len, way))))[:MOST_WAYS])
    # a little word at the end is mostly an ending: “ontologie·en”
    return tuple(way for way in ways[-1] if way[-1] not in little)


def with_parts_alone(question: Question, language: str) -> Question:
    """The question with each part of its compounds standing for the whole: for when nothing else answers it."""
    words = question.words[:MOST_ASKED]
    alone = {word: tuple((part,) for part in parts(word, language) if len(part) > SHORTEST_PART) for word in words}
    found = [Synonym((word,), instead, ALONE) for word, instead in alone.items() if instead]
    return replace(question, synonyms=(*question.synonyms, *found)) if found else question


def _joined(question: Question) -> Iterator[Synonym]:
    """Neighbours written as one: “api strategie” as “apistrategie”, and “on boarding” with its little word too."""
    typed = (question.typed or question.words)[:MOST_ASKED]
    for neighbours in (*pairwise(typed), *zip(typed, typed[1:], typed[2:], strict=False)):
        if asked := tuple(word for word in neighbours if word in question.words):
            yield Synonym(asked, (("".join(neighbours),),), JOINED)


def _at_digits(word: str) -> Phrase | None:
    """“rfc7807” as “rfc 7807”; None where letters and digits do not meet once."""
    divided = tuple(SEAM.split(word)) if len(word) <= LONGEST_COMPOUND else ()
    return divided if len(divided) == 2 else None


def _beginnings_and_ends(words: Iterable[str]) -> set[str]:
    return {
        part
        for word in words
        if SHORTEST_COMPOUND <= len(word) <= LONGEST_COMPOUND and word.isalpha()
        for place in range(SHORTEST_PART, len(word) - SHORTEST_PART + 1)
        for part in (word[:place], word[place:])
    }


def _occurring(candidates: set[str]) -> frozenset[str]:
    """Those that occur as words somewhere. What is found by them is under the reader's rights as all else is."""
    found = Word.objects.filter(text__in=candidates).values_list("text", flat=True) if candidates else ()
    return frozenset(found)


def _apart(word: str, occurring: frozenset[str]) -> Phrase | None:
    """The word as two that occur, the shorter as long as possible."""
    ways = [
        (word[:place], word[place:])
        for place in range(SHORTEST_PART, len(word) - SHORTEST_PART + 1)
        if word[:place] in occurring and word[place:] in occurring
    ]
    return max(ways, key=lambda way: min(map(len, way)), default=None)
