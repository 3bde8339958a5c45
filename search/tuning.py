"""What editors and the shipped thesaurus say about a query, read once and remembered until an editor changes it."""

import threading
from collections.abc import Iterable
from functools import lru_cache
from uuid import UUID

from django.utils import timezone

from search import analysis
from search.engines.base import Inquiry
from search.models import Origin, PinnedResult, StopPhrase, SynonymGroup, TuningStamp
from search.pins import Pin, PinIndex, pinned_entries
from search.questions import Phrase, Question, read_question
from search.stop_phrases import without_stop_phrases
from search.synonyms import Group, SynonymIndex
from search.thesaurus import ShippedGroup, shipped_groups

Row = SynonymGroup | StopPhrase | PinnedResult


class Tuning:
    """All that is said at one moment. It does not change; another is made in its place."""

    def __init__(self, synonyms: SynonymIndex, stop_phrases: Iterable[tuple[str, Phrase]], pins: Iterable[Pin]) -> None:
        """`stop_phrases` are folded, each with the language of those for whose queries it counts ("" for all)."""
        self._synonyms = synonyms
        self._stop_phrases = tuple(stop_phrases)
        self._pins = PinIndex(pins, read=self._read)

    def question(self, query: str, language: str) -> Question:
        """The question in a query of somebody who reads this language first."""
        language = _read_language(language)
        question = self._read(query, language)
        return self._synonyms.with_synonyms(question, language) if question.words else question

    def pinned(self, inquiry: Inquiry) -> tuple[int, ...]:
        """The ids of the entries that stand first, of those that the reader may see."""
        language = _read_language(inquiry.language)
        subjects = self._pins.subjects(inquiry.question, language, timezone.localdate())
        return pinned_entries(subjects, inquiry)

    def _read(self, query: str, language: str) -> Question:
        phrases = [phrase for spoken, phrase in self._stop_phrases if spoken in ("", language)]
        return read_question(without_stop_phrases(query, phrases) if phrases else query, language)


def _read_language(language: str) -> str:
    """The language, or "" for one that search does not read, because anybody may ask in languages without end."""
    return language if language in analysis.LANGUAGES else ""


class _Remembered:
    """The tuning of the last mark that this process saw."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._known: tuple[UUID | None, Tuning] | None = None

    def at(self, mark: UUID | None) -> Tuning:
        with self._lock:
            if self._known is None or self._known[0] != mark:
                rows = _rows() if mark else []
                self._known = (mark, tuning_of(rows))
            return self._known[1]


_remembered = _Remembered()


def tuning_now() -> Tuning:
    """The tuning that counts for a search that starts now, on every process: one query asks whether it changed."""
    return _remembered.at(TuningStamp.now())


def tuning_with(row: Row) -> Tuning:
    """What the tuning would be if this row, saved already or not, were saved as it is: to try it out."""
    return tuning_of([*_rows_but(row), row])


def tuning_without(row: Row) -> Tuning:
    """What the tuning would be if this row were deleted."""
    return tuning_of(_rows_but(row))


def _rows_but(row: Row) -> list[Row]:
    return [each for each in _rows() if type(each) is not type(row) or each.pk != row.pk]


def _rows() -> list[Row]:
    return [*SynonymGroup.objects.all(), *StopPhrase.objects.all(), *PinnedResult.objects.all()]


def tuning_of(rows: Iterable[Row]) -> Tuning:
    """What is shipped, as far as these rows do not replace it, and what they say themselves."""
    rows = list(rows)
    groups = [row for row in rows if isinstance(row, SynonymGroup)]
    phrases = [(row.language, tuple(analysis.words(row.phrase))) for row in rows if isinstance(row, StopPhrase)]
    return Tuning(
        synonyms=SynonymIndex(_active(groups), below=shipped_index(), hidden=_replaced(groups)),
        stop_phrases=[(language, phrase) for language, phrase in phrases if phrase],
        pins=[_pin(row) for row in rows if isinstance(row, PinnedResult)],
    )


def _active(groups: list[SynonymGroup]) -> Iterable[Group]:
    return (Group(row.language, tuple(row.words), row.is_one_way) for row in groups if row.is_active)


def _replaced(groups: list[SynonymGroup]) -> list[Group]:
    """The shipped groups that editors switched off or changed."""
    changed = {(row.language, row.shipped_key) for row in groups if row.origin == Origin.SHIPPED}
    languages = {language for language, _key in changed}
    shipped = [group for language in languages for group in shipped_groups(language)]
    return [_as_group(group) for group in shipped if (group.language, group.key) in changed]


@lru_cache(maxsize=1)
def shipped_index() -> SynonymIndex:
    """All that is shipped: thousands of words, whose stems are found once in the life of a process."""
    return SynonymIndex(_as_group(group) for language in analysis.LANGUAGES for group in shipped_groups(language))


def _as_group(shipped: ShippedGroup) -> Group:
    return Group(shipped.language, shipped.words, shipped.is_one_way)


def _pin(row: PinnedResult) -> Pin:
    subject = (row.subject_type, row.subject_id)
    return Pin(row.language, tuple(row.queries), subject, row.position, row.starts_on, row.ends_on)
