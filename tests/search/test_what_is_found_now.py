"""What is found at this very moment: what opens, is published, and is still there, as it is now; in every engine."""

import time
from datetime import timedelta

import pytest
from django.utils import timezone

from search import sync, tickets
from tests.search.conftest import CLOSED, OPEN, Find, Library, completions, found

pytestmark = pytest.mark.django_db


def test_only_open_locks_are_found_counted_and_hinted_at(engine: str, library: Library, find: Find) -> None:
    library.put(1, "Fusie van gemeenten", lock=CLOSED, kind="NEWS", theme_id=9, theme_label="Geheim")
    library.put(2, "Fietsen", text="Een plan.")
    library.put(3, "Voor niemand: fusie", lock=None)

    visitor = {"locks": frozenset({OPEN})}
    results = find("fusie", **visitor)
    assert (results.hits, results.total, results.correction) == ([], 0, None)
    assert all(buckets == [] for buckets in results.facets.values())
    assert find("fusei", **visitor).correction is None
    assert find("fuise", **visitor).hits == []
    assert find("", **visitor).total == 1
    assert completions("fus", locks=frozenset({OPEN})) == []
    assert found(find("fusie")) == [1]
    assert set(found(find("fusie", locks=None))) == {1, 3}
    assert find("fusie", locks=frozenset()).total == 0
    assert completions("fus", locks=frozenset()) == []


def test_what_the_policy_hides_is_not_counted(engine: str, library: Library, find: Find) -> None:
    library.put(1, "Verlof", theme_id=7, theme_label="Werk", tags=(("rust", "Rust"),))
    library.put(2, "Verlof", kind="NEWS")

    results = find("verlof", hidden=[1])

    assert found(results) == [2]
    assert results.total == 1
    assert [(bucket.value, bucket.count) for bucket in results.facets["KIND"]] == [("NEWS", 1)]
    assert (results.facets["THEME"], results.facets["TAG"]) == ([], [])


def test_what_is_not_published_or_past_its_end_is_not_found(engine: str, library: Library, find: Find) -> None:
    library.put(1, "Verlof", is_published=False)
    library.put(2, "Verlof", until=timezone.now() + timedelta(seconds=1))
    assert found(find("verlof")) == [2]

    time.sleep(1.1)

    assert find("verlof").total == 0
    assert completions("ver") == []


def test_what_is_gone_is_found_no_more(engine: str, library: Library, find: Find) -> None:
    library.put(1, "Verlof")
    library.take_away(1)

    assert find("verlof").total == 0
    assert completions("verl") == []

    library.put(1, "Verlof is terug")

    assert found(find("verlof")) == [1]


def test_what_changed_is_found_as_it_is_now(engine: str, library: Library, find: Find) -> None:
    library.put(1, "Fietsbrug", tags=(("rust", "Rust"),))
    library.put(1, "Tunnel", tags=(("zon", "Zon"),))

    assert find("fietsbrug").total == 0
    assert found(find("tunnel", tags=("zon",))) == [1]
    assert find("tunnel", tags=("rust",)).total == 0


def test_another_lock_counts_from_the_same_transaction(engine: str, library: Library, find: Find) -> None:
    library.put(1, "Verlof")
    library.put(2, "Verlof")
    visitor = {"locks": frozenset({OPEN})}

    tickets.set_locks("book", {1: CLOSED})

    assert found(find("verlof", **visitor)) == [2]
    assert find("verlof", **visitor).total == 1
    assert find("verlof", **visitor).facets["KIND"][0].count == 1
    assert completions("verl", locks=frozenset({OPEN})) == ["Verlof"]
    sync.push_pending()
    assert find("verlof", **visitor).total == 1
    assert find("verlof", locks=frozenset({CLOSED})).total == 1

    tickets.set_visibility("book", {2: tickets.Visibility(OPEN, is_published=False)})

    assert find("verlof", **visitor).total == 0
