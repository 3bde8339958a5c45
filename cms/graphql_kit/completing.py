"""From what a resolver gives to what the answer says: one function a type, made once for each field of a plan."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

import graphene
from graphql import (
    GraphQLError,
    GraphQLID,
    GraphQLList,
    GraphQLObjectType,
    GraphQLResolveInfo,
    GraphQLString,
    default_type_resolver,
)
from graphql.execution.execute import CollectedErrors, invalid_return_type_error
from graphql.pyutils import Path, Undefined, inspect, is_iterable
from graphql.type import get_nullable_type, is_abstract_type, is_leaf_type, is_list_type, is_non_null_type

from cms.graphql_kit.deferred import Deferred

if TYPE_CHECKING:
    from cms.graphql_kit.plans import Field, Run

# The run, the value, where it stands in the answer (None for a leaf, which is complete at once), and what resolvers of
# the field are told (None until somebody needs it).
Completion = Callable[..., Any]


class Place:
    """Where a value of an answer goes, and what becomes null with it."""

    __slots__ = ("above", "container", "is_nullable", "key", "path")

    def __init__(
        self, container: Any, key: str | int, path: Path | None, above: Place | None, *, is_nullable: bool
    ) -> None:
        self.container = container
        self.key = key
        self.path = path
        self.above = above
        self.is_nullable = is_nullable

    def refuse(self, errors: CollectedErrors, error: GraphQLError) -> None:
        """Null with the error beside it: here, or at the nearest place above that may be null."""
        place = self
        while not place.is_nullable and place.above is not None:
            place = place.above
        place.container[place.key] = None
        errors.add(error, place.path)


def completion_of(kind: Any, field: Field) -> Completion:
    """What makes values of a type, given by a field, what the answer says. Its function raises what is wrong."""
    if is_non_null_type(kind):
        complete = _sure_text if is_leaf_type(kind.of_type) and is_text(kind.of_type) else _sure
        return partial(complete, completion_of(kind.of_type, field), field)
    if is_list_type(kind):
        items = partial(_list, kind, completion_of(kind.of_type, field), field)
        return partial(_texts, items) if is_text(get_nullable_type(kind.of_type)) else items
    if is_leaf_type(kind):
        return partial(_text, kind) if is_text(kind) else partial(_leaf, kind)
    if is_abstract_type(kind):
        named = getattr(getattr(kind, "graphene_type", None), "type_name_of", None)
        if named is not None:
            return partial(_named, kind, named, {}, field)
        return partial(_abstract, kind, kind.resolve_type or default_type_resolver, {}, field)
    return partial(_object, kind, field)


def _sure(complete: Completion, field: Field, run: Run, value: Any, path: Any, place: Any, info: Any) -> Any:
    completed = complete(run, value, path, place, info)
    if completed is None:
        raise TypeError(f"Cannot return null for non-nullable field {field}.")
    return completed


def _sure_text(complete: Completion, field: Field, run: Run, value: Any, path: Any, place: Any, info: Any) -> Any:
    if value.__class__ is str:
        return value
    return _sure(complete, field, run, value, path, place, info)


def _text(kind: Any, run: Run, value: Any, path: Any, place: Any, info: Any) -> Any:
    """Text needs nothing, which is worth a function of its own: most values of most answers are text."""
    if value.__class__ is str or value is None:
        return value
    return _leaf(kind, run, value, path, place, info)


def is_text(kind: Any) -> bool:
    """Whether a type's values are text that is answered as it is."""
    declared = getattr(kind, "graphene_type", None)
    if declared is None:
        return kind in (GraphQLString, GraphQLID)
    return issubclass(declared, graphene.String) and declared.serialize is graphene.String.serialize


def _leaf(kind: Any, _run: Run, value: Any, _path: Any, _place: Any, _info: Any) -> Any:
    if isinstance(value, Exception):
        raise value
    if value is None or value is Undefined:
        return None
    serialized = kind.serialize(value)
    if serialized is None or serialized is Undefined:
        said = f"`{inspect(kind)}.serialize({inspect(value)})`"
        raise TypeError(f"Expected {said} to return non-nullable value, returned: {inspect(serialized)}")
    return serialized


def _texts(items: Completion, run: Run, value: Any, path: Any, place: Any, info: Any) -> Any:
    """A list of text needs nothing either: of a page with a table its cells are most of all."""
    if value.__class__ is list and all(item.__class__ is str for item in value):
        return value
    return items(run, value, path, place, info)


def _list(
    kind: GraphQLList[Any], complete: Completion, field: Field, run: Run, value: Any, path: Any, place: Any, info: Any
) -> Any:
    if isinstance(value, Exception):
        raise value
    if value is None or value is Undefined:
        return None
    if not is_iterable(value):
        raise GraphQLError(f"Expected a list for '{field}'.")
    is_nullable = not is_non_null_type(kind.of_type)
    items: list[Any] = []
    for index, item in enumerate(value):
        item_path = Path(path, index, None)
        item_place = Place(items, index, item_path, place, is_nullable=is_nullable)
        items.append(None)
        try:
            if isinstance(item, Deferred):
                if not item.is_settled:
                    item.when_settled(partial(_settle, complete, field, run, item, item_place, info))
                    continue
                item = item.value
            items[index] = complete(run, item, item_path, item_place, info)
        except Exception as error:
            located = field.located(error, item_path)
            if not is_nullable:
                raise located from None
            run.errors.add(located, item_path)
    return items


def _settle(complete: Completion, field: Field, run: Run, item: Deferred, place: Place, info: Any) -> None:
    try:
        place.container[place.key] = complete(run, item.value, place.path, place, info)
    except Exception as error:
        place.refuse(run.errors, field.located(error, place.path))


def _abstract(
    kind: Any, resolve_type: Any, known: dict[str, GraphQLObjectType], field: Field, run: Run, value: Any, path: Any,
    place: Any, info: GraphQLResolveInfo | None,
) -> Any:  # fmt: skip
    if isinstance(value, Exception):
        raise value
    if value is None or value is Undefined:
        return None
    if info is None:
        info = field.info(run, path)
    runtime = _possible_type(resolve_type(value, info, kind), kind, known, field, run)
    return _object(runtime, field, run, value, path, place, info)


def _named(
    kind: Any, type_name_of: Any, known: dict[str, GraphQLObjectType], field: Field, run: Run, value: Any, path: Any,
    place: Any, _info: Any,
) -> Any:  # fmt: skip
    """An interface whose values say their type by themselves, as those of most fields are: no resolver is called."""
    if isinstance(value, Exception):
        raise value
    if value is None or value is Undefined:
        return None
    return _fields(_possible_type(type_name_of(value), kind, known, field, run), field, run, value, path, place)


def _possible_type(
    name: Any, kind: Any, known: dict[str, GraphQLObjectType], field: Field, run: Run
) -> GraphQLObjectType:
    """The object type that was named for a value of an interface or union."""
    runtime = known.get(name)
    if runtime is not None:
        return runtime
    schema = run.plan.schema
    found = schema.get_type(name) if isinstance(name, str) else None
    if not isinstance(found, GraphQLObjectType) or not schema.is_sub_type(kind, found):
        raise GraphQLError(f"Abstract type '{kind.name}' was resolved to {inspect(name)} for field '{field}'.")
    known[name] = found
    return found


def _object(
    kind: GraphQLObjectType, field: Field, run: Run, value: Any, path: Any, place: Any, info: GraphQLResolveInfo | None
) -> Any:
    if isinstance(value, Exception):
        raise value
    if value is None or value is Undefined:
        return None
    if kind.is_type_of is not None:
        if info is None:
            info = field.info(run, path)
        if not kind.is_type_of(value, info):
            raise invalid_return_type_error(kind, value, field._nodes)
    return _fields(kind, field, run, value, path, place)


def _fields(kind: GraphQLObjectType, field: Field, run: Run, value: Any, path: Any, place: Any) -> dict[str, Any]:
    results: dict[str, Any] = {}
    for put in field.below(run, kind):
        put(run, value, results, path, place)
    return results
