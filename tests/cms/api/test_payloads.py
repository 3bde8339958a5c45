"""Every mutation answers with a payload: what was changed, or typed reasons why nothing was. Read from the schema."""

from collections.abc import Iterator
from typing import Any

import pytest
from graphql import (
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLScalarType,
    get_named_type,
    is_leaf_type,
    is_required_argument,
    is_required_input_field,
)

from cms.api.schema import schema
from cms.graphql_kit.errors import ApiError
from cms.graphql_kit.ids import to_global_id
from cms.graphql_kit.payloads import CODE_DESCRIPTIONS, NOTHING
from cms.responses.models import Favourite
from tests.factories.asking import answer_to, ask, error_of
from tests.factories.people import create_user

SERVED = schema.graphql_schema
MUTATIONS = SERVED.mutation_type.fields
LITERALS = {
    "ID": '"x"',
    "String": '"x"',
    "Int": "1",
    "Boolean": "true",
    "Date": '"2027-01-01"',
    "DateTime": '"2027-01-01T10:00:00Z"',
}
# Files come as parts of a form alone.
WITH_FILES = {"folderDocumentAdd", "folderDocumentRevise"}


def literal(kind: Any) -> str:
    """The least that can be given of a type."""
    if isinstance(kind, GraphQLNonNull):
        return literal(kind.of_type)
    if isinstance(kind, GraphQLList):
        return "[]"
    if isinstance(kind, GraphQLEnumType):
        return next(iter(kind.values))
    if isinstance(kind, GraphQLInputObjectType):
        given = (
            f"{name}: {literal(field.type)}" for name, field in kind.fields.items() if is_required_input_field(field)
        )
        return f"{{ {', '.join(given)} }}"
    assert isinstance(kind, GraphQLScalarType)
    return LITERALS[kind.name]


def asked_of(name: str, field: GraphQLField, below: str) -> str:
    given = [f"{arg}: {literal(told.type)}" for arg, told in field.args.items() if is_required_argument(told)]
    return f"mutation {{ {name}{'(' + ', '.join(given) + ')' if given else ''} {{ {below} }} }}"


@pytest.mark.parametrize("name", MUTATIONS)
def test_a_mutation_answers_with_a_payload(name: str) -> None:
    kind = MUTATIONS[name].type
    assert isinstance(kind, GraphQLObjectType), "null where it was refused and `errors` was not asked"
    assert [interface.name for interface in kind.interfaces] == ["Payload"]
    assert str(kind.fields["errors"].type) == "[UserError!]!"
    assert kind.fields.keys() - {"errors"}, "it has what was changed"


def nothing_of(kind: GraphQLObjectType) -> Iterator[tuple[str, Any]]:
    for name, field in kind.fields.items():
        if is_leaf_type(get_named_type(field.type)):
            is_list = "[" in str(field.type)
            empty = [] if is_list else NOTHING[get_named_type(field.type).name]
            yield name, empty if isinstance(field.type, GraphQLNonNull) else None


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(MUTATIONS.keys() - WITH_FILES))
def test_a_refusal_is_told_in_the_payload_to_who_asks(name: str) -> None:
    field = MUTATIONS[name]
    nothing = dict(nothing_of(field.type))
    below = " ".join(["... on Payload { errors { code message field reason version } }", *nothing])
    answer = answer_to(asked_of(name, field, below))

    assert answer.errors == []
    told = answer.data[name]
    (error,) = told.pop("errors")
    assert error["code"] in {"UNAUTHENTICATED", "INVALID_INPUT", "NOT_FOUND"}
    assert error["message"]
    assert told == nothing


@pytest.mark.django_db
def test_a_refusal_after_looking_something_up_is_told_in_the_payload_too() -> None:
    gone, reader = to_global_id("Page", 999_999), create_user()
    asked = f'mutation {{ favouriteAdd(page: "{gone}") {{ favourites {{ id }} %s }} }}'
    answer = answer_to(asked % "errors { code message }", by=reader)
    assert (answer.errors, answer.data["favouriteAdd"]) == (
        [], {"favourites": [], "errors": [{"code": "NOT_FOUND", "message": "There is no such page."}]},
    )  # fmt: skip
    assert error_of(asked % "", by=reader)["code"] == "NOT_FOUND"
    assert Favourite.objects.count() == 0


@pytest.mark.django_db
def test_a_refusal_that_nobody_asks_for_does_not_get_lost() -> None:
    text = 'mutation { favouriteAdd(page: "x") { favourites { id } } }'
    assert error_of(text)["code"] == "UNAUTHENTICATED"


@pytest.mark.django_db
def test_what_was_done_has_no_errors() -> None:
    text = 'mutation { languageChoose(language: "fr") { language errors { code } } }'
    assert ask(text, by=create_user())["languageChoose"] == {"language": "fr", "errors": []}


def codes_below(kind: type[ApiError]) -> Iterator[str]:
    for each in kind.__subclasses__():
        yield from codes_below(each)
        # Those of the API itself are told before anything is executed.
        if not each.__module__.startswith(("cms.api", "cms.graphql_kit")):
            yield each.code


def test_every_reason_of_the_apps_has_a_typed_code() -> None:
    common = {"UNAUTHENTICATED", "FORBIDDEN", "NOT_FOUND", "INVALID_INPUT", "LIMIT_EXCEEDED"}
    assert CODE_DESCRIPTIONS.keys() == common | set(codes_below(ApiError))
