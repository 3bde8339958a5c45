"""What every engine is asked and answers, so that whoever searches need not know which one it is."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from search.identities import Identity
from search.models import Entry
from search.questions import Question
from search.spelling import NearWords


class EngineUnavailableError(Exception):
    """The engine cannot answer now; another must."""


class EngineName(StrEnum):
    """The contract's SearchEngine."""

    ELASTICSEARCH = "ELASTICSEARCH"
    DATABASE = "DATABASE"


class FacetField(StrEnum):
    """The contract's FacetField."""

    KIND = "KIND"
    THEME = "THEME"
    TAG = "TAG"
    LANGUAGE = "LANGUAGE"
    UNIT = "UNIT"
    FILE_KIND = "FILE_KIND"
    DATE = "DATE"


class Sort(StrEnum):
    """The contract's SearchSort."""

    RELEVANCE = "RELEVANCE"
    DATE = "DATE"


@dataclass(frozen=True, slots=True)
class Rights:
    """What the reader may see: entries behind one of these locks (None: all of them), at this moment."""

    locks: frozenset[int] | None
    now: datetime


@dataclass(frozen=True, slots=True)
class Filters:
    """What the reader chose. Each is a facet's; within one any value fits, across them all must."""

    kinds: tuple[str, ...] = ()
    theme_ids: tuple[int, ...] = ()
    tags: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    unit_ids: tuple[int, ...] = ()
    file_kinds: tuple[str, ...] = ()
    published_from: datetime | None = None
    published_before: datetime | None = None


@dataclass(frozen=True, slots=True)
class Position:
    """Where in a ranked list: how many hits came before, and the sort values of the last of them.

    Without a score the list was another engine's, and only the count says anything. A `snapshot` names the moment that
    the list is read from, where the engine keeps one.
    """

    count: int
    score: float | None
    entry_id: int
    snapshot: str = ""


@dataclass(frozen=True, slots=True)
class Inquiry:
    """One question to an engine. `language` is what the reader reads first; `is_loose` admits near spellings,
    and with `is_sweeping` any one of the words is enough.

    `near_words` are, for a loose one, words that occur and are written nearly as one that is asked.
    `pinned` are ids of entries that stand before all that answers, in this order, as far as rights and filters let
    them through, whether they answer or not; nothing is pinned where nothing is looked for. `identities` are who may be
    meant, beside what answers by its words. `typed` is the question as it was typed.
    """

    question: Question
    rights: Rights
    filters: Filters
    language: str
    first: int
    after: Position | None = None
    is_loose: bool = False
    is_sweeping: bool = False
    near_words: NearWords = field(default_factory=dict)
    wants_facets: bool = True
    pinned: tuple[int, ...] = ()
    identities: tuple[Identity, ...] = ()
    typed: str = ""
    sort: Sort = Sort.RELEVANCE

    @property
    def is_by_date(self) -> bool:
        """Whether the newest come first: as asked, or because nothing tells one from the other."""
        return self.sort is Sort.DATE or self.question.is_browsing


@dataclass(frozen=True, slots=True)
class Match:
    """An entry that an engine found, and its language ("" for none); `fragments` are passages with what matched between
    `MARK_START` and `MARK_END`."""

    entry_id: int
    score: float
    language: str = ""
    fragments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Bucket:
    """How many entries have this value."""

    value: str
    label: str
    count: int


Facets = dict[FacetField, list[Bucket]]


@dataclass(slots=True)
class Found:
    """An engine's answer: one window of the ranked list, and counts of the whole of it.

    `near` of the total were found by what they mean and not by the words that were asked. `is_whole` unless every
    match that was looked at lacks one of several words: one of them may be mistyped.
    """

    matches: Sequence[Match] = ()
    total: int = 0
    has_next: bool = False
    facets: Facets = field(default_factory=dict)
    near: int = 0
    snapshot: str = ""
    is_whole: bool = True


# What the reader's own language is worth, and another, beside what has none, as people and many documents.
OWN_LANGUAGE, OTHER_LANGUAGE = 2.0, 0.67
# The kind that loses worth with its age.
NEWS = "NEWS"
# What a pinned entry scores, times its place from below: more than any answer, and exact as a number of 32 bits.
PINNED_SCORE = 2**20


def pinned_scores(pinned: Sequence[int]) -> dict[int, float]:
    """The score of each pinned entry; the first has the highest."""
    return {entry_id: float(PINNED_SCORE * place) for place, entry_id in enumerate(reversed(pinned), start=1)}


# Private-use characters, which no indexed text contains: `analysis.cleaned` takes them out.
MARK_START, MARK_END = "\ue000", "\ue001"


class Engine(Protocol):
    """Something that finds entries. All methods raise EngineUnavailableError when it cannot."""

    name: EngineName

    def find(self, inquiry: Inquiry) -> Found:
        """The entries that answer the inquiry, best first; newest first when nothing is looked for."""

    def complete(self, words: Sequence[str], rights: Rights, *, language: str, first: int) -> list[int]:
        """Ids of entries whose title has every word, the last as the beginning of one; best first."""

    def similar(self, entry: Entry, rights: Rights, *, first: int) -> list[int]:
        """Ids of entries that say much of the same as this one, other things in whatever language; best first."""
