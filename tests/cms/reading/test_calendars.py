from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client
from icalendar import Calendar

from cms.pages.models import ThemePage
from tests.factories.asking import prepared
from tests.factories.pages import create_event, create_home, create_theme
from tests.factories.people import create_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def theme(settings: Any) -> ThemePage:
    settings.PUBLIC_URL = "https://plein.example"
    return create_theme(create_home(), "Werken")


@pytest.fixture
def employee_client(client: Client) -> Client:
    client.force_login(create_user())
    return client


def test_an_event_is_told_by_the_clock_where_the_organisation_is(theme: ThemePage, employee_client: Client) -> None:
    event = create_event(
        theme,
        "Zomerfeest",
        summary="Met muziek, en taart",
        location="Stadspark",
        starts_at=datetime(2027, 7, 1, 14, tzinfo=UTC),
        ends_at=datetime(2027, 7, 1, 18, 30, tzinfo=UTC),
    )
    prepared()

    response = employee_client.get(f"/feeds/events/{event.pk}.ics")

    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="zomerfeest.ics"'
    assert response["Cache-Control"] == "private, no-cache"
    calendar = Calendar.from_ical(response.content)
    (told,) = calendar.events
    assert b"DTSTART;TZID=Europe/Amsterdam:20270701T160000" in response.content
    assert b"DTEND;TZID=Europe/Amsterdam:20270701T203000" in response.content
    assert [str(zone["TZID"]) for zone in calendar.timezones] == ["Europe/Amsterdam"]
    assert {name: str(told[name]) for name in ("SUMMARY", "LOCATION", "DESCRIPTION", "URL", "UID")} == {
        "SUMMARY": "Zomerfeest",
        "LOCATION": "Stadspark",
        "DESCRIPTION": "Met muziek, en taart",
        "URL": "https://plein.example/werken/zomerfeest/",
        "UID": f"page-{event.pk}@plein.example",
    }


def test_an_event_that_moved_is_the_same_to_a_calendar(theme: ThemePage, employee_client: Client) -> None:
    event = create_event(theme, "Zomerfeest")
    prepared()
    before = Calendar.from_ical(employee_client.get(f"/feeds/events/{event.pk}.ics").content)

    event.title, event.slug = "Tuinfeest", "tuinfeest"
    event.save()
    prepared()

    after = Calendar.from_ical(employee_client.get(f"/feeds/events/{event.pk}.ics").content)
    assert before.events[0]["UID"] == after.events[0]["UID"]
    assert after.events[0]["SUMMARY"] == "Tuinfeest"


def test_an_event_without_an_end_tells_none(theme: ThemePage, employee_client: Client) -> None:
    event = create_event(theme, "Inloop")
    prepared()

    (told,) = Calendar.from_ical(employee_client.get(f"/feeds/events/{event.pk}.ics").content).events

    assert "DTEND" not in told
    assert "LOCATION" not in told


def test_what_is_no_event_and_what_is_for_others_are_not_there(theme: ThemePage, client: Client) -> None:
    event = create_event(theme, "Zomerfeest")
    prepared()

    assert client.get(f"/feeds/events/{event.pk}.ics").status_code == 404
    client.force_login(create_user())
    assert client.get(f"/feeds/events/{theme.pk}.ics").status_code == 404
    assert client.get("/feeds/events/999999.ics").status_code == 404
