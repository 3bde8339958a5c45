"""What a reader asks, as the floors above put it, made safe for any engine."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from search import analysis
from search.engines.base import Filters, Inquiry, Rights, Sort
from search.identities import asked_identities
from search.questions import LONGEST_QUERY, Question

MOST_HITS = 100
MOST_VALUES = 200
LARGEST_ID = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Request:
    """One search. `locks` are those open to the reader; None opens everything published.

    `language` is what the reader reads first; `languages` is a filter. Dates are whole days, the last one included.
    `after` is the cursor of the last hit that the reader has.
    """

    query: str
    locks: frozenset[int] | None
    language: str
    kinds: tuple[str, ...] = ()
    theme_ids: tuple[int, ...] = ()
    tags: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    unit_ids: tuple[int, ...] = ()
    file_kinds: tuple[str, ...] = ()
    published_from: date | None = None
    published_to: date | None = None
    first: int = 20
    after: str | None = None
    wants_facets: bool = True
    sort: Sort = Sort.RELEVANCE

    def inquiry(self, question: Question) -> Inquiry:
        """The question under this request's rights and filters, as engines take it."""
        return Inquiry(
            question=question,
            rights=Rights(self.locks, timezone.now()),
            filters=self._filters(),
            language=analysis.cleaned(self.language, limit=10),
            first=min(max(self.first, 0), MOST_HITS),
            wants_facets=self.wants_facets,
            typed=analysis.cleaned(self.query, limit=LONGEST_QUERY),
            identities=asked_identities(self.query, question),
            sort=self.sort,
        )

    def _filters(self) -> Filters:
        return Filters(
            kinds=_cleaned_values(self.kinds),
            theme_ids=_possible_ids(self.theme_ids),
            tags=_cleaned_values(self.tags),
            languages=_cleaned_values(self.languages),
            unit_ids=_possible_ids(self.unit_ids),
            file_kinds=_cleaned_values(self.file_kinds),
            published_from=_midnight_of(self.published_from) if self.published_from else None,
            published_before=_midnight_after(self.published_to) if self.published_to else None,
        )


def _possible_ids(ids: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(its_id for its_id in ids[:MOST_VALUES] if abs(its_id) <= LARGEST_ID)


def _cleaned_values(values: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(analysis.cleaned(value, limit=200) for value in values[:MOST_VALUES])


def _midnight_of(day: date) -> datetime | None:
    # because east of Greenwich the first day of all begins before there are days; nothing is older
    return timezone.make_aware(datetime.combine(day, time.min)) if day > date.min else None


def _midnight_after(day: date) -> datetime | None:
    return _midnight_of(day + timedelta(days=1)) if day < date.max else None
