"""The stored operations against the schema they are executed on, and the templates against both."""

import re

import pytest
from django.template.loader import get_template
from graphql import GraphQLInterfaceType, GraphQLSchema, parse, validate

from cms.api.schema import schema
from web.questions import OPERATIONS, operation

NAMES = sorted(path.stem for path in OPERATIONS.glob("*.graphql"))
SCHEMA: GraphQLSchema = schema.graphql_schema


@pytest.mark.parametrize("name", NAMES)
def test_a_stored_operation_is_valid(name: str) -> None:
    assert [error.message for error in validate(SCHEMA, parse(operation(name)))] == []


def test_an_operation_carries_each_fragment_once_and_those_of_its_fragments() -> None:
    text = operation("page")

    assert text.count("fragment DocumentCard on Document") == 1
    assert text.count("fragment PageLink on Page") == 1


def test_every_type_of_block_is_asked_for_and_has_a_template() -> None:
    block = SCHEMA.get_type("Block")
    assert isinstance(block, GraphQLInterfaceType)
    kinds = {kind.name for kind in SCHEMA.get_possible_types(block)}

    asked = set(re.findall(r"\.\.\. on (\w+Block)", operation("page")))

    assert asked == kinds
    for kind in kinds:
        assert get_template(f"web/blocks/{kind}.html")
