"""kill -9 of a real Elasticsearch, in the middle of a push."""

import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.conf import settings as django_settings
from django.db import connection as database
from elasticsearch import Elasticsearch, TransportError

from search import pushing, sync
from search.engines import connection, index
from search.engines.base import EngineName
from search.models import Entry
from tests.chaos import shelf
from tests.chaos.conftest import assert_nothing_was_lost, find, wait_until

sys.path.append(str(django_settings.ROOT / "docker" / "services"))
from elasticsearch_node import Node  # its folder is one that scripts run from

BOOKS = 400


@pytest.fixture
def node(prefix: str, settings: LazySettings) -> Iterator[Node]:
    """A node of the test's own."""
    with tempfile.TemporaryDirectory(prefix="plein-chaos-", ignore_cleanup_errors=True) as directory:
        own = Node(Path(directory))
        settings.ELASTICSEARCH_URL = own.start()
        yield own
        own.kill()


def test_a_killed_elasticsearch_costs_no_reader_an_answer_and_no_editor_a_change(
    node: Node, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "SECONDS_OPEN", 0.5)
    monkeypatch.setattr(pushing, "ENTRIES_A_REQUEST", 20)
    client = Elasticsearch(django_settings.ELASTICSEARCH_URL)
    sync.push_pending()
    ids = shelf.put(range(BOOKS))
    at_work = threading.Thread(target=_catch_up)
    at_work.start()
    wait_until(lambda: _written(client) > 40, what="a push has begun")

    node.kill()
    at_work.join()
    assert Entry.objects.unpushed().exists()

    shelf.take_away(ids[:50])
    shelf.rename(ids[60], "Verlof tijdens de storing")
    sync.catch_up()
    during = find("verlof")
    assert (during.engine, during.total) == (EngineName.DATABASE, BOOKS - 50)
    assert find("storing").total == 1

    node.start()
    time.sleep(connection.SECONDS_OPEN)
    sync.catch_up()
    assert_nothing_was_lost(BOOKS - 50)
    assert find("storing").engine is EngineName.ELASTICSEARCH


def _catch_up() -> None:
    try:
        sync.catch_up()
    finally:
        database.close()


def _written(client: Elasticsearch) -> int:
    """How many writes it has taken since it started."""
    try:
        answer: Any = client.indices.stats(index=index.live_alias(), metric="indexing")
    except TransportError:
        return 0
    return answer["_all"]["primaries"]["indexing"]["index_total"]
