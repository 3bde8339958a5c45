"""Filters, facets and order, asked of each engine in turn."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from search.engines.base import Bucket, FacetField, Sort
from search.query import InvalidCursorError, Results
from tests.search.conftest import CLOSED, OPEN, Find, Library, found

pytestmark = pytest.mark.django_db

SAFETY, HARBOUR = (7, "Veiligheid"), (8, "Havenbedrijf")


def days_ago(days: int) -> datetime:
    return timezone.now() - timedelta(days=days)


def day(days: int) -> str:
    return (timezone.localdate() - timedelta(days=days)).isoformat()


def counts(results: Results, field: FacetField) -> dict[str, int]:
    return {bucket.value: bucket.count for bucket in results.facets[field]}


@pytest.fixture
def papers(library: Library) -> Library:
    """Four papers about leave: of three ages, two units and three kinds of file."""
    library.put(1, "Verlof een", unit=SAFETY, file_kind="PDF", published_at=days_ago(2), kind="DOCUMENT")
    library.put(2, "Verlof twee", unit=SAFETY, file_kind="SHEET", published_at=days_ago(20), kind="DOCUMENT")
    library.put(3, "Verlof drie", unit=HARBOUR, published_at=days_ago(200))
    library.put(4, "Verlof vier", file_kind="PDF", published_at=days_ago(900), kind="DOCUMENT", lock=CLOSED)
    return library


def test_units_kinds_of_files_and_days_are_counted(engine: str, papers: Library, find: Find) -> None:
    facets = find("verlof").facets

    assert facets[FacetField.UNIT] == [Bucket("7", "Veiligheid", 2), Bucket("8", "Havenbedrijf", 1)]
    assert facets[FacetField.FILE_KIND] == [Bucket("PDF", "PDF", 2), Bucket("SHEET", "SHEET", 1)]
    assert facets[FacetField.DATE] == [
        Bucket(day(7), "WEEK", 1), Bucket(day(30), "MONTH", 2), Bucket(day(365), "YEAR", 3),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        ({"unit_ids": (7,)}, {1, 2}),
        ({"unit_ids": (7, 8)}, {1, 2, 3}),
        ({"unit_ids": (9,)}, set()),
        ({"unit_ids": (2**80,)}, {1, 2, 3, 4}),
        ({"file_kinds": ("PDF",)}, {1, 4}),
        ({"file_kinds": ("PDF", "SHEET"), "unit_ids": (7,)}, {1, 2}),
        ({"file_kinds": ("nothing\x00",)}, set()),
    ],
)
def test_units_and_kinds_of_files_are_chosen(
    engine: str, papers: Library, find: Find, chosen: dict[str, Any], expected: set[int]
) -> None:
    results = find("verlof", **chosen)

    assert (set(found(results)), results.total) == (expected, len(expected))


def test_each_facet_ignores_its_own_choice_and_heeds_the_others(engine: str, papers: Library, find: Find) -> None:
    results = find(
        "verlof", unit_ids=(7,), file_kinds=("PDF",), published_from=timezone.localdate() - timedelta(days=7)
    )

    assert found(results) == [1]
    assert counts(results, FacetField.UNIT) == {"7": 1}
    assert counts(results, FacetField.FILE_KIND) == {"PDF": 1}
    assert counts(results, FacetField.DATE) == {day(7): 1, day(30): 1, day(365): 1}
    assert counts(find("verlof", unit_ids=(8,)), FacetField.UNIT) == {"7": 2, "8": 1}
    assert counts(find("verlof", file_kinds=("SHEET",)), FacetField.FILE_KIND) == {"PDF": 2, "SHEET": 1}
    in_week = find("verlof", published_from=timezone.localdate() - timedelta(days=7))
    assert counts(in_week, FacetField.DATE) == {day(7): 1, day(30): 2, day(365): 3}
    assert counts(in_week, FacetField.KIND) == {"DOCUMENT": 1}


def test_the_value_of_a_period_is_what_the_filter_takes(engine: str, papers: Library, find: Find) -> None:
    for bucket in find("verlof").facets[FacetField.DATE]:
        assert find("verlof", published_from=datetime.fromisoformat(bucket.value).date()).total == bucket.count


def test_counts_are_of_what_the_reader_may_see(engine: str, papers: Library, find: Find) -> None:
    assert counts(find("verlof", locks=frozenset({OPEN})), FacetField.FILE_KIND) == {"PDF": 1, "SHEET": 1}
    hidden = find("verlof", hidden=[1])
    assert counts(hidden, FacetField.UNIT) == {"7": 1, "8": 1}
    assert counts(hidden, FacetField.FILE_KIND) == {"PDF": 1, "SHEET": 1}
    assert counts(hidden, FacetField.DATE) == {day(30): 1, day(365): 2}


def test_a_unit_that_is_called_otherwise_is_counted_so(engine: str, papers: Library, find: Find) -> None:
    papers.put(3, "Verlof drie", unit=(8, "Haven"))

    assert Bucket("8", "Haven", 1) in find("verlof").facets[FacetField.UNIT]


def test_the_newest_come_first_when_asked_and_what_has_no_date_last(engine: str, papers: Library, find: Find) -> None:
    papers.put(5, "Verlof verlof verlof")

    assert found(find("verlof", sort=Sort.DATE)) == [1, 2, 3, 4, 5]
    assert set(found(find("verlof"))) == {1, 2, 3, 4, 5}


@pytest.mark.parametrize("sort", list(Sort))
@pytest.mark.parametrize("query", ["verlof", ""])
def test_pages_follow_each_other_in_either_order(
    engine: str, library: Library, find: Find, sort: Sort, query: str
) -> None:
    moment = days_ago(3)
    for book_id in range(1, 10):
        library.put(book_id, "Verlof " * (book_id % 3 + 1), published_at=moment if book_id % 2 else None)
    seen: list[int] = []
    after = None
    while True:
        results = find(query, sort=sort, first=2, after=after)
        seen += found(results)
        if not results.has_next:
            break
        after = results.hits[-1].cursor

    assert seen == found(find(query, sort=sort, first=50))
    assert sorted(seen) == list(range(1, 10))


def test_a_cursor_of_the_other_order_is_refused(engine: str, papers: Library, find: Find) -> None:
    by_date = find("verlof", sort=Sort.DATE, first=1).hits[0].cursor

    with pytest.raises(InvalidCursorError):
        find("verlof", after=by_date)
