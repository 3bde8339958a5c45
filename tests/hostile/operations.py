"""Operations made up from the schema, with arguments that are right, nearly right or absurd."""

import json
import random
from collections.abc import Callable
from typing import Any

from graphql import (
    GraphQLArgument,
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLSchema,
    GraphQLUnionType,
    get_named_type,
    is_leaf_type,
)

from tests.hostile import values

DEEPEST = 6
MOST_FIELDS = 6
TYPES = [
    "Int",
    "Int!",
    "String",
    "[String!]",
    "ID!",
    "[ID]",
    "Boolean",
    "PageFilter",
    "SearchFilter!",
    "Nothing",
    "[[Int]]",
]


class Author:
    """Writes operations, each from what the chance of its seed draws."""

    def __init__(self, schema: GraphQLSchema, chance: random.Random, known: list[str]) -> None:
        self.schema = schema
        self.chance = chance
        self.known = known
        self.variables: dict[str, Any] = {}
        self.declared: list[str] = []

    def operation(self) -> tuple[str, dict[str, Any]]:
        """The text of an operation, and its variables."""
        self.variables, self.declared = {}, []
        is_mutation = self.chance.random() < 0.25
        root = self.schema.mutation_type if is_mutation else self.schema.query_type
        assert root is not None
        selections = self._selections(root, self.chance.randint(1, DEEPEST))
        declared = f"({', '.join(self.declared)})" if self.declared else ""
        return f"{'mutation' if is_mutation else 'query'} Made{declared} {selections}", self.variables

    def _selections(self, kind: Any, depth: int) -> str:
        fields = list(getattr(kind, "fields", {}).items())
        chosen = self.chance.sample(fields, min(len(fields), self.chance.randint(1, MOST_FIELDS)))
        parts = [self._field(name, field, depth) for name, field in chosen]
        if isinstance(kind, GraphQLInterfaceType | GraphQLUnionType):
            part = self.chance.choice(self.schema.get_possible_types(kind))
            parts.append(f"... on {part.name} {self._selections(part, depth - 1) if depth > 0 else '{ __typename }'}")
        return "{ " + " ".join([part for part in parts if part] or ["__typename"]) + " }"

    def _field(self, name: str, field: GraphQLField, depth: int) -> str:
        inner = get_named_type(field.type)
        below = ""
        if not is_leaf_type(inner):
            if depth <= 0:
                return ""
            below = self._selections(inner, depth - 1)
        alias = f"a{self.chance.randrange(9)}: " if self.chance.random() < 0.05 else ""
        said = [f"{key}: {self._argument(argument)}" for key, argument in field.args.items() if self._is_said(argument)]
        return f"{alias}{name}{'(' + ', '.join(said) + ')' if said else ''} {below}"

    def _is_said(self, argument: GraphQLArgument) -> bool:
        return self.chance.random() < (0.97 if isinstance(argument.type, GraphQLNonNull) else 0.3)

    def _argument(self, argument: GraphQLArgument) -> str:
        value = self._value(argument.type)
        if self.chance.random() < 0.6:
            name = f"v{len(self.declared)}"
            kind = str(argument.type) if self.chance.random() < 0.98 else self.chance.choice(TYPES)
            self.declared.append(f"${name}: {kind}")
            if self.chance.random() < 0.97:
                self.variables[name] = value
            return f"${name}"
        return literal(value, argument.type)

    def _value(self, kind: Any) -> Any:
        if self.chance.random() < 0.05:
            return values.anything(self.chance, self.known)
        if isinstance(kind, GraphQLNonNull):
            return self._value(kind.of_type)
        if isinstance(kind, GraphQLList):
            return [self._value(kind.of_type) for _ in range(self.chance.choice([0, 1, 2, 3, 101]))]
        if isinstance(kind, GraphQLEnumType):
            return self.chance.choice(list(kind.values))
        if isinstance(kind, GraphQLInputObjectType):
            return {
                name: self._value(field.type)
                for name, field in kind.fields.items()
                if self.chance.random() < (0.97 if isinstance(field.type, GraphQLNonNull) else 0.35)
            }
        return self._scalar(kind.name)

    def _scalar(self, name: str) -> Any:
        chance = self.chance
        scalars: dict[str, Callable[[], Any]] = {
            "ID": lambda: values.identity(chance, self.known),
            "Int": lambda: chance.choice([1, 3, 10, 20, *values.NUMBERS]),
            "Float": lambda: chance.choice(values.NUMBERS),
            "Boolean": lambda: chance.random() < 0.5,
        }
        return scalars.get(name, lambda: values.text(chance))()


def literal(value: Any, kind: Any) -> str:
    """A value as GraphQL writes it; an enum's without quotes."""
    inner = getattr(kind, "of_type", None)
    if isinstance(kind, GraphQLNonNull):
        return literal(value, inner)
    if isinstance(value, list):
        return "[" + ", ".join(literal(each, inner) for each in value) + "]"
    if isinstance(value, dict):
        fields = kind.fields if isinstance(kind, GraphQLInputObjectType) else {}
        known = {key: each for key, each in value.items() if key in fields}
        return "{" + ", ".join(f"{key}: {literal(each, fields[key].type)}" for key, each in known.items()) + "}"
    if isinstance(kind, GraphQLEnumType) and isinstance(value, str) and value.isidentifier():
        return value
    return json.dumps(value)


def bomb(chance: random.Random) -> str:
    """A document made to cost more to look at than it says."""
    many = chance.choice([10, 31, 200, 900])
    bombs = [
        lambda: "{" * many,
        lambda: "{ page { parent " * many + "{ id }" + "} }" * many,
        lambda: "{ " + " ".join(f"a{number}: pages(first: 100) {{ totalCount }}" for number in range(many)) + " }",
        lambda: "{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }",
        lambda: "{ ...F0 } " + " ".join(f"fragment F{n} on Query {{ ...F{n + 1} ...F{n + 1} }}" for n in range(many)),
        lambda: "query " + "@skip(if: false) " * many + "{ __typename }",
        lambda: "{ __typename " + "@include(if: true) " * many + "}",
        lambda: "{ " + "pages(first: 100) { nodes { parent { " * 4 + "id" + " } } }" * 4 + " }",
        lambda: "query Q(" + ", ".join(f"$v{number}: Int" for number in range(many)) + ") { __typename }",
        lambda: "query ($v: " + "[" * many + "Int" + "]" * many + ") { __typename }",
        lambda: '{ search(query: "' + "a " * many + '") { totalCount } }',
        lambda: '{ pages(after: """' + "\\" * many + '""") { totalCount } }',
        lambda: "#" * many * 50 + "\n{ __typename }",
        lambda: " ".join(f"query Q{number} {{ __typename }}" for number in range(many)),
        lambda: "{ " + "__typename " * many + "}",
        lambda: "{ __schema { types { fields { type { fields { type { fields { name } } } } } } } }",
        lambda: "{ pages { nodes { " + "... on Page { " * many + "id" + " }" * many + " } } }",
        lambda: "subscription { pageChanged { __typename } }",
        lambda: "type Query { a: Int } { __typename }",
        lambda: "{ page(path: {a: " + "{a: " * many + "1" + "}" * many + "}) { id } }",
        lambda: "\ufeff{ __typename }" + "\u2028" * many,
    ]
    return chance.choice(bombs)()
