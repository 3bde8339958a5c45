"""Whatever is sent, SCIM answers with an error of its own, and nothing changed."""

import json
from typing import Any
from urllib.parse import quote

import pytest

from cms.people.models import User
from tests.cms.directory.scim import ERROR, PATCH, USER, Keeper
from tests.factories.people import create_user

pytestmark = pytest.mark.django_db

DEEP = "[" * 5000 + "]" * 5000
BODIES = [
    "", "null", "1", '"text"', "[]", "{}", "\x00", DEEP, '{"schemas": null}', '{"userName": "\\ud800@example.com"}',
    *(json.dumps({"schemas": [USER], "userName": name}) for name in (None, 1, [], {}, "", " ", "a\x00b", "\u202e")),
    json.dumps({"schemas": ["urn:nothing"], "userName": "nobody"}),
    json.dumps({"schemas": [USER], "userName": "b", "emails": [None]}),
    json.dumps({"schemas": [USER], "userName": "b", "emails": {"value": "b"}}),
    json.dumps({"schemas": [USER], "userName": "b", "emails": "b@example.com"}),
    json.dumps({"schemas": [USER], "userName": "b", "name": ["Eva"]}),
]  # fmt: skip
OPERATIONS: list[Any] = [
    None, [], [None], [{}], [{"op": None}], [{"op": "add"}], [{"op": "replace", "path": None}],
    [{"op": "replace", "path": "active", "value": {"a": 1}}], [{"op": "replace", "value": [1]}],
    [{"op": "replace", "path": "x" * 5000, "value": ""}, {"op": "replace", "path": "emails[", "value": 1}],
    [{"op": "add", "path": "emails[type eq", "value": 1}],
    [{"op": "replace", "path": "emails", "value": [{"value": "a\x00@example.com"}]}],
    [{"op": "replace", "path": "userName", "value": None}], [{"op": "replace", "path": "meta", "value": {}}],
    [{"op": "replace", "path": "groups", "value": [{"value": "1"}]}],
]  # fmt: skip
QUERIES = [
    "filter=" + quote("(" * 400), "filter=" + quote('userName eq "\x00'), "filter=" + quote("not " * 200),
    "count=many", "startIndex=" + "9" * 30, "sortBy=nothing", "sortBy=emails.type", "attributes=[",
    "attributes=title&excludedAttributes=name", "sortOrder=sideways",
]  # fmt: skip


def refused(answer: Any) -> bool:
    told = json.loads(answer.content)
    return 400 <= answer.status_code < 500 and told["schemas"] == [ERROR] and told["status"] == str(answer.status_code)


@pytest.mark.parametrize("body", BODIES)
def test_no_body_makes_an_account_that_cannot_be(keeper: Keeper, body: str) -> None:
    assert refused(keeper.ask("POST", "Users", body))
    assert not User.objects.exists()


@pytest.mark.parametrize("operations", OPERATIONS)
def test_no_patch_breaks_an_account(keeper: Keeper, operations: Any) -> None:
    eva = create_user("Eva de Vries", email="eva@example.com")

    answer = keeper.ask("PATCH", f"Users/{eva.pk}", {"schemas": [PATCH], "Operations": operations})

    assert refused(answer), answer.content
    now = User.objects.get()
    assert (now.email, now.is_active, now.get_full_name()) == ("eva@example.com", True, "Eva de Vries")


@pytest.mark.parametrize("query", QUERIES)
def test_no_question_breaks_a_list(keeper: Keeper, query: str) -> None:
    answer = keeper.ask("GET", f"Users?{query}")

    assert answer.status_code < 500, answer.content
    assert json.loads(answer.content).get("Resources", []) == []
