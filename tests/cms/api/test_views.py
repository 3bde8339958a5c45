"""`/graphql/` as the GraphQL-over-HTTP specification has it."""

import json
import time
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client, RequestFactory
from pytest_django import Settings

from cms.api.questions import LONGEST_KNOWN, question_of

pytestmark = pytest.mark.django_db

GRAPHQL_JSON = "application/graphql-response+json"


def codes(response: HttpResponse) -> list[str]:
    return [error["extensions"]["code"] for error in response.json()["errors"]]


def test_a_visitor_may_ask(ask: Any) -> None:
    response = ask("{ viewer { email } }")
    assert response.status_code == 200
    assert response["Content-Type"] == "application/json; charset=utf-8"
    assert response["Cache-Control"] == "private, no-cache"
    assert response.json() == {"data": {"viewer": None}}


def test_a_query_may_come_by_get(client: Client) -> None:
    query = {"query": "query A { __typename } query B { viewer { id } }", "operationName": "A", "variables": "{}"}
    assert client.get("/graphql/", query).json() == {"data": {"__typename": "Query"}}


def test_a_question_that_was_asked_before_is_not_read_again() -> None:
    def asked(text: str, **headers: Any) -> Any:
        post = RequestFactory().post("/graphql/", {"query": text}, content_type="application/json")
        get = RequestFactory().get("/graphql/", {"query": text}, **headers)
        return question_of(post), question_of(get)

    text = "{ __typename }"
    assert [one is other for one, other in zip(asked(text), asked(text), strict=True)] == [True, True]
    long = text + " " * LONGEST_KNOWN
    assert [one is other for one, other in zip(asked(long), asked(long), strict=True)] == [False, False]
    assert asked(text) == asked(text, CONTENT_TYPE="text/plain; charset=utf-8")


def test_the_newer_media_type_tells_a_refused_operation_by_its_status(ask: Any) -> None:
    old = ask("{ nothing }")
    new = ask("{ nothing }", Accept=f"{GRAPHQL_JSON}, application/json;q=0.9")
    assert (old.status_code, old["Content-Type"]) == (200, "application/json; charset=utf-8")
    assert (new.status_code, new["Content-Type"]) == (400, f"{GRAPHQL_JSON}; charset=utf-8")
    assert old.json() == new.json()
    assert codes(new) == ["INVALID_INPUT"]
    assert "data" not in new.json()


@pytest.mark.parametrize(
    ("accept", "status", "media_type"),
    [
        ("", 200, "application/json"),
        ("*/*", 200, "application/json"),
        ("application/*", 200, "application/json"),
        (GRAPHQL_JSON, 200, GRAPHQL_JSON),
        (f"{GRAPHQL_JSON}, application/json", 200, GRAPHQL_JSON),
        (f"{GRAPHQL_JSON};q=0.5, application/json", 200, "application/json"),
        ("text/html, */*;q=0.1", 200, "application/json"),
        ("text/html", 406, "application/json"),
        ("multipart/mixed", 406, "application/json"),
    ],
)
def test_the_client_chooses_among_media_types(ask: Any, accept: str, status: int, media_type: str) -> None:
    response = ask("{ __typename }", **({"Accept": accept} if accept else {}))
    assert (response.status_code, response["Content-Type"]) == (status, f"{media_type}; charset=utf-8")


@pytest.mark.parametrize(
    "body",
    [
        " ",
        "{",
        "null",
        "5",
        '"{ viewer { id } }"',
        "{}",
        '{"query": ""}',
        '{"query": 5}',
        '{"query": "{ __typename }", "variables": []}',
        '{"query": "{ __typename }", "variables": "{}"}',
        '{"query": "{ __typename }", "operationName": 5}',
        '{"query": "{ __typename }", "variables": {"a": NaN}}',
        '{"query": "{ __typename }", "variables": {"a": "\\u0000"}}',
        '{"query": "{ __typename }", "variables": {"a": ["\\ud800"]}}',
        "[" * 5000,
    ],
)
def test_what_is_no_question_is_a_bad_request(client: Client, body: str) -> None:
    response = client.post("/graphql/", body, content_type="application/json")
    assert response.status_code == 400
    assert codes(response) == ["INVALID_INPUT"]


def test_a_body_that_is_not_utf_8_is_a_bad_request(client: Client) -> None:
    response = client.post("/graphql/", b'{"query": "\xff"}', content_type="application/json")
    assert (response.status_code, codes(response)) == (400, ["INVALID_INPUT"])


def test_batches_are_refused(client: Client) -> None:
    batch = json.dumps([{"query": "{ __typename }"}] * 2)
    response = client.post("/graphql/", batch, content_type="application/json")
    assert response.status_code == 400
    assert response.json()["errors"][0]["message"] == "Batching is off: send one operation a request."


@pytest.mark.parametrize(
    "content_type",
    ["text/plain", "application/x-www-form-urlencoded", "application/json; charset=utf-16"],
)
def test_only_json_is_read(client: Client, content_type: str) -> None:
    response = client.post("/graphql/", '{"query": "{ __typename }"}', content_type=content_type)
    assert (response.status_code, codes(response)) == (415, ["INVALID_INPUT"])


def test_a_body_that_is_too_large_is_not_read(client: Client) -> None:
    response = client.post("/graphql/", {"query": "#" * 100_001}, content_type="application/json")
    assert response.status_code == 413
    assert response.json()["errors"][0]["extensions"] == {
        "code": "LIMIT_EXCEEDED",
        "limit": "body_size",
        "value": 100_000,
        "asked": 100_014,
    }


@pytest.mark.parametrize("method", ["put", "patch", "delete", "options"])
def test_other_methods_are_refused_as_json(client: Client, method: str) -> None:
    response = getattr(client, method)("/graphql/")
    assert (response.status_code, response["Allow"]) == (405, "GET, HEAD, POST")
    assert codes(response) == ["INVALID_INPUT"]


def test_an_operation_that_is_not_named_is_asked_for(ask: Any) -> None:
    response = ask("query A { __typename } query B { __typename }")
    assert response.json()["errors"][0]["message"] == "Say with `operationName` which of the operations is meant."


def test_subscriptions_are_no_operations_here(ask: Any) -> None:
    assert codes(ask("subscription { __typename }")) == ["INVALID_INPUT"]


def test_what_changes_something_is_sent_with_post(client: Client, ask: Any) -> None:
    response = client.get("/graphql/", {"query": "mutation { __typename }"})
    assert (response.status_code, response["Allow"], codes(response)) == (405, "POST", ["INVALID_INPUT"])
    assert codes(ask("mutation { anything }")) == ["INVALID_INPUT"]


def test_a_get_without_a_query_is_a_bad_request(client: Client) -> None:
    for parameters in ({}, {"query": ""}, {"query": "{ __typename }", "variables": "{"}, {"variables": "{}"}):
        response = client.get("/graphql/", parameters)
        assert (response.status_code, codes(response)) == (400, ["INVALID_INPUT"])


def test_head_is_get_without_the_answer(client: Client) -> None:
    response = client.head("/graphql/", {"query": "{ __typename }"})
    assert (response.status_code, response.content) == (200, b"")


def test_what_was_asked_is_told_however_large_it_is(ask: Any) -> None:
    response = ask("query ($first: Int) { pages(first: $first) { totalCount nodes { id } } }", {"first": 10**30})
    [error] = response.json()["errors"]
    assert (error["extensions"]["limit"], error["extensions"]["asked"]) == ("cost", 10**30 + 3)


def test_limits_hold_at_the_door(ask: Any) -> None:
    aliases = " ".join(f"a{number}: __typename" for number in range(31))
    response = ask(f"{{ {aliases} }}")
    assert response.json()["errors"][0]["extensions"] == {
        "code": "LIMIT_EXCEEDED",
        "limit": "aliases",
        "value": 30,
        "asked": 31,
    }


def test_a_request_ends_when_its_time_is_over(ask: Any, settings: Settings) -> None:
    settings.GRAPHQL_SECONDS = 0.000_001
    response = ask("{ units { name } people { totalCount } }")
    assert response.status_code == 503
    assert response.json() == {
        "errors": [
            {
                "message": "The seconds asked is more than 1e-06; the limit is 1e-06.",
                "extensions": {"code": "LIMIT_EXCEEDED", "limit": "seconds", "value": 0.000_001, "asked": None},
            }
        ]
    }


def test_what_was_begun_in_time_ends_with_that_error_alone(ask: Any, settings: Settings) -> None:
    def slowly(execute: Any, sql: str, *rest: Any) -> Any:
        time.sleep(0.6 if "people_profile" in sql else 0)
        return execute(sql, *rest)

    settings.GRAPHQL_SECONDS = 0.6
    with connection.execute_wrapper(slowly):
        response = ask("{ a: people { totalCount } b: people { totalCount } }")
    assert (response.status_code, response.json()["data"], codes(response)) == (200, None, ["LIMIT_EXCEEDED"])


def test_without_introspection_nothing_is_described_or_suggested(ask: Any, settings: Settings) -> None:
    settings.GRAPHQL_INTROSPECTION = True
    assert ask("{ __schema { queryType { name } } }").json() == {"data": {"__schema": {"queryType": {"name": "Query"}}}}
    assert "Did you mean" in ask("{ viewe { id } }").json()["errors"][0]["message"]
    settings.GRAPHQL_INTROSPECTION = False
    assert codes(ask("{ __schema { queryType { name } } }")) == ["INVALID_INPUT"]
    assert "Did you mean" not in ask("{ viewe { id } }").json()["errors"][0]["message"]
    assert ask("{ __typename }").json() == {"data": {"__typename": "Query"}}


def test_the_schema_is_shown_where_introspection_is(client: Client, settings: Settings) -> None:
    assert b"type Query {" in client.get("/graphql/schema.graphql").content
    settings.GRAPHQL_INTROSPECTION = False
    assert client.get("/graphql/schema.graphql").status_code == 404


def test_the_explorer_is_for_development(client: Client, settings: Settings) -> None:
    settings.GRAPHQL_EXPLORER = True
    page = client.get("/graphql/", headers={"Accept": "text/html,*/*"})
    assert page["Content-Type"] == "text/html; charset=utf-8"
    assert "csrftoken" in page.cookies
    assert b"https://" not in page.content
    settings.GRAPHQL_EXPLORER = False
    response = client.get("/graphql/", headers={"Accept": "text/html,*/*"})
    assert (response.status_code, codes(response)) == (400, ["INVALID_INPUT"])
