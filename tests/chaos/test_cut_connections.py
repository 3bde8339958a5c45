"""A network that cuts, loses, doubles and stalls, between us and a real Elasticsearch."""

import threading
import time
from collections.abc import Iterator

import pytest
from django.conf import LazySettings
from elasticsearch import Elasticsearch

from search import pushing, sync
from search.engines import connection, index
from search.engines.base import EngineName
from search.models import Entry
from tests.chaos import shelf
from tests.chaos.conftest import assert_nothing_was_lost, find
from tests.chaos.front import Front, Trouble, in_turn, served

BOOKS = 20


@pytest.fixture
def front(prefix: str, settings: LazySettings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Front]:
    """A proxy before Elasticsearch, by which we reach it; waiting is short."""
    monkeypatch.setattr(connection, "SECONDS_OPEN", 0.3)
    monkeypatch.setattr(connection, "FIRST_WAIT", 0.05)
    monkeypatch.setattr(pushing, "FIRST_WAIT", 0.05)
    with served(Front(settings.ELASTICSEARCH_URL)) as server:
        settings.ELASTICSEARCH_URL = server.url
        yield server


def test_what_is_cut_lost_or_turned_down_is_sent_again_at_once(front: Front) -> None:
    sync.push_pending()

    for turn, trouble in enumerate([Trouble.CUT, Trouble.ANSWER_LOST, Trouble.BUSY, Trouble.UNAVAILABLE], start=1):
        shelf.put(range(turn * BOOKS, (turn + 1) * BOOKS))
        front.next_trouble = in_turn(trouble, trouble, at="/_bulk")
        sync.catch_up()
        assert_nothing_was_lost(turn * BOOKS)


def test_what_goes_on_for_long_is_sent_later(front: Front, monkeypatch: pytest.MonkeyPatch) -> None:
    sync.push_pending()
    shelf.put(range(BOOKS))
    front.next_trouble = lambda path: Trouble.ANSWER_LOST if path.startswith("/_bulk") else None

    sync.catch_up()
    assert Entry.objects.unpushed().count() == BOOKS
    during = find("verlof")
    assert (during.engine, during.total) == (EngineName.DATABASE, BOOKS)

    front.next_trouble = lambda path: None
    time.sleep(connection.SECONDS_OPEN)
    sync.catch_up()
    assert_nothing_was_lost(BOOKS)


def test_late_and_doubled_writes_and_deletes_change_nothing(elasticsearch: Elasticsearch) -> None:
    ids = shelf.put(range(10))
    sync.catch_up()
    late = pushing.with_tags(Entry.objects.order_by("pk"))
    for book_id in ids[:5]:
        shelf.rename(book_id, f"Verlof opnieuw {book_id}")
    shelf.take_away(ids[5:])
    sync.catch_up()
    newest = pushing.with_tags(Entry.objects.order_by("-pk"))

    for _time in range(2):
        for delivery in ([*newest, *late], [*late, *newest]):
            pushing.write(elasticsearch, delivery, [index.live_alias()])

    elasticsearch.indices.refresh(index=index.live_alias())
    assert_nothing_was_lost(5)
    assert find("opnieuw").total == 5


def test_of_many_readers_one_waits_for_a_server_that_stalls_and_its_return_is_noticed(
    front: Front, settings: LazySettings
) -> None:
    shelf.put(range(3))
    sync.catch_up()
    settings.ELASTICSEARCH_SECONDS = 0.5
    front.next_trouble = lambda path: Trouble.STALL
    find("verlof")
    time.sleep(connection.SECONDS_OPEN)
    front.asked.clear()

    # the breaker is half open: one of them tries, the others are answered by the database meanwhile
    taken: list[float] = []
    readers = [threading.Thread(target=_ask, args=(taken,)) for _reader in range(6)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    assert len(front.asked) == 1
    assert sum(seconds >= settings.ELASTICSEARCH_SECONDS for seconds in taken) == 1

    front.next_trouble = lambda path: None
    front.is_over.set()
    time.sleep(connection.SECONDS_OPEN)
    assert find("verlof").engine is EngineName.ELASTICSEARCH
    assert connection.breaker.admits()


def _ask(taken: list[float]) -> None:
    # in a thread, the database engine would need a connection of its own: the way to Elasticsearch is what is tried
    started = time.monotonic()
    try:
        with connection.reached() as client:
            client.search(index=index.live_alias(), size=0)
    except connection.EngineUnavailableError:
        pass
    taken.append(time.monotonic() - started)
