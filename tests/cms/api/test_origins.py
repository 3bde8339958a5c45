"""Front-ends of other origins: those that are named may ask with a token, none with somebody's cookie."""

import subprocess
import sys
from typing import Any

import pytest
from django.conf import settings as configured
from django.http import HttpResponse
from django.test import Client
from pytest_django import Settings

from cms.people.actions import issue_api_token
from tests.factories.people import create_user

pytestmark = pytest.mark.django_db

ELSEWHERE = "https://www.elsewhere.example"
STRANGER = "https://stranger.example"
ASKED = {"query": "{ viewer { email } }"}


@pytest.fixture
def named(settings: Settings) -> None:
    settings.CORS_ALLOWED_ORIGINS = [ELSEWHERE]
    settings.MIDDLEWARE = [settings.CORS_MIDDLEWARE, *settings.MIDDLEWARE]


def preflight(client: Client, address: str, origin: str) -> HttpResponse:
    wanted = {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "authorization,content-type"}
    return client.options(address, headers={"Origin": origin, **wanted})


def post(client: Client, **headers: str) -> HttpResponse:
    return client.post("/graphql/", ASKED, content_type="application/json", headers=headers)


def said_of_origins(response: HttpResponse) -> dict[str, str]:
    return {name: value for name, value in response.headers.items() if name.startswith("Access-Control")}


def test_nobody_is_let_in_by_default(client: Client) -> None:
    assert said_of_origins(post(client, Origin=ELSEWHERE)) == {}
    assert said_of_origins(preflight(client, "/graphql/", ELSEWHERE)) == {}


def test_a_browser_asks_leave_first(client: Client, named: None) -> None:
    response = preflight(client, "/graphql/", ELSEWHERE)
    assert response.status_code == 200
    assert response["Access-Control-Allow-Origin"] == ELSEWHERE
    assert "authorization" in response["Access-Control-Allow-Headers"]
    assert response["Access-Control-Allow-Methods"] == "GET, HEAD, POST, OPTIONS"
    assert "Access-Control-Allow-Credentials" not in response
    assert said_of_origins(preflight(client, "/graphql/", STRANGER)) == {}


def test_a_named_origin_reads_with_a_token(client: Client, named: None) -> None:
    person = create_user()
    _, secret = issue_api_token(person, name="app")
    response = post(client, Origin=ELSEWHERE, Authorization=f"Bearer {secret}")
    assert response.json() == {"data": {"viewer": {"email": person.email}}}
    assert response["Access-Control-Allow-Origin"] == ELSEWHERE
    assert "origin" in response["Vary"].lower()


@pytest.mark.parametrize(
    "address", ["/media/pictures/a.jpg", "/documents/1/a.pdf", "/meetings/1.pdf", "/feeds/events/1.ics"]
)
def test_the_doors_of_files_are_open_to_a_named_origin(client: Client, named: None, address: str) -> None:
    assert preflight(client, address, ELSEWHERE)["Access-Control-Allow-Origin"] == ELSEWHERE


@pytest.mark.parametrize("address", ["/", "/admin/", "/accounts/login/", "/scim/v2/Users", "/feeds/abc/nieuws.xml"])
def test_nothing_else_is(client: Client, named: None, address: str) -> None:
    assert said_of_origins(client.get(address, headers={"Origin": ELSEWHERE})) == {}


@pytest.mark.parametrize("origin", [ELSEWHERE, STRANGER, "null"])
def test_a_post_from_another_origin_with_somebodys_cookie_is_refused(named: None, origin: str) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(create_user())
    client.cookies["csrftoken"] = "a" * 32
    response = post(client, Origin=origin, **{"X-CSRFToken": "a" * 32})
    assert response.status_code == 403
    assert response.json()["errors"][0]["extensions"] == {"code": "FORBIDDEN"}
    assert "Access-Control-Allow-Credentials" not in response


def test_a_form_of_another_site_cannot_use_a_cookie() -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(create_user())
    form: dict[str, Any] = {"operations": '{"query": "mutation { feedTokenRevoke { isRevoked } }"}', "map": "{}"}
    assert client.post("/graphql/", form).status_code == 403
    sent = client.post("/graphql/", '{"query": "{ __typename }"}', content_type="text/plain")
    assert sent.status_code == 403


@pytest.mark.parametrize("origin", ["*", "https://*.example.org", "www.example.org", "https://example.org/path"])
def test_only_whole_origins_can_be_named(origin: str) -> None:
    started = subprocess.run(
        [sys.executable, "-c", "import config.settings.api"],
        env={"GRAPHQL_ORIGINS": origin, "PYTHONPATH": str(configured.ROOT / "site")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert started.returncode == 1
    assert f"GRAPHQL_ORIGINS has '{origin}'" in started.stderr
