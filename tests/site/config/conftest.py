"""What other processes need to run on what a test made."""

import socket
import sqlite3
from collections.abc import Iterator

import pytest
import pytest_django
from django.db import connection

from tests.factories.redis import Server


@pytest.fixture
def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


@pytest.fixture(scope="session")
def migrated_url(
    django_db_setup: None, django_db_blocker: pytest_django.DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> str:
    """A database with all tables, which other processes can open."""
    given = connection.settings_dict
    if connection.vendor == "postgresql":
        return f"postgres://{given['USER']}:{given['PASSWORD']}@{given['HOST']}:{given['PORT']}/{given['NAME']}"
    path = tmp_path_factory.mktemp("run") / "plein.sqlite3"
    # outside a test's own transaction, because SQLite would wait for its end before it copies
    with django_db_blocker.unblock(), sqlite3.connect(path) as copy:
        connection.ensure_connection()
        connection.connection.backup(copy)
    return f"sqlite:///{path}"


@pytest.fixture
def server(free_port: int, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    server = Server(free_port, str(tmp_path_factory.mktemp("redis")))
    server.start()
    yield server
    server.stop()
