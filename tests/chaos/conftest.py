"""Real processes to kill, and what must be true after each death."""

import os
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import LazySettings
from django.conf import settings as django_settings
from django.db import connection
from elasticsearch import Elasticsearch

from search import inspection
from search.engines import index
from search.engines.connection import breaker
from search.engines.database import DatabaseEngine
from search.models import Entry, Ticket
from search.query import Request, Results, search
from tests.chaos import shelf

PATIENCE = 60
Start = Callable[..., subprocess.Popen[bytes]]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All of it commits, asks Elasticsearch, and needs a database that several processes share."""
    for item in items:
        if "/chaos/" in item.nodeid:
            item.add_marker(pytest.mark.elasticsearch)
            in_memory = connection.vendor != "postgresql"
            item.add_marker(pytest.mark.skipif(in_memory, reason="no other process can see into SQLite's memory"))


@pytest.fixture
def prefix(transactional_db: None, settings: LazySettings) -> Iterator[str]:
    """A name for indexes that nobody else uses; nothing of it stays."""
    settings.ELASTICSEARCH_INDEX = f"{settings.ELASTICSEARCH_INDEX}-{uuid.uuid4().hex[:8]}"
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "ENQUEUE_ON_COMMIT": True}}
    # because a machine that runs tests is busy, and what is asked here is not how fast it is
    settings.ELASTICSEARCH_SECONDS = 20.0
    client = Elasticsearch(settings.ELASTICSEARCH_URL)
    # earlier tests left theirs: emptying the database empties the tables of models, and these words have none
    DatabaseEngine().remove(DatabaseEngine().strange())
    breaker.close()
    with shelf.registered():
        yield settings.ELASTICSEARCH_INDEX
    breaker.close()
    for name in indexes(client):
        client.indices.delete(index=name)


@pytest.fixture
def elasticsearch(prefix: str) -> Elasticsearch:
    """The Elasticsearch that the test run was given."""
    return Elasticsearch(django_settings.ELASTICSEARCH_URL)


@pytest.fixture
def start(prefix: str) -> Iterator[Start]:
    """Starts `manage.py` with these arguments in a process that knows the books."""
    processes: list[subprocess.Popen[bytes]] = []

    def begin(*arguments: str) -> subprocess.Popen[bytes]:
        environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "config.settings.dev",
            "PYTHONPATH": ".:site",
            "DATABASE_URL": "postgres://{USER}:{PASSWORD}@{HOST}:{PORT}/{NAME}".format(**connection.settings_dict),
            "ELASTICSEARCH_URL": django_settings.ELASTICSEARCH_URL,
            "ELASTICSEARCH_INDEX": django_settings.ELASTICSEARCH_INDEX,
            "LOG_LEVEL": "WARNING",
        }
        command = [sys.executable, "tests/chaos/shelf.py", *arguments]
        processes.append(
            subprocess.Popen(command, cwd=django_settings.ROOT, env=environment, stdout=subprocess.DEVNULL)
        )
        return processes[-1]

    yield begin
    for process in processes:
        process.kill()
        process.wait()


@pytest.fixture
def start_worker(start: Start) -> Start:
    """Starts a real worker."""
    return lambda: start("db_worker", "--interval", "0.1", "--no-startup-delay", "--no-reload")


def wait_until(is_so: Callable[[], Any], *, what: str) -> None:
    """Return once it is so, or fail."""
    deadline = time.monotonic() + PATIENCE
    while not is_so():
        if time.monotonic() > deadline:
            pytest.fail(f"{what}: not after {PATIENCE} s")
        time.sleep(0.02)


def is_settled() -> bool:
    """Whether nothing waits any more."""
    return not Ticket.objects.exists() and not Entry.objects.unpushed().exists()


def find(query: str) -> Results:
    """What a reader finds."""
    return search(Request(query, locks=frozenset({shelf.OPEN}), language="nl"), set)


def indexes(client: Elasticsearch) -> list[str]:
    """The names of all indexes under the prefix of the test."""
    return list(client.indices.get(index=f"{index.live_alias()}-*").body)


def assert_nothing_was_lost(books: int) -> None:
    """Rows and index say the same, of so many books, and nothing waits."""
    assert is_settled()
    assert inspection.differences() == []
    assert Entry.objects.filter(subject_type=shelf.SHELF).count() == books
    results = find("verlof")
    assert (results.engine.value, results.total) == ("ELASTICSEARCH", books)
