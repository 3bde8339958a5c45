"""What every test stands on. Services come from outside: `make test` starts them, `make test-embedded` needs none."""

import gc
import random
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from elasticsearch import Elasticsearch

from cms.activity.sealing import unsealed
from cms.api.afterwards import forget_what_waits
from cms.api.execution import SHARED_ANSWERS
from search.engines.connection import breaker
from search.engines.index import live_alias
from tests.browser import LAUNCH
from tests.database_template import copying_from_template


def pytest_addoption(parser: pytest.Parser) -> None:
    """Measuring takes minutes and proves nothing: it is asked for, by `make bench`."""
    parser.addoption("--benchmarks", action="store_true", help="collect tests/benchmarks, which measure")


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Say by which seed hypothesis makes up its worlds, so that a run can be had again: --hypothesis-seed=…"""
    if config.option.hypothesis_seed is None:
        config.option.hypothesis_seed = random.SystemRandom().getrandbits(32)


def pytest_report_header(config: pytest.Config) -> str:
    """Print it."""
    return f"worlds made up by --hypothesis-seed={config.option.hypothesis_seed}"


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Leave the benchmarks out where nobody asked for them."""
    return True if collection_path.name == "benchmarks" and not config.getoption("--benchmarks") else None


def group_of(item: pytest.Item) -> str:
    """What a test belongs to: the tests of its file, or all those of the demo, or all the hostile ones."""
    file = item.nodeid.partition("::")[0]
    return "demo" if "/cms/demo/" in file else "hostile" if file.startswith("tests/hostile/") else file


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests that commit, which empty the database, and have each of them begin with the rows of migrations.

    Those of one file stay together on one core, because they share what they set up; those of the demo all of them.
    """
    for item in items:
        item.add_marker(pytest.mark.xdist_group(group_of(item)))
        asked = item.get_closest_marker("django_db")
        uses = {"transactional_db", "live_server"} & set(getattr(item, "fixturenames", ()))
        if uses or (asked and asked.kwargs.get("transaction")):
            item.add_marker("commits")
            item.add_marker(pytest.mark.django_db(transaction=True, serialized_rollback=True), append=False)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """A test that needs Elasticsearch and has none fails: skipped, it would look as if it had passed."""
    if item.get_closest_marker("elasticsearch") and not settings.ELASTICSEARCH_URL:
        pytest.fail(
            "needs ELASTICSEARCH_URL: run `make test`, or leave it out with -m 'not elasticsearch'", pytrace=False
        )


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> Iterator[None]:
    """SQLite empties a table row by row, which the audit log refuses: what a test committed there goes first.

    And an index that the tests of a group built goes with them: no transaction takes back what is in it, and where
    there is none the next group's searches are answered by the database, whichever group came before.
    """
    if item.get_closest_marker("commits") and connection.vendor == "sqlite":
        with unsealed(), connection.cursor() as cursor:
            cursor.execute("DELETE FROM activity_auditentry")
    yield
    if settings.ELASTICSEARCH_URL and (nextitem is None or group_of(nextitem) != group_of(item)):
        with Elasticsearch(settings.ELASTICSEARCH_URL) as client:
            for name in client.indices.get(index=f"{live_alias()}-2*").body:
                client.indices.delete(index=name)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None, django_db_blocker: Any) -> ExitStack:
    """What holds while the databases are made."""
    meanwhile = ExitStack()
    # migrations leave so much behind while they run that looking through it takes a third of their time
    gc.disable()
    meanwhile.callback(gc.enable)
    if connection.vendor == "postgresql":
        with django_db_blocker.unblock():
            meanwhile.enter_context(copying_from_template(connection))
    return meanwhile


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_modify_db_settings: ExitStack) -> None:
    """The databases are there."""
    django_db_modify_db_settings.close()


@pytest.fixture(autouse=True)
def empty_cache() -> None:
    """What an earlier test left in the cache is about rows that were rolled back, whose ids are given out again."""
    cache.clear()
    SHARED_ANSWERS.forget()


@pytest.fixture(autouse=True)
def nothing_waiting() -> Iterator[None]:
    """What a test left to be done after its answers is about rows that are rolled back, and is not done at the end."""
    yield
    forget_what_waits()


@pytest.fixture(autouse=True)
def closed_breaker() -> None:
    """That Elasticsearch did not answer an earlier test, which had it so, says nothing about this one."""
    breaker.close()


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """Start Debian's Chromium."""
    return LAUNCH


@pytest.fixture(scope="session")
def playwright(rows_of_migrations: str, playwright: Any) -> Any:
    """Playwright, whose event loop gives this thread another connection: it must know the rows of the migrations too,
    or nothing brings them back after a test that empties the database."""
    connection._test_serialized_contents = rows_of_migrations  # type: ignore[attr-defined]
    return playwright


@pytest.fixture(scope="session")
def rows_of_migrations(django_db_setup: None) -> str:
    """What migrations put into the database, as Django wrote it down for tests that want it back."""
    return getattr(connection, "_test_serialized_contents", "")
