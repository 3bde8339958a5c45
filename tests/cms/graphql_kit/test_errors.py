import logging

import graphene
import pytest
from graphql import build_schema, execute, parse, validate

from cms.graphql_kit.errors import UNEXPECTED, InvalidInput, LimitExceeded, NotFound, formatted


class Query(graphene.ObjectType):
    broken = graphene.String()
    twice = graphene.List(graphene.String)
    missing = graphene.String()
    empty = graphene.NonNull(graphene.String)
    number = graphene.String(value=graphene.NonNull(graphene.Int, default_value=1))

    @staticmethod
    def resolve_broken(root: None, _info: graphene.ResolveInfo) -> str:
        raise RuntimeError("the password is swordfish")

    @staticmethod
    def resolve_missing(root: None, _info: graphene.ResolveInfo) -> str:
        raise NotFound("There is no such page.")

    @staticmethod
    def resolve_empty(root: None, _info: graphene.ResolveInfo) -> None:
        return None

    @staticmethod
    def resolve_number(root: None, _info: graphene.ResolveInfo, value: int) -> str:
        return str(value)


SCHEMA = graphene.Schema(Query).graphql_schema


def errors_of(text: str, **variables: object) -> list:
    document = parse(text)
    return formatted(validate(SCHEMA, document) or execute(SCHEMA, document, variable_values=variables).errors or [])


def test_an_unexpected_error_leaks_nothing_and_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        answer = errors_of("{ broken }")
    assert answer == [
        {
            "message": UNEXPECTED,
            "locations": [{"line": 1, "column": 3}],
            "path": ["broken"],
            "extensions": {"code": "INTERNAL"},
        }
    ]
    assert "swordfish" in caplog.text
    assert "Traceback" in caplog.text


def test_a_typed_error_is_told_as_it_is() -> None:
    assert errors_of("{ missing }")[0] == {
        "message": "There is no such page.",
        "locations": [{"line": 1, "column": 3}],
        "path": ["missing"],
        "extensions": {"code": "NOT_FOUND"},
    }


def test_a_null_where_none_may_be_is_our_fault() -> None:
    assert errors_of("{ empty }")[0]["extensions"] == {"code": "INTERNAL"}


def test_an_unknown_field_is_invalid_input() -> None:
    assert errors_of("{ nothing }")[0]["extensions"] == {"code": "INVALID_INPUT"}


def test_a_wrong_variable_is_invalid_input() -> None:
    assert errors_of("query ($v: Int!) { number(value: $v) }", v="x")[0]["extensions"] == {"code": "INVALID_INPUT"}
    assert errors_of("query ($v: Int = 2) { number(value: $v) }", v=None)[0]["extensions"] == {"code": "INVALID_INPUT"}


def test_a_limit_says_which_and_how_much() -> None:
    error = LimitExceeded("depth", value=15, asked=20)
    assert error.message == "The depth asked is 20; the limit is 15."
    assert error.extensions == {"code": "LIMIT_EXCEEDED", "limit": "depth", "value": 15, "asked": 20}
    assert InvalidInput("No.").extensions == {"code": "INVALID_INPUT"}


def test_a_schema_without_graphene_is_formatted_too() -> None:
    schema = build_schema("type Query { a: String }")
    assert formatted(validate(schema, parse("{ b }")))[0]["extensions"] == {"code": "INVALID_INPUT"}
