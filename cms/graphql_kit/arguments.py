"""The arguments of a field, as its resolver has them."""

from typing import Any

from graphql import FieldNode, GraphQLError, GraphQLField, Visitor, visit
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
    """The arguments with the default wherever null was said: a client that leaves a variable out often sends null."""
    arguments = get_argument_values(definition, node, variables)
    if None not in arguments.values():
        return arguments
    defaults = {argument.out_name or name: argument.default_value for name, argument in definition.args.items()}
    return {
        name: defaults[name] if value is None and defaults[name] is not Undefined else value
        for name, value in arguments.items()
    }
