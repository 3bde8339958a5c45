"""Every request has an id, and one line says what came of it."""

import logging
from collections.abc import Iterator
from io import StringIO
from secrets import token_urlsafe
from typing import Any

import pytest
from django.test import Client, RequestFactory
from django.urls import resolve

from cms.people.actions import renew_feed_token
from config.logs import request_id
from config.requests import LeavesSecretsOut, path_of
from tests.factories.people import create_user

GIVEN = "balancer-7f3a.0001"


@pytest.fixture
def lines(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    caplog.set_level(logging.INFO, logger="config.requests")
    return caplog


def test_the_proxys_id_is_taken_and_given_back(client: Client) -> None:
    assert client.get("/healthz", headers={"X-Request-ID": GIVEN})["X-Request-ID"] == GIVEN


@pytest.mark.parametrize("given", ["", "short", "x" * 65, "two words", 'id"}{"', "-starts-with-a-dash", "é" * 10])
def test_an_id_that_could_not_stand_in_a_log_is_replaced(client: Client, given: str) -> None:
    known_as = client.get("/healthz", headers={"X-Request-ID": given})["X-Request-ID"]

    assert len(known_as) == 32
    assert known_as != given


def test_no_request_keeps_the_id_of_another(client: Client) -> None:
    first, second = client.get("/healthz")["X-Request-ID"], client.get("/healthz")["X-Request-ID"]

    assert first != second
    assert request_id.get() == ""


def test_a_line_says_what_came_of_it_without_the_query(client: Client, lines: pytest.LogCaptureFixture) -> None:
    client.get("/healthz?q=burn-out")

    (record,) = lines.records
    assert (record.method, record.path, record.status, record.user) == ("GET", "/healthz", 200, None)
    assert 0 <= record.duration_ms < 10_000
    assert "burn-out" not in str(vars(record))


@pytest.mark.django_db
def test_a_line_names_who_asked_by_number(client: Client, lines: pytest.LogCaptureFixture) -> None:
    person = create_user()
    client.force_login(person)

    client.get("/admin/")

    record = lines.records[-1]
    assert (record.path, record.user) == ("/admin/", person.pk)
    assert person.email not in str(vars(record))


@pytest.mark.parametrize(
    ("address", "logged"),
    [
        ("/preview/Zm9vYmFyYmF6/", "/preview/***/"),
        ("/accounts/password/reset/key/1f-secret/", "/accounts/password/reset/key/***-***/"),
        ("/kennisbank/verlof/", "/kennisbank/verlof/"),
    ],
)
def test_what_opens_a_door_is_not_logged(address: str, logged: str) -> None:
    request = RequestFactory().get(address)
    request.resolver_match = resolve(address)

    assert path_of(request) == logged


@pytest.mark.parametrize(
    ("address", "logged"),
    [
        ("/preview/{secret}", "/preview/***"),
        ("/feeds/{secret}/events/nl", "/feeds/***/events/nl"),
        ("/accounts/password/reset/key/1f-c4r3ts-se", "/accounts/password/reset/key/***-***"),
        ("/er-was-eens-een-slug-van-drie-en-veertig-te", "/er-was-eens-een-slug-van-drie-en-veertig-te"),
    ],
)
def test_a_secret_in_an_address_that_was_not_copied_whole_is_not_logged(address: str, logged: str) -> None:
    request = RequestFactory().get(address.format(secret=token_urlsafe(32)))

    assert path_of(request) == logged


@pytest.fixture
def console() -> Iterator[StringIO]:
    """What the handler of Django's own lines writes."""
    handlers: list[Any] = logging.getLogger("django").handlers
    handler = next(each for each in handlers if any(isinstance(one, LeavesSecretsOut) for one in each.filters))
    said = StringIO()
    before = handler.setStream(said)
    yield said
    handler.setStream(before)


@pytest.mark.django_db
def test_what_django_says_of_a_refusal_leaves_the_secret_out(client: Client, console: StringIO) -> None:
    secret = renew_feed_token(create_user())

    assert client.get(f"/feeds/{secret}/events/themes/1.ics").status_code == 404

    assert "Not Found: /feeds/***/events/themes/1.ics" in console.getvalue()
    assert secret not in console.getvalue()
