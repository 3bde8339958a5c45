"""From entries to Elasticsearch and back to the same: late, twice, out of order, refused, or not reachable at all."""

import time
from collections.abc import Callable, Iterator

import pytest
from django.conf import LazySettings
from django.utils import timezone
from elasticsearch import Elasticsearch

from search import inspection, pushing, rebuilding, repairing, sync, tickets
from search.engines import connection, index
from search.engines.base import EngineName
from search.engines.connection import breaker
from search.models import Entry, Lease
from search.query import Results
from tests.chaos.front import Front, Trouble, served
from tests.search.conftest import CLOSED, OPEN, Library, found

pytestmark = [pytest.mark.django_db, pytest.mark.elasticsearch, pytest.mark.usefixtures("elasticsearch")]

Find = Callable[..., Results]
NOBODY_LISTENS = "http://127.0.0.1:9"


@pytest.fixture
def power(settings: LazySettings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[bool], None]]:
    """Turns Elasticsearch off and on again, as far as we can see; the breaker is open for a tenth of a second."""
    monkeypatch.setattr(connection, "SECONDS_OPEN", 0.1)
    url = settings.ELASTICSEARCH_URL

    def turn(is_on: bool) -> None:
        settings.ELASTICSEARCH_URL = url if is_on else NOBODY_LISTENS
        time.sleep(0.11 if is_on else 0)

    yield turn
    breaker.close()


def test_a_missing_index_is_made_and_filled(elasticsearch: Elasticsearch, library: Library, find: Find) -> None:
    library.put(1, "Verlof")
    elasticsearch.indices.delete(index=index.aliases(elasticsearch).live)

    assert found(find("verlof")) == [1]
    assert find("verlof").engine is EngineName.DATABASE
    sync.push_pending()

    assert find("verlof").engine is EngineName.ELASTICSEARCH
    assert inspection.differences() == []


def test_while_it_is_stopped_the_database_answers_and_nothing_is_lost(
    library: Library, find: Find, power: Callable[[bool], None]
) -> None:
    library.put(1, "Verlof")
    library.put(2, "Verlof dat verdwijnt")

    power(False)
    library.put(3, "Verlof tijdens de storing")
    library.take_away(2)
    tickets.set_locks("book", {1: CLOSED})

    during = find("verlof", locks=frozenset({OPEN}))
    assert (during.engine, found(during), during.total) == (EngineName.DATABASE, [3], 1)

    power(True)
    assert find("verlof", locks=frozenset({OPEN})).total == 0
    sync.push_pending()

    after = find("verlof", locks=frozenset({OPEN}))
    assert (after.engine, found(after), after.total) == (EngineName.ELASTICSEARCH, [3], 1)
    assert (Entry.objects.unpushed().count(), Entry.objects.filter(is_removed=True).count()) == (0, 0)
    assert inspection.differences() == []


def test_a_node_in_trouble_is_left_in_peace(library: Library, find: Find, settings: LazySettings) -> None:
    library.put(1, "Verlof")
    with served(Front(settings.ELASTICSEARCH_URL)) as front:
        settings.ELASTICSEARCH_URL = front.url
        front.next_trouble = lambda path: Trouble.UNAVAILABLE

        engines = {find("verlof").engine for _search in range(5)}

        assert engines == {EngineName.DATABASE}
        assert len(front.asked) == 1
    breaker.close()


def test_an_older_version_never_overwrites_a_newer(elasticsearch: Elasticsearch, library: Library, find: Find) -> None:
    library.put(1, "Verlof")
    old = pushing.with_tags(Entry.objects.all())
    library.put(1, "Parkeren")

    pushing.write(elasticsearch, old, [index.live_alias()])
    elasticsearch.indices.refresh(index=index.live_alias())

    assert find("verlof").total == 0
    assert found(find("parkeren")) == [1]
    assert Entry.objects.unpushed().count() == 0


def test_a_late_update_does_not_bring_back_what_was_deleted(
    elasticsearch: Elasticsearch, library: Library, find: Find
) -> None:
    library.put(1, "Verlof")
    late = pushing.with_tags(Entry.objects.all())
    library.take_away(1)
    assert Entry.objects.count() == 0

    pushing.write(elasticsearch, late, [index.live_alias()])
    elasticsearch.indices.refresh(index=index.live_alias())

    assert find("verlof").total == 0
    assert inspection.differences() == []


def test_a_push_that_was_not_confirmed_is_made_again(library: Library, find: Find) -> None:
    library.put(1, "Verlof")
    Entry.objects.update(pushed_version=0)

    assert sync.push_pending() == 1
    assert Entry.objects.unpushed().count() == 0


def test_what_a_hand_deleted_comes_back(elasticsearch: Elasticsearch, library: Library, find: Find) -> None:
    library.put(1, "Verlof")
    library.put(2, "Verlof")
    entry = Entry.objects.get(subject_id=1)
    elasticsearch.delete(index=index.live_alias(), id=str(entry.pk), refresh=True)
    elasticsearch.index(index=index.live_alias(), id="999999", document={"entry": 999999}, refresh=True)

    differences = inspection.differences()
    assert [str(difference) for difference in differences] == [
        f"entry {entry.pk}: row 1, index none",
        "entry 999999: row none, index 1",
    ]
    repairing.repair(differences)

    assert inspection.differences() == []
    assert find("verlof").total == 2


def test_an_index_that_remembers_later_versions_is_overtaken(
    elasticsearch: Elasticsearch, library: Library, find: Find
) -> None:
    library.put(1, "Verlof")
    for title in ("Parkeren", "Zomer"):
        library.put(1, title)
    Entry.objects.update(version=1, rights_version=1, pushed_version=0, title="Van voor de storing")
    sync.push_pending()

    assert inspection.differences() == []
    assert (found(find("storing")), find("zomer").total) == ([1], 0)


def test_a_refused_entry_is_set_aside_with_its_reason_and_the_rest_goes_on(
    library: Library, find: Find, caplog: pytest.LogCaptureFixture
) -> None:
    library.put(1, "Verlof")
    library.put(2, "Verlof", weight=float("1e300"))
    library.put(3, "Verlof")

    refused = Entry.objects.get(subject_id=2)
    assert (refused.refusals, refused.pushed_version) == (1, 0)
    assert "weight" in refused.refusal
    assert refused.retry_at is not None
    assert sorted(found(find("verlof"))) == [1, 3]
    assert inspection.status().refused == 1

    library.put(2, "Verlof hersteld")
    assert sorted(found(find("verlof"))) == [1, 2, 3]


def test_with_too_many_unconfirmed_rights_the_database_answers(
    library: Library, find: Find, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("search.engines.elasticsearch.MOST_UNSETTLED", 1)
    library.put(1, "Verlof")
    library.put(2, "Verlof")

    tickets.set_locks("book", {1: CLOSED})
    assert find("verlof").engine is EngineName.ELASTICSEARCH
    tickets.set_locks("book", {2: CLOSED})
    assert find("verlof").engine is EngineName.DATABASE
    sync.push_pending()

    assert find("verlof").engine is EngineName.ELASTICSEARCH


def test_a_rebuild_loses_no_write_and_shows_no_empty_moment(
    elasticsearch: Elasticsearch, library: Library, find: Find, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rebuilding, "ENTRIES_A_STEP", 2)
    monkeypatch.setattr(rebuilding, "SENDERS", 1)
    for book_id in range(1, 7):
        library.put(book_id, f"Verlof {book_id}")
    before = index.aliases(elasticsearch).live
    steps: list[int] = []

    def write_meanwhile(done: int, _total: int) -> None:
        steps.append(done)
        if len(steps) == 1:
            library.put(1, "Al geweest")
            library.put(6, "Komt nog")
            library.take_away(2)
            library.put(9, "Verlof erbij")
            tickets.set_locks("book", {3: CLOSED})
            sync.push_pending()
        assert find("verlof").total == 4
        assert find("verlof").engine is EngineName.ELASTICSEARCH

    name = rebuilding.rebuild(write_meanwhile)

    assert steps == [2, 4, 6, 7]
    assert index.aliases(elasticsearch) == index.Aliases(live=name, building=None)
    assert not elasticsearch.indices.exists(index=before)
    sync.push_pending()
    assert inspection.differences() == []
    assert sorted(found(find("verlof"))) == [3, 4, 5, 9]
    assert find("verlof", locks=frozenset({OPEN})).total == 3


def test_a_push_that_knew_nothing_of_the_rebuild_confirms_nothing(
    elasticsearch: Elasticsearch, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.put(1, "Verlof")
    tickets.set_locks("book", {1: CLOSED})
    real = index.aliases
    known = [real(elasticsearch)]
    index.create_beside(elasticsearch)
    monkeypatch.setattr(index, "aliases", lambda client: known.pop() if known else real(client))

    pushing.push_some(elasticsearch)
    assert Entry.objects.unpushed().count() == 1
    pushing.push_some(elasticsearch)

    assert Entry.objects.unpushed().count() == 0
    elasticsearch.indices.refresh(index=index.building_alias())
    (shown,) = index.versions(elasticsearch, index.building_alias())
    assert (shown.entry_id, shown.version, shown.is_foreign) == (Entry.objects.get().pk, 2, False)


def test_a_rebuild_that_fails_leaves_the_old_index_and_no_litter(
    elasticsearch: Elasticsearch, library: Library, find: Find
) -> None:
    library.put(1, "Verlof")
    before = index.aliases(elasticsearch)

    def stumble(_done: int, _total: int) -> None:
        raise RuntimeError("Out of memory")

    with pytest.raises(RuntimeError, match="Out of memory"):
        rebuilding.rebuild(stumble)

    assert index.aliases(elasticsearch) == before
    assert list(elasticsearch.indices.get(index=f"{index.live_alias()}-*").body) == [before.live]
    assert find("verlof").engine is EngineName.ELASTICSEARCH


def test_a_rebuild_removes_what_a_killed_one_left(elasticsearch: Elasticsearch, library: Library) -> None:
    library.put(1, "Verlof")
    index.create_beside(elasticsearch)

    name = rebuilding.rebuild()

    assert list(elasticsearch.indices.get(index=f"{index.live_alias()}-*").body) == [name]
    assert inspection.differences() == []


def test_one_rebuild_at_a_time(library: Library) -> None:
    library.put(1, "Verlof")

    def rebuild_too(_done: int, _total: int) -> None:
        with pytest.raises(rebuilding.RebuildUnderWayError):
            rebuilding.rebuild()

    rebuilding.rebuild(rebuild_too)


def test_a_rebuild_whose_lease_went_to_another_gives_up(elasticsearch: Elasticsearch, library: Library) -> None:
    library.put(1, "Verlof")
    before = index.aliases(elasticsearch)

    def be_slow(_done: int, _total: int) -> None:
        Lease.objects.update(held_until=timezone.now())
        assert Lease.take(rebuilding.LEASE, seconds=60)

    with pytest.raises(rebuilding.RebuildUnderWayError):
        rebuilding.rebuild(be_slow)

    assert index.aliases(elasticsearch) == before
    assert Lease.objects.get(name=rebuilding.LEASE).is_held()


def test_what_an_index_is_made_of_is_known(
    elasticsearch: Elasticsearch, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.put(1, "Verlof")
    assert inspection.status().is_current_design is True

    monkeypatch.setitem(index.settings_and_mappings.__globals__["TEXT_WEIGHTS"], "subtitle", 1)

    assert inspection.status().is_current_design is False
