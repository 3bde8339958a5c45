from datetime import timedelta
from typing import Any
from xml.etree import ElementTree as Xml

import pytest
from django.test import Client
from django.utils import timezone
from icalendar import Calendar

from cms.pages.models import ThemePage
from cms.people.actions import renew_feed_token, revoke_feed_token
from cms.people.models import FeedToken, User
from tests.factories.asking import prepared
from tests.factories.pages import create_event, create_home, create_news, create_theme, translate
from tests.factories.people import create_partner, create_user

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def theme(settings: Any) -> ThemePage:
    """A theme with an event and a news item, beside another with the same."""
    settings.PUBLIC_URL = "https://plein.example"
    home = create_home(audiences=("staff", "partners"))
    theme, other = create_theme(home, "Werken"), create_theme(home, "Wonen", audiences=("staff", "partners"))
    soon = timezone.now() + timedelta(days=7)
    create_event(theme, "Zomerfeest", starts_at=soon)
    create_event(other, "Open dag", starts_at=soon + timedelta(hours=1))
    create_news(theme, "Nieuwe laptops", summary="Ze komen eraan.", publish=True)
    create_news(other, "Nieuwe wijk", publish=True)
    prepared()
    return theme


@pytest.fixture
def employee() -> User:
    return create_user()


def events_at(client: Client, address: str) -> list[str]:
    return [str(event["SUMMARY"]) for event in Calendar.from_ical(client.get(address).content).events]


def news_at(client: Client, address: str) -> list[str | None]:
    feed = Xml.fromstring(client.get(address).content)
    return [entry.findtext(f"{ATOM}title") for entry in feed.iter(f"{ATOM}entry")]


def test_a_calendar_gets_the_events_its_person_may_see(client: Client, theme: ThemePage, employee: User) -> None:
    staff, partner = renew_feed_token(employee), renew_feed_token(create_partner())

    assert events_at(client, f"/feeds/{staff}/events/nl.ics") == ["Zomerfeest", "Open dag"]
    assert events_at(client, f"/feeds/{partner}/events/nl.ics") == ["Open dag"]
    assert events_at(client, f"/feeds/{staff}/events/themes/{theme.pk}.ics") == ["Zomerfeest"]
    assert client.get(f"/feeds/{partner}/events/themes/{theme.pk}.ics").status_code == 404


def test_a_feed_reader_gets_the_news_its_person_may_see(client: Client, theme: ThemePage, employee: User) -> None:
    staff, partner = renew_feed_token(employee), renew_feed_token(create_partner())

    assert news_at(client, f"/feeds/{staff}/news/nl.atom") == ["Nieuwe wijk", "Nieuwe laptops"]
    assert news_at(client, f"/feeds/{partner}/news/nl.atom") == ["Nieuwe wijk"]
    assert news_at(client, f"/feeds/{staff}/news/themes/{theme.pk}.atom") == ["Nieuwe laptops"]
    assert client.get(f"/feeds/{partner}/news/themes/{theme.pk}.atom").status_code == 404


def test_an_item_of_news_has_what_a_feed_reader_shows(client: Client, theme: ThemePage, employee: User) -> None:
    secret = renew_feed_token(employee)

    text = client.get(f"/feeds/{secret}/news/themes/{theme.pk}.atom").content.decode()

    entry = Xml.fromstring(text).find(f"{ATOM}entry")
    assert entry is not None
    assert entry.findtext(f"{ATOM}summary") == "Ze komen eraan."
    assert entry.find(f"{ATOM}link").attrib["href"] == "https://plein.example/werken/nieuwe-laptops/"
    assert Xml.fromstring(text).findtext(f"{ATOM}title") == "Plein: nieuws over Werken"
    assert secret not in text


def test_a_feed_is_of_one_language(client: Client, theme: ThemePage, employee: User) -> None:
    create_event(translate(theme, "en"), "Garden party", starts_at=timezone.now())
    prepared()

    secret = renew_feed_token(employee)

    assert events_at(client, f"/feeds/{secret}/events/en.ics") == ["Garden party"]
    assert client.get(f"/feeds/{secret}/events/xx.ics").status_code == 404


def test_an_event_stays_in_the_feed_for_some_time_after_it(client: Client, theme: ThemePage, employee: User) -> None:
    create_event(theme, "Vorige maand", starts_at=timezone.now() - timedelta(days=30))
    create_event(theme, "Vorig jaar", starts_at=timezone.now() - timedelta(days=365))
    prepared()

    assert events_at(client, f"/feeds/{renew_feed_token(employee)}/events/themes/{theme.pk}.ics") == [
        "Vorige maand",
        "Zomerfeest",
    ]


def test_no_cache_index_or_link_carries_a_feed_further(client: Client, theme: ThemePage, employee: User) -> None:
    response = client.get(f"/feeds/{renew_feed_token(employee)}/events/nl.ics")

    assert response["Cache-Control"] == "private, no-cache"
    assert response["Referrer-Policy"] == "no-referrer"
    assert response["X-Robots-Tag"] == "noindex"


def test_a_token_that_was_renewed_or_revoked_opens_nothing(client: Client, theme: ThemePage, employee: User) -> None:
    first = renew_feed_token(employee)
    second = renew_feed_token(employee)
    assert client.get(f"/feeds/{first}/events/nl.ics").status_code == 404
    assert client.get(f"/feeds/{second}/events/nl.ics").status_code == 200

    revoke_feed_token(employee)

    assert client.get(f"/feeds/{second}/events/nl.ics").status_code == 404


def test_an_account_that_cannot_sign_in_has_no_feeds(client: Client, theme: ThemePage, employee: User) -> None:
    secret = renew_feed_token(employee)
    User.objects.filter(pk=employee.pk).update(is_active=False)
    assert client.get(f"/feeds/{secret}/events/nl.ics").status_code == 404

    employee.set_unusable_password()
    employee.save()

    assert client.get(f"/feeds/{secret}/events/nl.ics").status_code == 404


def test_a_feed_token_opens_feeds_alone(client: Client, theme: ThemePage, employee: User) -> None:
    secret = renew_feed_token(employee)

    asked = client.post(
        "/graphql/", {"query": "{ viewer { id } }"}, content_type="application/json",
        headers={"Authorization": f"Bearer {secret}"},
    )  # fmt: skip

    assert asked.json()["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"


def test_only_the_hash_of_a_token_is_stored(employee: User) -> None:
    secret = renew_feed_token(employee)

    assert secret not in str(FeedToken.objects.values().get())
