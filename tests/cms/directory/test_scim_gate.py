"""Nobody comes to SCIM without its token, and who has it learns what the service can."""

import json
from typing import Any

import pytest
from django.core.checks import run_checks
from django.test import Client

from cms.people.actions import issue_api_token
from cms.people.models import User
from tests.cms.directory.scim import ENTERPRISE, ERROR, GROUP, LIST, TOKEN, USER, Keeper, person
from tests.factories.people import create_superuser

pytestmark = pytest.mark.django_db

DOORS = [
    "Users", "Users/1", "Groups", "Groups/1", "ServiceProviderConfig", "ResourceTypes", "ResourceTypes/User", "Schemas",
    f"Schemas/{USER}", "Me", "Bulk",
]  # fmt: skip


@pytest.mark.parametrize("path", DOORS)
@pytest.mark.parametrize("token", ["", "wrong", TOKEN[:-1], TOKEN + "x"])
def test_no_door_opens_without_the_token(settings: Any, path: str, token: str) -> None:
    settings.SCIM_TOKEN = TOKEN

    answer = Keeper(token).ask("GET", path)

    assert (answer.status_code, answer["WWW-Authenticate"], answer["Content-Type"]) == (
        401,
        "Bearer",
        "application/scim+json",
    )
    assert json.loads(answer.content).keys() == {"schemas", "status", "detail"}


@pytest.mark.parametrize("token", ["", TOKEN])
def test_there_is_no_door_where_no_token_is_set(settings: Any, token: str) -> None:
    settings.SCIM_TOKEN = ""

    assert Keeper(token).ask("GET", "Users").status_code == 404
    assert Keeper(token).ask("POST", "Users", person()).status_code == 404
    assert not User.objects.exists()


def test_neither_an_administrators_session_nor_their_api_token_opens_it(keeper: Keeper) -> None:
    ada = create_superuser()
    browser = Client()
    browser.force_login(ada)
    _token, secret = issue_api_token(ada, name="Telefoon")

    assert browser.get("/scim/v2/Users").status_code == 401
    assert Keeper(secret).ask("POST", "Users", person()).status_code == 401
    assert User.objects.get() == ada


def test_wrong_tokens_are_counted_and_do_not_shut_out_the_right_one(keeper: Keeper) -> None:
    answers = [Keeper("wrong").ask("GET", "Users") for _ in range(11)]

    assert [answer.status_code for answer in answers] == [401] * 10 + [429]
    assert answers[-1]["Retry-After"] == "60"
    assert keeper.ask("GET", "Users").status_code == 200


def test_who_asks_too_often_waits(keeper: Keeper, settings: Any) -> None:
    settings.SCIM_REQUESTS_A_MINUTE = 2

    answers = [keeper.ask("GET", "ServiceProviderConfig").status_code for _ in range(3)]

    assert answers == [200, 200, 429]


def test_too_long_a_body_is_not_read(keeper: Keeper, settings: Any) -> None:
    settings.SCIM_BODY_SIZE = 500

    answer = keeper.ask("POST", "Users", person(title="x" * 500))

    assert (answer.status_code, json.loads(answer.content)["schemas"]) == (413, [ERROR])
    assert not User.objects.exists()


def test_a_token_that_could_be_guessed_is_an_error(settings: Any) -> None:
    settings.SCIM_TOKEN = "short"
    assert "directory.E001" in {found.id for found in run_checks()}

    settings.SCIM_TOKEN = TOKEN
    assert "directory.E001" not in {found.id for found in run_checks()}


def test_a_method_that_a_door_does_not_know_is_told_so(keeper: Keeper) -> None:
    answer = keeper.ask("DELETE", "Users")

    assert (answer.status_code, answer["Allow"]) == (405, "GET, POST")


@pytest.mark.parametrize(
    "path", ["Me", "Bulk", "Users/.search", "Users/0", "Users/nobody", "Groups/9", "Schemas/urn:x"]
)
def test_what_is_not_here_is_told_as_the_rfc_has_it(keeper: Keeper, path: str) -> None:
    answer = keeper.ask("GET", path)

    told = json.loads(answer.content)
    assert (answer.status_code, told["schemas"], told["status"]) == (404, [ERROR], "404")


def test_the_service_says_what_it_can(keeper: Keeper) -> None:
    told = keeper.read("ServiceProviderConfig")

    can = {name: told[name]["supported"] for name in ("patch", "bulk", "filter", "changePassword", "sort", "etag")}
    assert can == {
        "patch": True, "bulk": False, "filter": True, "changePassword": False, "sort": True, "etag": True,
    }  # fmt: skip
    assert [each["type"] for each in told["authenticationSchemes"]] == ["oauthbearertoken"]


def test_the_service_says_what_it_has(keeper: Keeper) -> None:
    types, schemas = keeper.read("ResourceTypes"), keeper.read("Schemas")

    assert (types["schemas"], types["totalResults"]) == ([LIST], 2)
    assert [(each["endpoint"], each["schema"]) for each in types["Resources"]] == [("/Users", USER), ("/Groups", GROUP)]
    assert types["Resources"][0]["schemaExtensions"] == [{"schema": ENTERPRISE, "required": False}]
    assert {each["id"] for each in schemas["Resources"]} == {USER, GROUP, ENTERPRISE}
    assert keeper.read(f"Schemas/{USER}")["meta"]["resourceType"] == "Schema"
    assert "password" not in {each["name"] for each in keeper.read(f"Schemas/{USER}")["attributes"]}
    assert keeper.read("ResourceTypes/User")["endpoint"] == "/Users"
