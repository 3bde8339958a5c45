"""Null is the default, wherever there is one: in arguments, and in input objects however deep."""

from typing import Any

import graphene
import pytest
from graphql import get_operation_ast, parse

from cms.graphql_kit.arguments import take_null_for_defaults
from cms.graphql_kit.loaders import Loaders
from cms.graphql_kit.plans import Plan


class Part(graphene.InputObjectType):
    size = graphene.Int(default_value=3)
    colour = graphene.String()


class Order(graphene.InputObjectType):
    name = graphene.String(required=True)
    how_many = graphene.Int(default_value=1)
    note = graphene.String(default_value="")
    parts = graphene.List(Part)


class Query(graphene.ObjectType):
    said = graphene.JSONString(order=Order(), many=graphene.List(Order), kind=graphene.String(default_value="plain"))

    @staticmethod
    def resolve_said(_root: None, _info: Any, **arguments: Any) -> dict[str, Any]:
        return arguments


SCHEMA = graphene.Schema(query=Query).graphql_schema
take_null_for_defaults(SCHEMA)


class Context:
    def __init__(self) -> None:
        self.loaders = Loaders()


def heard(text: str, **variables: Any) -> dict[str, Any]:
    """What the resolver of `said` was given."""
    document = parse(text)
    operation = get_operation_ast(document)
    assert operation is not None
    given: list[dict[str, Any]] = []
    field = SCHEMA.query_type.fields["said"]
    resolve, field.resolve = field.resolve, lambda _root, info, **arguments: given.append(arguments)
    try:
        result = Plan(SCHEMA, document, operation).run(variables, Context())
    finally:
        field.resolve = resolve
    assert result.errors is None
    return given[0]


SAID = {"name": "a", "howMany": None, "note": None, "parts": [{"size": None, "colour": None}, {"size": 5}]}
HEARD = {"name": "a", "how_many": 1, "note": "", "parts": [{"size": 3, "colour": None}, {"size": 5}]}
LITERAL = '{name: "a", howMany: null, note: null, parts: [{size: null, colour: null}, {size: 5}]}'


@pytest.mark.parametrize(
    ("text", "variables"),
    [
        (f"{{ said(order: {LITERAL}, kind: null) }}", {}),
        ("query ($o: Order) { said(order: $o) }", {"o": SAID}),
        (
            'query ($n: Int, $p: [Part]) { said(order: {name: "a", howMany: $n, note: null, parts: $p}) }',
            {"n": None, "p": SAID["parts"]},
        ),
        (f"query ($o: Order = {LITERAL}) {{ said(order: $o) }}", {}),
    ],
)
def test_null_is_the_default_of_a_field_of_an_input(text: str, variables: dict[str, Any]) -> None:
    assert heard(text, **variables) == {"order": HEARD, "kind": "plain"}


def test_null_is_the_default_in_each_of_a_list() -> None:
    arguments = heard("query ($many: [Order]) { said(many: $many) }", many=[SAID, {"name": "b", "howMany": 4}])
    assert arguments["many"] == [HEARD, {"name": "b", "how_many": 4, "note": ""}]
    # what graphene's inputs are read by besides
    assert (arguments["many"][0].how_many, arguments["many"][1].parts) == (1, None)


def test_null_stays_where_there_is_no_default() -> None:
    assert heard("{ said(order: null) }") == {"order": None, "kind": "plain"}
    assert heard('{ said(order: {name: "a", parts: null}) }')["order"]["parts"] is None
