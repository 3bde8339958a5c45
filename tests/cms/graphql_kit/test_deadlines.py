"""A time limit holds between statements and within one, on both databases."""

import time

import pytest
from django.db import connection, transaction

from cms.graphql_kit.deadlines import time_limit
from cms.graphql_kit.errors import LimitExceeded
from cms.tags.models import Tag

LONG = {
    "postgresql": "SELECT pg_sleep(30)",
    "sqlite": "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n WHERE i < 0",
}


def ask(statement: str) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return list(cursor.fetchall())


@pytest.mark.django_db
def test_a_statement_that_takes_too_long_is_interrupted() -> None:
    began = time.monotonic()
    with pytest.raises(LimitExceeded) as caught, transaction.atomic(), time_limit(0.3):
        ask(LONG[connection.vendor])
    assert time.monotonic() - began < 15
    assert caught.value.extensions == {"code": "LIMIT_EXCEEDED", "limit": "seconds", "value": 0.3, "asked": None}
    ask("SELECT 1")


@pytest.mark.django_db
def test_no_statement_begins_when_the_time_is_over_and_what_was_done_is_taken_back() -> None:
    began: list[int] = []

    def make_two() -> None:
        with time_limit(1.0), transaction.atomic():
            began.append(Tag.objects.create(slug="laat", name="Laat").pk)
            time.sleep(1.0)
            Tag.objects.create(slug="later", name="Later")

    with pytest.raises(LimitExceeded):
        make_two()
    assert len(began) == 1
    assert not Tag.objects.filter(slug__startswith="la").exists()


@pytest.mark.django_db
def test_who_is_in_time_notices_nothing() -> None:
    wrappers = list(connection.execute_wrappers)
    with time_limit(30) as deadline, time_limit(0) as none:
        assert ask("SELECT 1") == [(1,)]
        assert none is None
        assert deadline is not None
        assert not deadline.is_over
    assert connection.execute_wrappers == wrappers
    deadline.interrupt()
    assert ask("SELECT 2") == [(2,)]
