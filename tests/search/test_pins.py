"""What editors pin to a query stands first, for whom it may."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from search.engines.base import FacetField
from search.models import PinnedResult
from tests.search.conftest import CLOSED, OPEN, Find, Library, found

pytestmark = pytest.mark.django_db


def pin(*book_ids: int, queries: tuple[str, ...] = ("verlof",), **values: Any) -> None:
    for position, book_id in enumerate(book_ids, start=1):
        row = {"language": "nl", "queries": list(queries), "subject_type": "book", "subject_id": book_id}
        PinnedResult.objects.create(**row | {"position": position} | values)


def test_pinned_things_stand_first_in_the_editors_order(engine: str, library: Library, find: Find) -> None:
    library.put(1, "Verlof")
    library.put(2, "Kopieermachine")
    library.put(3, "Salaris", text="verlof")
    pin(2, 3)

    results = find("verlof")

    assert found(results) == [2, 3, 1]
    assert [hit.is_promoted for hit in results.hits] == [True, True, False]
    assert results.total == 3


def test_a_pin_counts_for_the_whole_query_in_any_form_of_its_words(engine: str, library: Library, find: Find) -> None:
    library.put(1, "Verlof aanvragen")
    library.put(2, "Kopieermachine")
    pin(2, queries=("verlof aanvragen", "medewerker"))

    for query in ("Verlof aanvragen", "hoe aanvragen verlof?", '"verlof aanvragen"', "MEDEWERKER", "medewerkers"):
        assert found(find(query))[:1] == [2], query
    for query in ("verlof", "verlof aanvragen nu", "aanvragen", "verlof -aanvragen", "-medewerker", ""):
        assert not any(hit.is_promoted for hit in find(query).hits), query


def test_a_pin_counts_for_readers_of_its_language_alone(engine: str, library: Library, find: Find) -> None:
    library.put(1, "Trappenhuis")
    library.put(2, "Wifi")
    pin(1, queries=("printer",), language="nl")
    pin(2, queries=("internet",), language="")

    assert found(find("printer", language="nl")) == [1]
    assert found(find("printer", language="en")) == []
    assert found(find("internet", language="en")) == [2]


def test_who_may_not_see_a_pinned_thing_does_not_count_it(engine: str, library: Library, find: Find) -> None:
    library.put(1, "Verlof")
    library.put(2, "Geheim", lock=CLOSED)
    library.put(3, "Concept", is_published=False)
    library.put(4, "Voorbij", until=timezone.now() - timedelta(minutes=1))
    pin(2, 3, 4)

    results = find("verlof", locks=frozenset({OPEN}))

    assert (found(results), results.total, results.has_next) == ([1], 1, False)
    assert sum(bucket.count for bucket in results.facets[FacetField.KIND]) == 1
    assert find("verlof", locks=frozenset()).total == 0
    assert found(find("verlof")) == [2, 1]
    assert found(find("verlof", hidden=[2])) == [1]
    assert find("verlof", hidden=[2]).total == 1


def test_a_pinned_thing_passes_the_filters_like_any_other(engine: str, library: Library, find: Find) -> None:
    library.put(1, "Verlof", kind="NEWS")
    library.put(2, "Kopieermachine", kind="ARTICLE", theme_id=7, theme_label="Werk")
    pin(2)

    chosen = find("verlof", kinds=("NEWS",))

    assert (found(chosen), chosen.total) == ([1], 1)
    assert {bucket.value: bucket.count for bucket in chosen.facets[FacetField.KIND]} == {"NEWS": 1, "ARTICLE": 1}
    assert found(find("verlof", theme_ids=(7,))) == [2]


def test_pages_of_a_list_with_pins_follow_each_other(engine: str, library: Library, find: Find) -> None:
    for number in range(1, 8):
        library.put(number, "Verlof", text="dagen " * number)
    library.put(8, "Kopieermachine")
    pin(8, 5, 6)

    seen, after = [], None
    while True:
        results = find("verlof", first=2, after=after)
        assert results.total == 8
        seen += found(results)
        if not results.has_next:
            break
        after = results.hits[-1].cursor

    assert seen[:3] == [8, 5, 6]
    assert sorted(seen) == list(range(1, 9))


def test_a_pin_is_found_where_nothing_answers(engine: str, library: Library, find: Find) -> None:
    library.put(1, "Kopieermachine")
    pin(1, queries=("printer",))

    results = find("printer")

    assert (found(results), results.total, results.has_next) == ([1], 1, False)
    assert results.hits[0].title_highlighted == "Kopieermachine"


@pytest.mark.parametrize("count", [1, 3])
def test_below_pins_near_spellings_are_found_where_nothing_else_is(
    engine: str, library: Library, find: Find, count: int
) -> None:
    pinned = list(range(1, count + 1))
    for number in pinned:
        library.put(number, f"Kopieermachine {number}")
    library.put(9, "Vakantie")
    pin(*pinned, queries=("vakatie",))

    results = find("vakatie", first=count)

    assert (found(results), results.total, results.has_next) == (pinned, count + 1, True)
    assert found(find("vakatie", first=1, after=results.hits[-1].cursor)) == [9]


def test_a_pin_counts_from_its_first_to_its_last_day(library: Library, find: Find, without_elasticsearch: None) -> None:
    library.put(1, "Kopieermachine")
    today, day = timezone.localdate(), timedelta(days=1)
    pin(1, queries=("nu",), starts_on=today, ends_on=today)
    pin(1, queries=("later",), starts_on=today + day)
    pin(1, queries=("eerder",), ends_on=today - day)

    assert [found(find(query)) for query in ("nu", "later", "eerder")] == [[1], [], []]


def test_of_a_thing_in_two_languages_the_readers_own_is_pinned(engine: str, library: Library, find: Find) -> None:
    library.put(1, "Printer", language="en")
    library.put(1, "Kopieermachine", language="nl")
    pin(1, queries=("printer",), language="")

    assert [(hit.language, hit.is_promoted) for hit in find("printer", language="nl").hits] == [
        ("nl", True), ("en", False),
    ]  # fmt: skip
    assert [hit.language for hit in find("printer", language="nl", languages=("en",)).hits if hit.is_promoted] == ["en"]


def test_pins_cost_one_statement_more_however_many(
    library: Library, find: Find, without_elasticsearch: None,
    django_assert_num_queries: Callable[..., AbstractContextManager],
) -> None:  # fmt: skip
    for number in range(1, 7):
        library.put(number, "Verlof")
    for pins in ((1,), (2, 3, 4, 5)):
        pin(*pins)
        find("verlof")
        with django_assert_num_queries(6):
            assert find("verlof").total == 6
