"""What statements bring together is what each would bring by itself."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.db.models import F
from django.test.utils import CaptureQueriesContext

from cms.batches import rows_of_all, rows_with
from cms.people.models import Profile, User
from cms.reading.models import LikelyPages, PageCard
from cms.statements import AnyGiven, BoundStatement, Chosen, Statement
from tests.factories.asking import prepared
from tests.factories.pages import create_article, create_home, create_theme
from tests.factories.people import create_unit, create_user

pytestmark = pytest.mark.django_db

CARDS: Statement[PageCard] = Statement(
    lambda: PageCard.objects.filter(pk__in=AnyGiven("ids")).annotate(alike=F("likely__page_ids")).order_by("-pk")
)
PEOPLE: Statement[Profile] = Statement(
    lambda: Profile.objects.filter(pk__in=AnyGiven("ids")).select_related("user", "unit").order_by("pk")
)
NAMES: Statement[User] = Statement(
    lambda: (
        User.objects.filter(pk__in=AnyGiven("ids")).order_by("pk").values_list("first_name", "is_active", "date_joined")
    )
)
SINCE: Statement[User] = Statement(
    lambda: User.objects.filter(pk__in=AnyGiven("ids")).values_list(F("date_joined") - F("date_joined"))
)


def answers(*batch: BoundStatement[Any]) -> list[Any]:
    return [bound.finish(rows) for bound, rows in zip(batch, rows_of_all(batch), strict=True)]


def fields_of(thing: Any) -> dict[str, Any]:
    return {field.attname: getattr(thing, field.attname) for field in thing._meta.concrete_fields}


@pytest.fixture
def cards() -> list[Any]:
    """Cards with a moment, a day, JSON, and a title of signs that JSON, SQL and Python write in ways of their own."""
    theme = create_theme(create_home(), "Werk")
    create_article(theme, 'Zo’n "100%s" \\ {0} 🚲 \u2028')
    prepared()
    PageCard.objects.update(
        review_on=date(2027, 1, 31), last_published_at=datetime(2026, 3, 29, 1, 30, 0, 500_000, tzinfo=UTC)
    )
    LikelyPages.objects.create(card_id=PageCard.objects.latest("pk").pk, page_ids=[3, 1])
    return list(PageCard.objects.annotate(alike=F("likely__page_ids")).order_by("-pk"))


def test_each_brings_what_it_would_bring_by_itself(cards: list[Any]) -> None:
    people = [create_user("Hans Haven", unit=create_unit("Havendienst")).profile, create_user("Els Bos").profile]
    ids, users = [person.pk for person in people], [person.user_id for person in people]
    with CaptureQueriesContext(connection) as captured:
        found_cards, found_people, names = answers(
            CARDS.bound(given={"ids": [card.pk for card in cards]}),
            PEOPLE.bound(given={"ids": ids}),
            NAMES.bound(given={"ids": users}),
        )
    assert len(captured) == 1
    assert [fields_of(card) for card in found_cards] == [fields_of(card) for card in cards]
    assert [card.alike for card in found_cards] == [card.alike for card in cards]
    assert [fields_of(person) for person in found_people] == [fields_of(person) for person in people]
    assert [(person.user, person.unit) for person in found_people] == [(person.user, person.unit) for person in people]
    assert [tuple(row) for row in names] == [tuple(row) for row in NAMES.rows(given={"ids": users})]


def test_what_finds_nothing_brings_nothing_beside_what_finds_something() -> None:
    person = create_user().profile
    assert answers(CARDS.bound(given={"ids": []}), PEOPLE.bound(given={"ids": [person.pk]})) == [[], [person]]


def test_one_by_itself_is_asked_as_it_is() -> None:
    person = create_user().profile
    with CaptureQueriesContext(connection) as captured:
        assert answers(PEOPLE.bound(given={"ids": [person.pk]})) == [[person]]
    assert "WITH part" not in captured[0]["sql"]


def test_what_json_cannot_say_is_asked_apart() -> None:
    person = create_user().profile
    given = {"ids": [person.user_id]}
    with CaptureQueriesContext(connection) as captured:
        [since], [name], [found] = answers(
            SINCE.bound(given=given), NAMES.bound(given=given), PEOPLE.bound(given={"ids": [person.pk]})
        )
    assert len(captured) == (2 if connection.vendor == "postgresql" else 1)
    assert (since[0], name[0], found) == (timedelta(), person.user.first_name, person)


ON_POSTGRESQL = pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite is asked for each by itself")
NAMED = "SELECT owner_id FROM reading_pagecard WHERE title = %s"


@ON_POSTGRESQL
def test_what_is_chosen_by_one_is_asked_with_it(cards: list[Any]) -> None:
    owner = create_user("Olga 100% Owner").profile
    PageCard.objects.filter(title="Werk").update(owner_id=owner.pk)
    first = CARDS.bound(given={"ids": [card.pk for card in cards]})
    others = [PEOPLE.bound(given={"ids": Chosen("SELECT owner_id FROM around")}), NAMES.bound(given={"ids": [0]})]

    with CaptureQueriesContext(connection) as captured:
        rows, along = rows_with(first, others, around=NAMED, given=["Werk"])

    assert len(captured) == 1
    assert [(card.title, card.alike) for card in first.finish(rows)] == [(card.title, card.alike) for card in cards]
    [people, names] = [other.finish(each) for other, each in zip(others, along, strict=True)]
    assert [(person.pk, person.user.last_name) for person in people] == [(owner.pk, owner.user.last_name)]
    assert names == []


@ON_POSTGRESQL
def test_where_there_is_nothing_nothing_is_around_it(cards: list[Any]) -> None:
    people = PEOPLE.bound(given={"ids": Chosen("SELECT owner_id FROM around")})

    assert rows_with(CARDS.bound(given={"ids": []}), [people], around=NAMED, given=["Werk"]) == ([], [[]])
