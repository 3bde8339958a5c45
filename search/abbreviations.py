"""What an organisation's own texts say about its abbreviations: “bedrijfshulpverlening (BHV)”, “BHV (bedrijfs…)”.

They are proposals: nothing counts until an editor has made synonyms of it. Synonyms stand on screens of editors and
change what everybody finds, so whoever asks for proposals names the locks behind which texts are read, and names only
those that all staff open: an abbreviation that is known behind one door is itself a thing that others may not know.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models.functions import Left

from search import analysis
from search.models import Entry
from search.stop_words import STOP_WORDS

# So many of the newest entries are read, each so many characters far: abbreviations are explained near the start.
MOST_ENTRIES = 5_000
LONGEST_READ = 20_000
# An explanation stands on one line, this near to its parenthesis.
NEAR = 120
IN_PARENTHESES = re.compile(r"\(([^()\n]{2,120})\)")
SHORT = re.compile(r"[^\W_][\w&./-]{1,9}")
LAST_WORD = re.compile(r"(?<!\S)(\S+)\s*$")
END_OF_SENTENCE = re.compile(r"[.!?;:()\n]\s+|[\n()]")
WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
# “Wmo” and “Woo” are written with one capital, and stand for several words.
LETTERS_OF_A_LAW = 5
# One word stands for an abbreviation only where it is a long one: “bedrijfshulpverlening”, not “Londen (LON)”.
LETTERS_OF_ONE_WORD = 4
_little = frozenset().union(*STOP_WORDS.values())


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """A short form, what texts say that it stands for, and how many texts do."""

    short: str
    full: str
    texts: int


def abbreviations_in(texts: Iterable[str]) -> list[Abbreviation]:
    """What the texts explain, most often explained first; each as most texts write it."""
    written: dict[tuple[str, str], Counter[tuple[str, str]]] = defaultdict(Counter)
    for text in texts:
        said = {(analysis.folded(short), analysis.folded(full)): (short, full) for short, full in _explained(text)}
        for key, pair in said.items():
            written[key][pair] += 1
    found = [Abbreviation(*forms.most_common(1)[0][0], texts=forms.total()) for forms in written.values()]
    return sorted(found, key=lambda each: (-each.texts, each.short, each.full))


def abbreviations_of_entries(locks: frozenset[int], language: str, *, now: datetime) -> list[Abbreviation]:
    """What the newest entries of a language explain, of those that somebody with exactly these locks may see."""
    entries = Entry.objects.visible(locks, now=now).filter(language=language, text__contains="(")
    texts = entries.order_by("-published_at", "-pk").values_list(Left("text", LONGEST_READ), flat=True)
    return abbreviations_in(texts[:MOST_ENTRIES].iterator(chunk_size=200))


def _explained(text: str) -> Iterator[tuple[str, str]]:
    """Each short form of a text with its full form."""
    for match in IN_PARENTHESES.finditer(text):
        inside = match[1].strip(" .,\"'“”‘’")
        before = END_OF_SENTENCE.split(_just_before(text, match.start()))[-1]
        if _is_short(inside):
            full = _ending(before, inside)
            if full:
                yield inside, full
        elif (last := LAST_WORD.search(before)) and _is_short(last[1]) and _spells(inside, last[1]):
            yield last[1], inside


def _just_before(text: str, place: int) -> str:
    """The whole words near before a place."""
    start = max(0, place - NEAR)
    before = text[start:place]
    return before.partition(" ")[2] if start else before


def _is_short(written: str) -> bool:
    """Whether it looks like an abbreviation: short, without spaces, and capitals or (as “Wmo”) a few letters."""
    if not SHORT.fullmatch(written):
        return False
    is_law = written[0].isupper() and sum(character.isalpha() for character in written) <= LETTERS_OF_A_LAW
    return is_law or _is_in_capitals(written)


def _is_in_capitals(written: str) -> bool:
    letters = [character for character in written if character.isalpha()]
    capitals = sum(character.isupper() for character in letters)
    return capitals >= 2 and capitals * 2 > len(letters)


def _ending(before: str, short: str) -> str:
    """The fewest words at the end of a text that spell the short form; "" where none do."""
    starts = [match.start() for match in WORD.finditer(before)]
    for start in reversed(starts[-2 * len(short) :]):
        if _spells(full := before[start:].strip(" ,\"'“”‘’"), short):
            return full
    return ""


def _spells(full: str, short: str) -> bool:
    """Whether every letter of the short form stands in the full form, in order, the first one first, and every word
    of the full form but the little ones gives a letter."""
    words = analysis.words(full)
    letters = [character for character in analysis.folded(short) if character.isalnum()]
    if len(words) == 1:
        is_long = len(words[0]) >= LETTERS_OF_ONE_WORD * len(letters)
        return is_long and _is_in_capitals(short) and _letters_left(words[0], letters) == 0
    if len(words) < 2 or analysis.folded(short) in words:
        return False
    return _words_spell(words, letters)


def _words_spell(words: list[str], letters: list[str]) -> bool:
    """Word by word from the last one, each takes as many letters as it holds, its own first letter among them."""
    left = letters
    for word in reversed(words):
        taken = next((count for count in range(len(left), 0, -1) if _gives(word, left[-count:])), 0)
        if not taken and word not in _little:
            return False
        left = left[: len(left) - taken]
    return not left and words[0][0] == letters[0]


def _gives(word: str, letters: list[str]) -> bool:
    return word[0] == letters[0] and _letters_left(word, letters) == 0


def _letters_left(word: str, letters: list[str]) -> int:
    """How many of the letters do not stand in the word, in order from its first."""
    if word[0] != letters[0]:
        return len(letters)
    at, left = 0, len(letters)
    for letter in letters:
        at = word.find(letter, at) + 1
        if not at:
            return left
        left -= 1
    return left
