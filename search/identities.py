"""What means one person and nobody else: a name, as it is spelled or as it sounds, a telephone number, an address.

An entry keeps its keys as short texts, and a question asks for some of them. Both engines compare them letter by
letter, so that they find the same people.
"""

import re
from dataclasses import dataclass

from search import analysis
from search.drafts import Draft
from search.questions import Question
from search.sounds import sound_of, sounds_of

LONGEST_KEY = 100
MOST_KEYS = 200
MOST_NAME_WORDS = 6
# Who knows a number knows its end: an internal number is the last four digits of the long one. Nine are the whole
# number in most countries around; what stands before them is a country's code or the zero in its place.
SHORTEST_NUMBER, WHOLE_NUMBER, LONGEST_NUMBER = 4, 9, 15
ALMOST_WHOLE = WHOLE_NUMBER - 1
NUMBER = re.compile(r"[+0-9][-+0-9 ()./\u00a0]*")
INTERNATIONAL = re.compile(r"\+|00")
# Points stand beside what words score, about ten to forty: who is asked for by name comes first, who only sounds so
# comes last unless the rest of the name agrees.
SPELLED, SOUNDING, SOUNDING_ALONE, BESIDE_OTHER_WORDS = 100.0, 60.0, 0.5, 50.0
LONG_NUMBER, SHORT_NUMBER = 300.0, 10.0
ADDRESSED = 300.0


@dataclass(frozen=True, slots=True)
class Sign:
    """A key and what having it is worth."""

    key: str
    points: float


@dataclass(frozen=True, slots=True)
class Identity:
    """Who may be meant: whoever has, for each of these, one of its signs."""

    signs: tuple[tuple[Sign, ...], ...]


def keys_of(draft: Draft) -> list[str]:
    """The keys under which an entry is asked for by who it is, in order."""
    keys = {f"h:{part}" for address in draft.addresses for part in _parts_of_address(address)}
    keys |= {f"n:{ending}" for number in draft.numbers for ending in _endings(number)}
    if draft.is_name:
        keys |= {f"w:{word}" for word in analysis.words(draft.title)}
        keys |= {f"s:{sound}" for sound in sounds_of(draft.title)}
    return sorted(key[:LONGEST_KEY] for key in keys)[:MOST_KEYS]


def asked_identities(query: str, question: Question) -> tuple[Identity, ...]:
    """Who a query may ask for. Quotes and a minus are about words: such a query asks for nobody in particular."""
    if question.phrases or question.excluded or not question.words:
        return ()
    return (*_numbered(query.strip()), *_addressed(query.strip()), *_named(question.words))


def _named(words: tuple[str, ...]) -> list[Identity]:
    if len(words) > MOST_NAME_WORDS:
        return []
    sounding = SOUNDING if len(words) > 1 else SOUNDING_ALONE
    named = [Identity(tuple(_signs_of(word, sounding) for word in words))]
    if len(words) > 2:
        # “eva vries telefoon”: two words side by side are a name, the others say what is wanted of its bearer
        for pair in zip(words, words[1:], strict=False):
            named.append(Identity(tuple((Sign(f"w:{word}", BESIDE_OTHER_WORDS),) for word in pair)))
    return named


def _signs_of(word: str, sounding: float) -> tuple[Sign, ...]:
    sound = sound_of(word)
    spelled = Sign(f"w:{word}", SPELLED)
    return (spelled, Sign(f"s:{sound}", sounding)) if sound else (spelled,)


def _addressed(query: str) -> list[Identity]:
    parts = _parts_of_address(query) if len(query) < LONGEST_KEY and not re.search(r"\s", query) else []
    return [Identity(((Sign(f"h:{part}", ADDRESSED),),)) for part in parts]


def _parts_of_address(address: str) -> list[str]:
    """An e-mail address whole and without its domain."""
    whole = analysis.folded(analysis.cleaned(address)).strip()
    return list(dict.fromkeys(filter(None, [whole, whole.partition("@")[0]])))


def _numbered(query: str) -> list[Identity]:
    if not NUMBER.fullmatch(query):
        return []
    digits = _digits(query)
    if not SHORTEST_NUMBER <= len(digits) <= LONGEST_NUMBER:
        return []
    asked = [digits[-WHOLE_NUMBER:]]
    if INTERNATIONAL.match(query):
        asked.append(digits[-ALMOST_WHOLE:])
    points = LONG_NUMBER if len(digits) > ALMOST_WHOLE - 2 else SHORT_NUMBER
    return [Identity(((Sign(f"n:{ending}", points),),)) for ending in asked]


def _endings(number: str) -> list[str]:
    digits = _digits(number)
    longest = min(len(digits), WHOLE_NUMBER)
    return [digits[-length:] for length in range(SHORTEST_NUMBER, longest + 1)]


def _digits(number: str) -> str:
    """The digits that count: without the zero in brackets that is not dialled from abroad, and without leading ones."""
    return re.sub(r"\D", "", re.sub(r"\(0\)", "", number)).lstrip("0")
