"""Deferred values: one fetch a level, nulls and errors exactly where graphql-core itself puts them."""

from collections.abc import Collection
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

import pytest
from graphql import ExecutionResult, build_schema, execute, parse

from cms.graphql_kit.deferred import Deferred, all_of, ready
from cms.graphql_kit.execution import DeferringContext
from cms.graphql_kit.loaders import Loaders, by_id, grouped_by

SCHEMA = build_schema(
    """
    type Query { things: [Thing] strict: [Thing!] one(id: Int!): Thing some(id: Int = 4, other: Int): Thing }
    type Mutation { add(n: Int!): Thing }
    type Thing { id: Int! friend: Thing sure: Thing! parts: [Thing!]! }
    """
)


@dataclass
class Asked:
    """A context that remembers what was fetched."""

    loaders: Loaders = field(default_factory=Loaders)
    fetched: list[tuple[str, list[int]]] = field(default_factory=list)


def thing(number: int, owner: int = 0) -> SimpleNamespace:
    return SimpleNamespace(pk=number, owner=owner)


@by_id
def thing_by_id(context: Asked, ids: Collection[int]) -> list[Any]:
    context.fetched.append(("by_id", sorted(ids)))
    if 13 in ids:
        raise RuntimeError("unlucky")
    return [thing(number) for number in ids if number < 100]


@grouped_by("owner")
def parts_of(context: Asked, ids: Collection[int]) -> list[Any]:
    context.fetched.append(("parts", sorted(ids)))
    return [thing(owner * 10 + part, owner) for owner in ids for part in (1, 2) if owner != 3]


def wire() -> None:
    load = lambda info, number: thing_by_id.load(info.context, number)  # noqa: E731
    things = SCHEMA.get_type("Thing").fields
    things["id"].resolve = lambda source, info: source.pk
    things["friend"].resolve = lambda source, info: load(info, source.pk + 1)
    things["sure"].resolve = lambda source, info: load(info, source.pk * 50)
    things["parts"].resolve = lambda source, info: parts_of.load(info.context, source.pk)
    query = SCHEMA.query_type.fields
    query["things"].resolve = lambda source, info: [load(info, number) for number in (1, 2, 3)]
    query["strict"].resolve = lambda source, info: [load(info, number) for number in (1, 200)]
    query["one"].resolve = lambda source, info, id: load(info, id)
    query["some"].resolve = lambda source, info, id, other=5: load(info, id if other is None else other)
    SCHEMA.mutation_type.fields["add"].resolve = lambda source, info, n: load(info, n)


wire()


def run(text: str) -> tuple[ExecutionResult, list[tuple[str, list[int]]]]:
    context = Asked()
    result = execute(SCHEMA, parse(text), context_value=context, execution_context_class=DeferringContext)
    return result, context.fetched


def test_one_fetch_a_level() -> None:
    result, fetched = run("{ things { id friend { id friend { id } } } }")
    assert result.errors is None
    assert result.data["things"][2] == {"id": 3, "friend": {"id": 4, "friend": {"id": 5}}}
    # What a level above brought is not fetched again.
    assert fetched == [("by_id", [1, 2, 3]), ("by_id", [4]), ("by_id", [5])]


def test_groups_come_for_all_owners_at_once_and_may_be_empty() -> None:
    result, fetched = run("{ things { parts { id } } }")
    assert [len(found["parts"]) for found in result.data["things"]] == [2, 2, 0]
    assert fetched == [("by_id", [1, 2, 3]), ("parts", [1, 2, 3])]


def test_the_order_of_fields_is_that_of_the_question() -> None:
    result, _ = run("{ one(id: 1) { friend { id } id parts { id } __typename } }")
    assert list(result.data["one"]) == ["friend", "id", "parts", "__typename"]


def test_a_missing_thing_is_null_where_null_may_be() -> None:
    result, _ = run("{ one(id: 99) { id friend { id } } }")
    assert result.data == {"one": {"id": 99, "friend": None}}
    assert result.errors is None


def test_a_missing_thing_nulls_its_parent_where_it_must_be_there() -> None:
    result, _ = run("{ things { id sure { id } } }")
    assert result.data == {"things": [{"id": 1, "sure": {"id": 50}}, None, None]}
    assert [error.path for error in result.errors] == [["things", 1, "sure"], ["things", 2, "sure"]]


def test_a_missing_item_of_a_strict_list_nulls_the_list() -> None:
    result, _ = run("{ strict { id } one(id: 1) { id } }")
    assert result.data == {"strict": None, "one": {"id": 1}}
    assert [error.path for error in result.errors] == [["strict", 1]]


def test_a_fetch_that_fails_fails_every_field_that_waited() -> None:
    result, _ = run("{ a: one(id: 13) { id } b: one(id: 5) { id } }")
    assert result.data == {"a": None, "b": None}
    assert [(error.path, error.message) for error in result.errors] == [(["a"], "unlucky"), (["b"], "unlucky")]


def test_null_is_the_default_where_there_is_one() -> None:
    assert run("{ some(id: null, other: null) { id } }")[0].data == {"some": {"id": 4}}
    assert run("{ some(id: 7, other: null) { id } }")[0].data == {"some": {"id": 7}}
    assert run("{ some { id } }")[0].data == {"some": {"id": 5}}


def test_mutations_finish_one_after_the_other() -> None:
    result, fetched = run("mutation { a: add(n: 1) { id friend { id } } b: add(n: 7) { id } }")
    assert result.data == {"a": {"id": 1, "friend": {"id": 2}}, "b": {"id": 7}}
    assert fetched == [("by_id", [1]), ("by_id", [2]), ("by_id", [7])]


def test_an_empty_key_costs_nothing() -> None:
    context = Asked()
    assert thing_by_id.load(context, None).value is None
    assert parts_of.load(context, None).value == []
    assert thing_by_id.load_many(context, []).value == []
    assert context.fetched == []


def test_many_keeps_the_order_and_drops_what_is_missing() -> None:
    context = Asked()
    many = thing_by_id.load_many(context, [7, 200, 5])
    context.loaders.fetch_all()
    assert [found.pk for found in many.value] == [7, 5]


def test_what_is_at_hand_is_not_fetched() -> None:
    context = Asked()
    thing_by_id.remember(context, 4, thing(4))
    assert thing_by_id.load(context, 4).value.pk == 4
    assert context.fetched == []


def test_then_follows_values_errors_and_other_deferred_values() -> None:
    first, second = Deferred(), Deferred()
    chained = first.then(lambda value: second.then(lambda other: value + other))
    saved = Deferred()
    rescued = saved.then(lambda value: value, lambda error: "rescued")
    first.settle(1)
    assert not chained.is_settled
    second.settle(2)
    saved.fail(RuntimeError("no"))
    assert (chained.value, rescued.value) == (3, "rescued")
    failing = all_of([ready(1), ready(0).then(lambda value: 1 // value)])
    with pytest.raises(ZeroDivisionError):
        failing.then(lambda values: values).value  # noqa: B018 because reading it raises
