from datetime import UTC, datetime, timedelta

import pytest

from cms.pages.models import ThemePage
from tests.factories.asking import ask, error_of, prepared
from tests.factories.pages import NEW_YEAR, create_article, create_event, create_home, create_theme
from tests.factories.people import create_user

pytestmark = pytest.mark.django_db

EVENT = """query ($path: String!) { page(path: $path) {
  type ... on EventPage { startsAt endsAt location calendarUrl }
} }"""
LIST = """query ($filter: PageFilter, $first: Int, $after: String) {
  pages(filter: $filter, orderBy: STARTS_ASC, first: $first, after: $after) {
    nodes { title } pageInfo { hasNextPage endCursor } totalCount
  }
}"""
DAY = timedelta(days=1)


@pytest.fixture
def theme() -> ThemePage:
    return create_theme(create_home(audiences=("everyone",)), "Werken", audiences=("everyone",))


def titles(**asked: object) -> list[str]:
    return [node["title"] for node in ask(LIST, {"filter": asked, "first": 10})["pages"]["nodes"]]


def test_an_event_says_when_and_where(theme: ThemePage) -> None:
    event = create_event(theme, "Feest", location="Zaal", ends_at=NEW_YEAR + timedelta(hours=2))
    prepared()

    assert ask(EVENT, {"path": "/werken/feest/"})["page"] == {
        "type": "EVENT",
        "startsAt": "2027-01-04T14:30:00+00:00",
        "endsAt": "2027-01-04T16:30:00+00:00",
        "location": "Zaal",
        "calendarUrl": f"/feeds/events/{event.pk}.ics",
    }


def test_events_come_in_the_order_in_which_they_begin(theme: ThemePage) -> None:
    create_event(theme, "Later", starts_at=NEW_YEAR + DAY)
    create_event(theme, "Eerst", starts_at=NEW_YEAR)
    create_article(theme, "Artikel")
    prepared()

    assert titles(type=["EVENT"]) == ["Eerst", "Later"]
    assert titles()[:2] == ["Eerst", "Later"]


def test_events_from_a_moment_are_those_that_are_still_going_on(theme: ThemePage) -> None:
    create_event(theme, "Voorbij", starts_at=NEW_YEAR - 2 * DAY, ends_at=NEW_YEAR - DAY)
    create_event(theme, "Bezig", starts_at=NEW_YEAR - DAY, ends_at=NEW_YEAR + DAY)
    create_event(theme, "Begonnen", starts_at=NEW_YEAR - DAY)
    create_event(theme, "Nu", starts_at=NEW_YEAR)
    create_event(theme, "Straks", starts_at=NEW_YEAR + DAY)
    create_article(theme, "Artikel")
    prepared()

    assert titles(startsFrom=NEW_YEAR.isoformat()) == ["Bezig", "Nu", "Straks"]
    assert titles(startsTo=NEW_YEAR.isoformat()) == ["Voorbij", "Bezig", "Begonnen"]
    assert titles(startsFrom=NEW_YEAR.isoformat(), startsTo=(NEW_YEAR + DAY).isoformat()) == ["Bezig", "Nu"]


def test_a_moment_without_an_offset_is_by_the_clock_of_the_organisation(theme: ThemePage) -> None:
    create_event(theme, "Middernacht", starts_at=datetime(2026, 12, 31, 23, tzinfo=UTC))
    prepared()

    assert titles(startsFrom="2027-01-01T00:00:00") == ["Middernacht"]
    assert titles(startsFrom="2027-01-01T00:00:01") == []


def test_a_list_by_start_goes_on_where_it_ended(theme: ThemePage) -> None:
    for number in range(3):
        create_event(theme, f"Feest {number}", starts_at=NEW_YEAR + number * DAY)
    create_article(theme, "Artikel")
    prepared()
    first = ask(LIST, {"first": 2})["pages"]

    after = ask(LIST, {"first": 2, "after": first["pageInfo"]["endCursor"]})["pages"]

    assert [node["title"] for node in first["nodes"] + after["nodes"]][:3] == ["Feest 0", "Feest 1", "Feest 2"]


def test_a_senseless_moment_is_refused(theme: ThemePage) -> None:
    assert error_of(LIST, {"filter": {"startsFrom": "soon"}})["code"] == "INVALID_INPUT"


def test_an_event_for_others_is_in_no_list(theme: ThemePage) -> None:
    closed = create_theme(theme.get_parent(), "Dicht", audiences=("partners",))
    create_event(closed, "Geheim overleg")
    prepared()

    answer = ask(LIST, {"filter": {"type": ["EVENT"]}, "first": 10}, by=create_user())["pages"]

    assert (answer["nodes"], answer["totalCount"]) == ([], 0)
