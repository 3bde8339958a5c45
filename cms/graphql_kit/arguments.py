"""The arguments of a field, as its resolver has them.

Null is the default wherever there is one, in arguments and in the fields of input objects: a client that leaves a
variable out often sends null.
"""

from collections.abc import Mapping
from functools import partial
from typing import Any

from graphql import (
    FieldNode,
    GraphQLArgument,
    GraphQLError,
    GraphQLField,
    GraphQLInputField,
    GraphQLInputObjectType,
    GraphQLSchema,
    Visitor,
    visit,
)
from graphql.execution.values import get_argument_values
from graphql.pyutils import Undefined


def fixed_arguments(definition: GraphQLField, node: FieldNode) -> dict[str, Any] | None:
    """The arguments where no variable is among them; None where they differ, or cannot be read, from run to run."""
    found: list[Any] = []

    class Variables(Visitor):
        @staticmethod
        def enter_variable(node: Any, *_: object) -> None:
            found.append(node)

    for argument in node.arguments:
        visit(argument, Variables())
    if found:
        return None
    try:
        return arguments_said(definition, node, {})
    except GraphQLError:
        return None


def arguments_said(definition: GraphQLField, node: FieldNode, variables: dict[str, Any]) -> dict[str, Any]:
    """The arguments with the default wherever null was said."""
    arguments = get_argument_values(definition, node, variables)
    return _with_defaults(_defaults(definition.args), arguments) if None in arguments.values() else arguments


def take_null_for_defaults(schema: GraphQLSchema) -> None:
    """Let every input object of a schema have the default wherever null was said, literally or by a variable.

    Of the schema, once, so that no execution has to look into what it was given.
    """
    for kind in schema.type_map.values():
        if isinstance(kind, GraphQLInputObjectType) and (defaults := _defaults(kind.fields)):
            kind.out_type = partial(_made_with_defaults, defaults, kind.out_type)  # type: ignore[method-assign]


def _made_with_defaults(defaults: dict[str, Any], make: Any, said: dict[str, Any]) -> Any:
    return make(_with_defaults(defaults, said))


def _with_defaults(defaults: dict[str, Any], said: dict[str, Any]) -> dict[str, Any]:
    return {name: defaults.get(name) if value is None else value for name, value in said.items()}


def _defaults(definitions: Mapping[str, GraphQLArgument] | Mapping[str, GraphQLInputField]) -> dict[str, Any]:
    """What stands where nothing is said, by the names that resolvers know."""
    return {
        definition.out_name or name: definition.default_value
        for name, definition in definitions.items()
        if definition.default_value is not Undefined
    }
