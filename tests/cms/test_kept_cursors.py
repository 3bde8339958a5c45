"""What is asked by a kept cursor is what Django's own would bring."""

from datetime import UTC, datetime

import pytest
from django.db import DatabaseError, connection, transaction

from cms.kept_cursors import KEPT_CURSORS, fetched
from cms.people.models import User
from tests.factories.people import create_user

JOINED = 'SELECT "date_joined" FROM "people_user" WHERE "email" = %s'

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite keeps no plans, and Django's cursor is used"),
]


@pytest.mark.parametrize("microsecond", [0, 500_000, 123_456])
def test_a_moment_is_read_as_django_reads_it(microsecond: int) -> None:
    moment = datetime(2026, 3, 29, 1, 30, 0, microsecond, tzinfo=UTC)
    user = create_user()
    User.objects.filter(pk=user.pk).update(date_joined=moment)
    with connection.cursor() as cursor:
        cursor.execute(JOINED, [user.email])
        expected = cursor.fetchall()
    assert fetched(connection, JOINED, [user.email]) == expected == [(moment,)]


def test_each_statement_has_one_cursor_as_long_as_its_connection_is_open() -> None:
    fetched(connection, "SELECT 1", [])
    cursor = connection.kept_cursors[1]["SELECT 1"]
    assert fetched(connection, "SELECT 1", []) == [(1,)]
    assert connection.kept_cursors[1]["SELECT 1"] is cursor
    connection.kept_cursors = (object(), connection.kept_cursors[1])
    assert fetched(connection, "SELECT 1", []) == [(1,)]
    assert connection.kept_cursors[1]["SELECT 1"] is not cursor


def test_plans_are_made_for_any_values_and_not_for_these() -> None:
    connection.kept_cursors = (None, {})
    assert fetched(connection, "SHOW plan_cache_mode", []) == [("force_generic_plan",)]


def test_what_a_new_connection_refuses_is_an_error_of_django_s() -> None:
    with transaction.atomic():
        with pytest.raises(DatabaseError, match="zero"):
            fetched(connection, "SELECT 1/0", [])
        connection.kept_cursors = (None, {})
        with pytest.raises(DatabaseError, match="aborted"):
            fetched(connection, "SELECT 1", [])
        transaction.set_rollback(True)


def test_no_more_cursors_are_kept_than_there_is_room_for() -> None:
    for number in range(KEPT_CURSORS + 5):
        assert fetched(connection, f"SELECT {number}", []) == [(number,)]
    assert len(connection.kept_cursors[1]) <= KEPT_CURSORS


def test_the_log_of_statements_tells_them_with_their_values() -> None:
    connection.force_debug_cursor = True
    try:
        fetched(connection, "SELECT %s", ["verlof"])
        assert connection.queries[-1]["sql"] == "SELECT 'verlof'"
    finally:
        connection.force_debug_cursor = False
