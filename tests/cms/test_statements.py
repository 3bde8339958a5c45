"""Statements whose text is kept answer as the queryset does, and go on when the table they are of changes."""

from typing import Any

import pytest
from django.db import close_old_connections, connection
from pytest_django import DjangoAssertNumQueries

from cms.people.models import Location, Profile
from cms.statements import AnyGiven, Given, Statement
from tests.factories.people import create_unit, create_user

PEOPLE: Statement[Profile] = Statement(
    lambda: Profile.objects.filter(pk__in=AnyGiven("ids")).select_related("user", "unit", "location").order_by("pk")
)


PLACES: Statement[Location] = Statement(lambda: Location.objects.filter(name=Given("name")))


def fields_of(thing: Any) -> dict[str, Any]:
    return {field.attname: getattr(thing, field.attname) for field in thing._meta.concrete_fields}


@pytest.mark.django_db
def test_things_are_what_the_queryset_has(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with_unit = create_user("Hans Haven", unit=create_unit("Havendienst")).profile
    without = create_user("Els Bos").profile
    expected = [Profile.objects.get(pk=person.pk) for person in (with_unit, without)]
    with django_assert_num_queries(1):
        found = PEOPLE.things(given={"ids": [with_unit.pk, without.pk]})
        assert found == expected
        assert [fields_of(person) for person in found] == [fields_of(person) for person in expected]
        assert [person.user.email for person in found] == [with_unit.user.email, without.user.email]
        assert [person.unit and person.unit.name for person in found] == ["Havendienst", None]
        assert [person.location for person in found] == [None, None]
    found[0].job_title = "Sluiswachter"
    found[0].save()
    assert Profile.objects.get(pk=with_unit.pk).job_title == "Sluiswachter"


@pytest.mark.django_db
def test_a_column_that_is_left_out_is_read_when_it_is_wanted(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    person = create_user("Hans Haven").profile
    names: Statement[Profile] = Statement(lambda: Profile.objects.filter(pk=Given("pk")).only("job_title"))
    [found] = names.things(given={"pk": person.pk})
    with django_assert_num_queries(1):
        assert found.affiliation == person.affiliation


@pytest.mark.django_db
def test_no_more_come_than_are_wanted() -> None:
    ids = [create_user(name).profile.pk for name in ("Hans Haven", "Els Bos", "Jan Dijk")]
    assert [person.pk for person in PEOPLE.things(given={"ids": ids}, at_most=2)] == ids[:2]
    assert len(PEOPLE.things(given={"ids": ids})) == 3


@pytest.fixture
def asked(transactional_db: None) -> dict[str, str]:
    """What brings a place by a statement that this connection's server knows already."""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no server, and keeps no plans")
    Location.objects.create(name="Stadhuis")
    asked = {"name": "Stadhuis"}
    assert [place.name for place in PLACES.things(given=asked)] == ["Stadhuis"]
    return asked


def test_a_migration_elsewhere_does_not_stop_who_has_a_plan(asked: dict[str, str]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE '%people_location%'")
        assert cursor.fetchone() == (1,)
        cursor.execute("ALTER TABLE people_location ALTER COLUMN name TYPE varchar(300)")
    try:
        assert [place.name for place in PLACES.things(given=asked)] == ["Stadhuis"]
    finally:
        with connection.cursor() as cursor:
            length = Location._meta.get_field("name").max_length
            cursor.execute(f"ALTER TABLE people_location ALTER COLUMN name TYPE varchar({length})")


def test_a_connection_that_the_server_closed_between_two_requests_is_opened_anew(asked: dict[str, str]) -> None:
    other = connection.copy()
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [connection.connection.info.backend_pid])
    other.close()

    close_old_connections()
    assert [place.name for place in PLACES.things(given=asked)] == ["Stadhuis"]
