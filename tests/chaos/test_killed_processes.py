"""kill -9 of what works for search, in the middle of its work."""

import io
import signal

from django.core.management import call_command
from elasticsearch import Elasticsearch

from search import sync
from search.engines import index
from search.models import Entry, Ticket
from tests.chaos import shelf
from tests.chaos.conftest import Start, assert_nothing_was_lost, find, indexes, is_settled, wait_until

BOOKS = 400


def test_a_worker_and_a_scheduler_that_are_killed_at_work_lose_nothing(start: Start, start_worker: Start) -> None:
    sync.push_pending()
    shelf.put(range(BOOKS))

    for begin, reached in [(start_worker, 1), (lambda: start("search", "sync"), BOOKS // 3)]:
        process = begin()
        wait_until(lambda most=reached: Entry.objects.count() >= most, what="entries are filled")
        process.kill()
        assert process.wait() == -signal.SIGKILL
        assert not is_settled()
    # the killed worker's task counts as running for ever; the scheduler's turn needs none
    sync.catch_up()

    assert_nothing_was_lost(BOOKS)


def test_a_web_process_that_dies_between_commit_and_task_is_caught_up_with(start: Start, prefix: str) -> None:
    sync.push_pending()

    assert start("put_and_die", "1").wait() == 9
    assert Ticket.objects.count() == 1
    sync.catch_up()

    assert_nothing_was_lost(1)


def test_a_killed_rebuild_leaves_readers_alone_and_no_litter(start: Start, elasticsearch: Elasticsearch) -> None:
    shelf.put(range(BOOKS))
    sync.catch_up()
    live = index.aliases(elasticsearch).live

    for time in range(2):
        rebuild = start("search", "rebuild")
        wait_until(lambda: _filled(elasticsearch), what="a second index has entries")
        rebuild.kill()
        rebuild.wait()
        assert index.aliases(elasticsearch).live == live
        assert find("verlof").total == BOOKS
        # what is published now is in both, and lost in neither
        shelf.rename(Entry.objects.order_by("?").values_list("subject_id", flat=True)[0], f"Verlof hernoemd {time}")
        sync.catch_up()
    call_command("search", "rebuild", stdout=io.StringIO())

    assert indexes(elasticsearch) == [index.aliases(elasticsearch).live]
    assert index.aliases(elasticsearch).building is None
    assert_nothing_was_lost(BOOKS)


def _filled(client: Elasticsearch) -> bool:
    building = index.aliases(client).building
    if building is None:
        return False
    client.indices.refresh(index=building)
    return client.count(index=building)["count"] > 0
