"""What editors put first: things that stand before all else when the whole query is one of theirs."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from search import analysis
from search.engines.base import Inquiry
from search.models import Entry
from search.questions import Question

Subject = tuple[str, int]

# As many as one screen of a phone shows.
MOST_PINNED = 10


@dataclass(frozen=True, slots=True)
class Pin:
    """A thing pinned for queries of readers of a language ("" for all), between two days, the last one included."""

    language: str
    queries: tuple[str, ...]
    subject: Subject
    position: int
    starts_on: date | None = None
    ends_on: date | None = None

    def counts_on(self, day: date) -> bool:
        """Whether the thing stands first on this day."""
        return not (self.starts_on and day < self.starts_on) and not (self.ends_on and day > self.ends_on)


class PinIndex:
    """Pins by the queries they are for. Each language is read when it is first asked for."""

    def __init__(self, pins: Iterable[Pin], *, read: Callable[[str, str], Question]) -> None:
        """`read` reads a query of this language as readers' own are read."""
        self._pins = sorted(pins, key=lambda pin: pin.position)
        self._read = read
        self._by_whole: dict[str, dict[frozenset[str], list[Pin]]] = {}

    def subjects(self, question: Question, language: str, day: date) -> list[Subject]:
        """What is pinned for a question, in the editors' order, each thing once."""
        pins = self._known(language).get(_whole(question, language), ())
        return list(dict.fromkeys(pin.subject for pin in pins if pin.counts_on(day)))[:MOST_PINNED]

    def _known(self, language: str) -> dict[frozenset[str], list[Pin]]:
        if language not in self._by_whole:
            known: dict[frozenset[str], list[Pin]] = {}
            for pin in self._pins:
                if pin.language in ("", language):
                    for whole in {_whole(self._read(query, language), language) for query in pin.queries}:
                        known.setdefault(whole, []).append(pin)
            known.pop(frozenset(), None)
            self._by_whole[language] = known
        return self._by_whole[language]


def _whole(question: Question, language: str) -> frozenset[str]:
    """All that is asked, in whatever form or order of its words; nothing where something is excluded."""
    if question.excluded:
        return frozenset()
    words = [*question.words, *(word for phrase in question.phrases for word in phrase)]
    return frozenset(analysis.stems(analysis.without_stop_words(words), language))


def pinned_entries(subjects: list[Subject], inquiry: Inquiry) -> tuple[int, ...]:
    """The ids of the entries of these things that the reader may see, in the same order.

    Of a thing in several languages the one that the reader asks for counts, or else the one that they read.
    """
    if not subjects:
        return ()
    visible = Entry.objects.visible(inquiry.rights.locks, now=inquiry.rights.now)
    types = {subject_type for subject_type, _id in subjects}
    ids = {subject_id for _type, subject_id in subjects}
    rows = visible.filter(subject_type__in=types, subject_id__in=ids).order_by("pk")
    found: dict[Subject, list[tuple[bool, bool, int]]] = {}
    for pk, subject_type, subject_id, language in rows.values_list("pk", "subject_type", "subject_id", "language"):
        is_asked = not inquiry.filters.languages or language in inquiry.filters.languages
        places = found.setdefault((subject_type, subject_id), [])
        places.append((not is_asked, language != inquiry.language, pk))
    return tuple(min(found[subject])[-1] for subject in subjects if subject in found)
