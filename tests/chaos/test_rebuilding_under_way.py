"""A rebuild while editors publish and readers search, each in a process or a thread of their own."""

import io
import threading
import time

from django.core.management import call_command
from django.db import connection
from elasticsearch import Elasticsearch

from search import sync
from search.engines import index
from tests.chaos import shelf
from tests.chaos.conftest import Start, assert_nothing_was_lost, find, indexes

BOOKS, PUBLISHED = 500, 30


class Reader(threading.Thread):
    """Counts all the time what there is to find."""

    def __init__(self) -> None:
        super().__init__()
        self.counted: list[tuple[str, int]] = []
        self.is_done = threading.Event()

    def run(self) -> None:
        while not self.is_done.is_set():
            results = find("verlof")
            self.counted.append((results.engine.value, results.total))
            time.sleep(0.01)
        connection.close()


def test_a_rebuild_loses_no_write_and_readers_see_no_empty_moment(start: Start, elasticsearch: Elasticsearch) -> None:
    ids = shelf.put(range(BOOKS))
    sync.catch_up()
    before = index.aliases(elasticsearch).live
    reader = Reader()
    reader.start()

    rebuild = start("search", "rebuild")
    for number in range(PUBLISHED):
        shelf.put([BOOKS + number])
        shelf.rename(ids[number], f"Verlof {number} hernoemd")
        sync.catch_up()
    assert rebuild.wait() == 0
    reader.is_done.set()
    reader.join()
    sync.catch_up()

    live = index.aliases(elasticsearch).live
    assert (live != before, indexes(elasticsearch)) == (True, [live])
    counts = [count for _engine, count in reader.counted]
    assert {engine for engine, _count in reader.counted} == {"ELASTICSEARCH"}
    assert min(counts) >= BOOKS
    assert counts == sorted(counts)
    assert_nothing_was_lost(BOOKS + PUBLISHED)
    assert find("hernoemd").total == PUBLISHED
    call_command("search", "check", stdout=io.StringIO())
