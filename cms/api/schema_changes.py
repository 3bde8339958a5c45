"""What changed in the schema since it was last released, in words that front-end developers can act on.

A change is named by its coordinate (`Type`, `Type.field`, `Type.field(argument:)`, `Enum.VALUE`), which is also how the
page of changes knows whether it has been told there. A field of an interface is told once, not again for each type.
"""

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass

from graphql import (
    GraphQLArgument,
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLUnionType,
    build_schema,
    find_breaking_changes,
    find_dangerous_changes,
    is_introspection_type,
)
from graphql.utilities.find_breaking_changes import DangerousChangeType

UNRELEASED = "## Unreleased"
FieldsType = GraphQLObjectType | GraphQLInterfaceType


@dataclass(frozen=True)
class Change:
    """One thing that is new: its coordinate, and what is said of it."""

    coordinate: str
    told: str

    def __str__(self) -> str:
        return f"- `{self.coordinate}`: {self.told}"


def breaking_changes(released: str, served: str) -> list[str]:
    """What a front-end written against the released schema would miss in the one that is served, in words."""
    return [change.description for change in find_breaking_changes(_built(released), _built(served))]


def changes_since(released: str, served: str) -> list[Change]:
    """Everything that was added, deprecated or given another default, by coordinate."""
    old, new = _built(released), _built(served)
    return sorted([*_additions(old, new), *_new_defaults(old, new)], key=lambda change: change.coordinate)


def with_lines(page: str, changes: list[Change]) -> str:
    """The page of changes with a line for each: those that are there stay as people wrote them, what is gone goes."""
    before, heading, rest = page.partition(f"{UNRELEASED}\n")
    told, separator, older = rest.partition("\n## ")
    written = _lines_of(told)
    lines = [written.get(change.coordinate, str(change)) for change in changes]
    body = "\n".join(lines) if lines else "Nothing yet."
    return f"{before}{heading or UNRELEASED + chr(10)}\n{body}\n{separator}{older}"


def as_release(page: str, name: str, breaks: list[str]) -> str:
    """The page with what was unreleased under the name of a release, what breaks first, and room for what comes."""
    broken = "".join(f"- **Breaking**: {description}\n" for description in breaks)
    return page.replace(f"{UNRELEASED}\n\n", f"{UNRELEASED}\n\nNothing yet.\n\n## {name}\n\n{broken}", 1)


def _built(text: str) -> GraphQLSchema:
    return build_schema(text, assume_valid=True)


def _lines_of(told: str) -> dict[str, str]:
    return {found[1]: found[0] for found in re.finditer(r"^- `([^`]+)`.*(?:\n  .*)*", told, re.MULTILINE)}


def _additions(old: GraphQLSchema, new: GraphQLSchema) -> Iterator[Change]:
    for name, kind in new.type_map.items():
        if is_introspection_type(kind):
            continue
        if (before := old.type_map.get(name)) is None:
            yield Change(name, _first_sentence(kind.description))
        else:
            yield from _additions_to(before, kind, old.type_map)
    known = {directive.name for directive in old.directives}
    for directive in new.directives:
        if directive.name not in known:
            yield Change(f"@{directive.name}", _first_sentence(directive.description))


def _new_defaults(old: GraphQLSchema, new: GraphQLSchema) -> Iterator[Change]:
    for change in find_dangerous_changes(old, new):
        if change.type == DangerousChangeType.ARG_DEFAULT_VALUE_CHANGE:
            # because graphql-core says it in words alone
            field, _, argument, told = change.description.split(" ", 3)
            yield Change(f"{field}({argument}:)", f"It {told}")


def _additions_to(old: GraphQLNamedType, new: GraphQLNamedType, released: Container[str]) -> Iterator[Change]:
    if isinstance(new, FieldsType) and isinstance(old, FieldsType):
        yield from _new_fields(old, new, released)
    elif isinstance(new, GraphQLEnumType) and isinstance(old, GraphQLEnumType):
        for name, value in new.values.items():
            yield from _new_member(f"{new.name}.{name}", old.values.get(name), value)
    elif isinstance(new, GraphQLInputObjectType) and isinstance(old, GraphQLInputObjectType):
        for name, field in new.fields.items():
            yield from _new_member(f"{new.name}.{name}", old.fields.get(name), field)
    elif isinstance(new, GraphQLUnionType) and isinstance(old, GraphQLUnionType):
        known = {kind.name for kind in old.types}
        yield from (
            Change(f"{new.name}: {kind.name}", "It may be this too.") for kind in new.types if kind.name not in known
        )


def _new_fields(old: FieldsType, new: FieldsType, released: Container[str]) -> Iterator[Change]:
    known = {interface.name for interface in old.interfaces}
    for interface in new.interfaces:
        # a new interface has its line already
        if interface.name not in known and interface.name in released:
            yield Change(f"{new.name} implements {interface.name}", _first_sentence(interface.description))
    of_interfaces = {name: field for interface in new.interfaces for name, field in interface.fields.items()}
    for name, field in new.fields.items():
        if name not in old.fields and name in of_interfaces and str(of_interfaces[name].type) == str(field.type):
            continue
        yield from _new_member(f"{new.name}.{name}", old.fields.get(name), field)
        if name in old.fields:
            told_above = of_interfaces[name].args if name in of_interfaces else {}
            yield from _new_arguments(f"{new.name}.{name}", old.fields[name], field, told_above)


def _new_arguments(
    coordinate: str, old: GraphQLField, new: GraphQLField, told_above: dict[str, GraphQLArgument]
) -> Iterator[Change]:
    for name, argument in new.args.items():
        if name not in told_above:
            yield from _new_member(f"{coordinate}({name}:)", old.args.get(name), argument)


def _new_member(coordinate: str, old: object, new: object) -> Iterator[Change]:
    reason = getattr(new, "deprecation_reason", None)
    if old is None:
        yield Change(coordinate, _first_sentence(getattr(new, "description", None)))
    if reason and not getattr(old, "deprecation_reason", None):
        yield Change(f"{coordinate} @deprecated", _first_sentence(reason))


def _first_sentence(text: str | None) -> str:
    words = " ".join((text or "").split())
    return re.split(r"(?<=[.!?])\s", words, maxsplit=1)[0]
