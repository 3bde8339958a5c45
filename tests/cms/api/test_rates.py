"""How often one may ask: counted by whoever asks, in requests and in cost, never beyond the limit among processes."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from pytest_django import Settings

from cms.api.rates import ALLOWANCES, Allowances
from cms.people.actions import issue_api_token
from tests.factories.asking import ask as ask_inside
from tests.factories.people import create_user

pytestmark = pytest.mark.django_db

MINUTE = 1_000_020.0


@pytest.fixture(autouse=True)
def nothing_spent(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """In the midst of a minute that does not end."""
    monkeypatch.setattr("time.time", lambda: MINUTE + 15.0)
    ALLOWANCES.clear()
    yield
    ALLOWANCES.clear()


def post(client: Client, query: str = "{ __typename }", **headers: str) -> HttpResponse:
    return client.post("/graphql/", {"query": query}, content_type="application/json", headers=headers)


def test_processes_together_never_allow_more_than_the_limit() -> None:
    processes = [Allowances(), Allowances(), Allowances()]
    allowed = [each.spend("key", 1, limit=1_000, now=MINUTE) is not None for _ in range(400) for each in processes]
    assert sum(allowed) == 1_000


def test_a_minute_later_there_is_all_of_it_again() -> None:
    allowances = Allowances()
    assert [allowances.spend("key", 1, limit=2, now=MINUTE) for _ in range(3)] == [1, 0, None]
    assert allowances.spend("key", 1, limit=2, now=MINUTE + 60) == 1


def test_one_askers_minute_is_not_anothers() -> None:
    allowances = Allowances()
    assert allowances.spend("one", 1, limit=1, now=MINUTE) == 0
    assert allowances.spend("one", 1, limit=1, now=MINUTE) is None
    assert allowances.spend("two", 1, limit=1, now=MINUTE) == 0


def test_what_costs_more_than_a_minute_may_be_had_once_in_it() -> None:
    allowances = Allowances()
    assert allowances.spend("key", 5_000, limit=100, now=MINUTE) == 0
    assert allowances.spend("key", 1, limit=100, now=MINUTE) is None


def test_leases_are_bounded() -> None:
    allowances = Allowances(size=2)
    for key in ("a", "b", "c"):
        allowances.spend(key, 1, limit=1_000, now=MINUTE)
    assert len(allowances._leases) == 2


def test_who_asks_too_often_is_told_when_to_come_back(client: Client, settings: Settings) -> None:
    settings.GRAPHQL_REQUESTS_A_MINUTE = 2
    first = post(client)
    assert (first["RateLimit-Policy"], first["RateLimit"]) == ('"requests";q=2;w=60', '"requests";r=1;t=45')
    post(client)
    response = post(client)
    assert (response.status_code, response["Retry-After"], response["RateLimit"]) == (429, "45", '"requests";r=0;t=45')
    assert response.json()["errors"][0]["extensions"] == {
        "code": "RATE_LIMITED",
        "limit": "requests_a_minute",
        "value": 2,
        "asked": 1,
        "retryAfter": 45,
    }


def test_cost_is_counted_as_well(client: Client, settings: Settings) -> None:
    settings.GRAPHQL_COST_A_MINUTE = 30
    query = "{ pages(first: 10) { nodes { title } } }"
    assert post(client, query)["RateLimit"] == '"cost";r=18;t=45'
    assert post(client, query).status_code == 200
    response = post(client, query)
    assert (response.status_code, response.json()["errors"][0]["extensions"]["limit"]) == (429, "cost_a_minute")
    assert post(client, "{ __typename }").status_code == 200


def test_each_token_account_and_address_has_its_own(client: Client, settings: Settings) -> None:
    settings.GRAPHQL_REQUESTS_A_MINUTE = 1
    settings.CLIENT_ADDRESS = "HTTP_X_REAL_IP"
    one, two = (issue_api_token(create_user(), name="app")[1] for _ in range(2))
    askers: list[dict[str, str]] = [
        {"Authorization": f"Bearer {one}", "X-Real-IP": "192.0.2.1"},
        {"Authorization": f"Bearer {two}", "X-Real-IP": "192.0.2.1"},
        {"X-Real-IP": "192.0.2.1"},
        {"X-Real-IP": "192.0.2.2"},
        {"X-Real-IP": "2001:db8::1"},
        {"X-Real-IP": "2001:db8:0:1::1"},
        {"X-Real-IP": "::ffff:192.0.2.3"},
        {"X-Real-IP": "::ffff:192.0.2.4"},
    ]
    assert [post(client, **headers).status_code for headers in askers] == [200] * 8
    assert [post(client, **headers).status_code for headers in askers] == [429] * 8
    assert post(client, **{"X-Real-IP": "2001:db8::2"}).status_code == 429
    # Whoever is signed in is counted by account, because a whole town hall may have one address.
    client.force_login(create_user())
    assert client.get("/graphql/", {"query": "{ __typename }"}, headers=askers[2]).status_code == 200


def test_who_tries_tokens_is_counted_by_address(client: Client, settings: Settings) -> None:
    settings.GRAPHQL_REQUESTS_A_MINUTE = 2
    tried = [post(client, Authorization=f"Bearer plein_{number}").status_code for number in range(3)]
    assert tried == [401, 401, 429]


def test_the_site_itself_is_not_counted(settings: Settings) -> None:
    settings.GRAPHQL_REQUESTS_A_MINUTE = settings.GRAPHQL_COST_A_MINUTE = 1
    data: list[Any] = [ask_inside("{ units { name } }") for _ in range(3)]
    assert data == [{"units": []}] * 3


def test_nothing_is_counted_where_that_is_off(client: Client) -> None:
    response = post(client)
    assert "RateLimit" not in response
    assert len(ALLOWANCES._leases) == 0
