"""The schema as a promise: the contract is kept, everything is described, and what breaks is named."""

from collections.abc import Iterator

from django.conf import settings
from graphql import (
    GraphQLSchema,
    build_schema,
    find_breaking_changes,
    is_enum_type,
    is_input_object_type,
    is_interface_type,
    is_introspection_type,
    is_object_type,
    is_specified_scalar_type,
)
from graphql.pyutils import Undefined
from graphql.utilities import find_dangerous_changes
from graphql.utilities.find_breaking_changes import DangerousChangeType

from cms.api.schema import schema

# As printed, because graphene's own kinds of scalars and enums count as changes of GraphQL's.
SERVED = build_schema(str(schema))


def contract() -> GraphQLSchema:
    return build_schema((settings.ROOT / "tests/contract.graphql").read_text(), assume_valid=True)


def test_the_contract_is_kept() -> None:
    assert [change.description for change in find_breaking_changes(contract(), SERVED)] == []


def test_the_contract_s_defaults_are_kept() -> None:
    changes = find_dangerous_changes(contract(), SERVED)
    assert [
        change.description for change in changes if change.type == DangerousChangeType.ARG_DEFAULT_VALUE_CHANGE
    ] == []


def test_null_is_the_default_of_every_field_of_an_input_that_has_one() -> None:
    inputs = [kind for kind in schema.graphql_schema.type_map.values() if is_input_object_type(kind)]
    fields = [(kind, name, field) for kind in inputs for name, field in kind.fields.items()]
    with_default = [each for each in fields if each[2].default_value is not Undefined]
    assert {f"{kind.name}.{name}" for kind, name, _field in with_default} >= {"MeetingInput.place"}
    for kind, name, field in with_default:
        called = field.out_name or name
        assert kind.out_type({called: None})[called] == field.default_value


def test_page_types_have_every_field_of_the_contract_s_page() -> None:
    wanted = contract().type_map["Page"].fields
    for name in ("HomePage", "ThemePage", "TopicPage", "NewsPage", "ArticlePage", "EventPage", "UnitPage", "FormPage"):
        served = SERVED.type_map[name]
        assert {interface.name for interface in served.interfaces} == {"Page", "Node"}
        assert {field: str(served.fields[field].type) for field in wanted} == {
            field: str(kind.type) for field, kind in wanted.items()
        }


def undescribed() -> Iterator[str]:
    for name, kind in SERVED.type_map.items():
        if is_introspection_type(kind) or is_specified_scalar_type(kind):
            continue
        if not kind.description:
            yield name
        if is_enum_type(kind):
            yield from (f"{name}.{value}" for value, told in kind.values.items() if not told.description)
        elif is_input_object_type(kind):
            yield from (f"{name}.{field}" for field, told in kind.fields.items() if not told.description)
        elif is_object_type(kind) or is_interface_type(kind):
            for field, told in kind.fields.items():
                if not told.description:
                    yield f"{name}.{field}"
                yield from (f"{name}.{field}({arg})" for arg, what in told.args.items() if not what.description)


def test_everything_is_described() -> None:
    assert list(undescribed()) == []
