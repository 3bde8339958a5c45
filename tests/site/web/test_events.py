from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from cms.reading.actions import prepare_everything
from tests.factories.pages import create_event, create_theme, translate
from tests.site.web.conftest import City
from tests.site.web.test_pages import seen, words


@pytest.fixture
def calendar(city: City) -> City:
    """An event in January 2027, and one that goes on from January into February."""
    create_event(
        city.theme,
        "Nieuwjaarsborrel",
        location="Kantine",
        starts_at=datetime(2027, 1, 4, 15, tzinfo=UTC),
        ends_at=datetime(2027, 1, 4, 17, tzinfo=UTC),
    )
    create_event(
        city.theme,
        "Inzameling",
        starts_at=datetime(2027, 1, 25, 8, tzinfo=UTC),
        ends_at=datetime(2027, 2, 5, 16, tzinfo=UTC),
    )
    prepare_everything()
    return city


def test_an_event_says_when_and_where(employee_client: Client, calendar: City) -> None:
    screen = seen(employee_client.get("/kennisbank/nieuwjaarsborrel/"))

    assert words(screen, ".facts-box dd")[:2] == ["Maandag 4 januari 2027, 16:00 – tot 18:00", "Kantine"]
    assert screen.select_one(".facts-box a[download]")["href"].startswith("/feeds/events/")


def test_an_event_of_days_says_on_which_it_ends(employee_client: Client, calendar: City) -> None:
    screen = seen(employee_client.get("/kennisbank/inzameling/"))

    assert words(screen, ".facts-box dd")[0] == ("Maandag 25 januari 2027, 09:00 tot vrijdag 5 februari 2027, 17:00")


def test_a_month_shows_what_is_going_on_in_it(employee_client: Client, calendar: City) -> None:
    january = seen(employee_client.get("/agenda/?month=2027-01"))
    february = seen(employee_client.get("/agenda/?month=2027-02"))

    assert words(january, ".month-title") == ["Januari 2027"]
    assert words(january, ".event h3") == ["Nieuwjaarsborrel", "Inzameling"]
    assert words(february, ".event h3") == ["Inzameling"]
    assert [link["href"] for link in january.select(".months a")] == ["?month=2026-12", "?month=2027-02", "/agenda/"]


def test_a_month_can_be_narrowed_to_a_theme(employee_client: Client, calendar: City) -> None:
    create_event(create_theme(calendar.home, "Wonen"), "Open dag", starts_at=datetime(2027, 1, 9, 9, tzinfo=UTC))
    prepare_everything()
    chips = seen(employee_client.get("/agenda/?month=2027-01")).select(".chips a")
    address = next(chip["href"] for chip in chips if chip.get_text() == "Wonen")

    screen = seen(employee_client.get(f"/agenda/{address}"))

    assert words(screen, ".event h3") == ["Open dag"]
    assert words(screen, ".chips [aria-current]") == ["Wonen"]


def test_a_visitor_sees_no_events_of_staff(client: Client, calendar: City) -> None:
    screen = seen(client.get("/agenda/?month=2027-01"))

    assert not screen.select(".event")
    assert not screen.select("a[href*=feeds]")


@pytest.mark.parametrize("month", ["nonsense", "2027-13", "1999-01"])
def test_a_senseless_month_is_an_address_that_is_not_there(employee_client: Client, city: City, month: str) -> None:
    assert employee_client.get(f"/agenda/?month={month}").status_code == 404


def test_home_and_theme_tell_what_is_coming(employee_client: Client, city: City) -> None:
    create_event(city.theme, "Vorige week", starts_at=timezone.now() - timedelta(days=7))
    create_event(city.theme, "Volgende week", starts_at=timezone.now() + timedelta(days=7))
    begun = timezone.now() - timedelta(days=1)
    create_event(city.theme, "Bezig", starts_at=begun, ends_at=begun + timedelta(days=3))
    prepare_everything()

    for address in ("/", "/kennisbank/"):
        assert words(seen(employee_client.get(address)), ".event h3") == ["Bezig", "Volgende week"]


def test_home_in_another_language_fills_its_events_from_the_source(employee_client: Client, city: City) -> None:
    create_event(city.theme, "Volgende week", starts_at=timezone.now() + timedelta(days=7))
    translate(city.home, "en")
    prepare_everything()

    event = seen(employee_client.get("/en/")).select_one(".event")

    assert event is not None
    assert (event["lang"], event.h3.a["href"]) == ("nl", "/en/kennisbank/volgende-week/")
