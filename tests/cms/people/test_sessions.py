"""Where somebody is signed in: listed, ended one by one, and all when the password changes."""

import re
from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from cms.people.devices import Device, device_of
from cms.people.models import User
from cms.people.sessions import end_sessions, forget_ended_sessions, sessions_of
from tests.factories.people import PASSWORD, create_user

pytestmark = pytest.mark.django_db

NEW = "een-heel-nieuw-woord"
PHONE = "Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 Chrome/142.0 Mobile Safari/537.36"


def browser_of(user: User, agent: str = PHONE) -> Client:
    client = Client(HTTP_USER_AGENT=agent)
    client.post("/accounts/login/", {"login": user.email, "password": PASSWORD})
    return client


def is_signed_in(client: Client) -> bool:
    return client.get("/account/").status_code == 200


@pytest.fixture(params=["cms.people.session_store", "django.contrib.sessions.backends.cached_db"])
def session_engine(request: pytest.FixtureRequest, settings) -> None:
    settings.SESSION_ENGINE = request.param


@pytest.mark.usefixtures("session_engine")
def test_a_new_password_ends_all_other_sessions() -> None:
    user = create_user()
    here, there = browser_of(user), browser_of(user)

    here.post("/accounts/password/change/", {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW})

    assert (is_signed_in(here), is_signed_in(there)) == (True, False)
    assert [session.session_key for session in sessions_of(user)] == [here.session.session_key]


@pytest.mark.parametrize("key", [r'"abcdefgh\000ijkl"', r'"abcdefgh\351ijkl"', "a" * 5_000])
def test_a_key_that_is_none_of_ours_is_nobody_s(key: str, settings) -> None:
    asked = Client().post(
        "/graphql/",
        {"query": "{ viewer { email } }"},
        content_type="application/json",
        headers={"Cookie": f"{settings.SESSION_COOKIE_NAME}={key}"},
    )
    assert (asked.status_code, asked.json()) == (200, {"data": {"viewer": None}})


def test_a_password_reset_ends_all_sessions() -> None:
    user = create_user()
    there = browser_of(user)
    other = Client()
    other.post("/accounts/password/reset/", {"email": user.email})
    link = re.search(r"http://[^/]+(/\S+)", mail.outbox[0].body)
    assert link
    screen = other.get(link[1], follow=True)
    other.post(screen.request["PATH_INFO"], {"password1": NEW, "password2": NEW})

    assert is_signed_in(there) is False
    assert [message.to for message in mail.outbox] == [[user.email], [user.email]]


@pytest.mark.usefixtures("session_engine")
def test_all_sessions_but_one_are_ended() -> None:
    user = create_user()
    here, there = browser_of(user), browser_of(user)
    stranger = browser_of(create_user())

    assert end_sessions(user, but=here.session.session_key) == 1

    assert (is_signed_in(here), is_signed_in(there), is_signed_in(stranger)) == (True, False, True)


def test_a_session_is_noted_as_seen_once_in_a_while() -> None:
    user = create_user()
    client = browser_of(user)
    long_ago = timezone.now() - timedelta(days=1)
    UserSession.objects.update(last_seen_at=long_ago)
    cache.clear()

    is_signed_in(client)
    first = UserSession.objects.get().last_seen_at
    is_signed_in(client)

    assert first > long_ago
    assert UserSession.objects.get().last_seen_at == first


def test_sessions_that_are_over_are_forgotten() -> None:
    user = create_user()
    here, there = browser_of(user), browser_of(user)
    Session.objects.filter(session_key=there.session.session_key).delete()

    assert forget_ended_sessions() == 1

    assert [row.session_key for row in UserSession.objects.all()] == [here.session.session_key]


def test_a_session_that_began_elsewhere_is_listed_too(client: Client) -> None:
    user = create_user()
    client.force_login(user)
    is_signed_in(client)

    assert [session.session_key for session in sessions_of(user)] == [client.session.session_key]


def test_where_a_request_comes_from_is_what_the_proxy_says(settings) -> None:
    settings.CLIENT_ADDRESS = "HTTP_X_REAL_IP"
    user = create_user()
    client = Client(HTTP_X_REAL_IP="192.0.2.7")
    client.post("/accounts/login/", {"login": user.email, "password": PASSWORD})

    assert UserSession.objects.get().ip == "192.0.2.7"


@pytest.mark.parametrize(
    ("agent", "device"),
    [
        (PHONE, Device("Chrome", "Android")),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Safari/604.1",
            Device("Safari", "iPhone"),
        ),
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/142.0 Safari/537.36 Edg/142.0", Device("Edge", "Windows")),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0", Device("Firefox", "Linux")),
        ("curl/8", Device("", "")),
    ],
)
def test_a_device_is_known_by_what_its_browser_says(agent: str, device: Device) -> None:
    assert device_of(agent) == device
