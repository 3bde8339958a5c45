"""What a document of GraphQL says anywhere in it, whatever comes of it."""

from typing import Any

from graphql import DocumentNode, EnumValueNode, FieldNode, VariableNode, Visitor, visit

CONDITIONS = ("skip", "include")


def names_in(document: DocumentNode) -> frozenset[str]:
    """The fields and the words of enums that a document says, wherever."""
    found: set[str] = set()

    class Names(Visitor):
        @staticmethod
        def enter_field(node: FieldNode, *_: object) -> None:
            found.add(node.name.value)

        @staticmethod
        def enter_enum_value(node: EnumValueNode, *_: object) -> None:
            found.add(node.value)

    visit(document, Names())
    return frozenset(found)


def condition_variables(document: DocumentNode) -> list[str]:
    """The names of the variables that say whether something is asked at all."""
    found: list[str] = []

    class Conditions(Visitor):
        @staticmethod
        def enter_directive(node: Any, *_: object) -> None:
            if node.name.value in CONDITIONS:
                values = [argument.value for argument in node.arguments]
                found.extend(value.name.value for value in values if isinstance(value, VariableNode))

    visit(document, Conditions())
    return found
