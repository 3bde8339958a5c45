"""Deferred values: one fetch a level, nulls and errors exactly where graphql-core itself puts them."""

from collections.abc import Collection
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

import pytest
from graphql import ExecutionResult, build_schema, execute, get_operation_ast, parse

from cms.graphql_kit.deferred import Deferred, all_of, ready
from cms.graphql_kit.loaders import Loaders, by_id, grouped_by
from cms.graphql_kit.plans import KEPT_SELECTIONS, Plan
from tests.cms.graphql_kit.oracle import DeferringContext

SCHEMA = build_schema(
    """
    type Query {
      things: [Thing] strict: [Thing!] one(id: Int!): Thing some(id: Int = 4, other: Int): Thing
      named: [Named] must: Thing! odd: Kind
    }
    type Mutation { add(n: Int!): Thing }
    interface Named { name: String! }
    enum Kind { GOOD BAD }
    type Thing implements Named {
      id: Int! friend: Thing sure: Thing! parts: [Thing!]! name: String! number: Int kind: Kind cells: [[String!]!]
    }
    type Other implements Named { name: String! only: Float }
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


NAMED = [
    SimpleNamespace(pk=4, kind="Thing"), SimpleNamespace(name="other", only="1.5", kind="Other"),
    SimpleNamespace(kind="Query"), SimpleNamespace(kind="Nothing"), SimpleNamespace(pk=9, kind="Thing"), None,
]  # fmt: skip


def wire() -> None:
    load = lambda info, number: thing_by_id.load(info.context, number)  # noqa: E731
    things = SCHEMA.get_type("Thing").fields
    things["id"].resolve = lambda source, info: source.pk
    things["friend"].resolve = lambda source, info: load(info, source.pk + 1)
    things["sure"].resolve = lambda source, info: load(info, source.pk * 50)
    things["parts"].resolve = lambda source, info: parts_of.load(info.context, source.pk)
    things["name"].resolve = lambda source, info: None if source.pk == 4 else f"thing {source.pk}"
    things["number"].resolve = lambda source, info: "none" if source.pk == 2 else 1 // (source.pk - 1)
    things["kind"].resolve = lambda source, info: "GOOD" if source.pk == 1 else "UGLY"
    things["cells"].resolve = lambda source, info: [["a", None if source.pk == 2 else 5], ["b"]]
    SCHEMA.get_type("Named").resolve_type = lambda value, info, kind: value.kind
    query = SCHEMA.query_type.fields
    query["named"].resolve = lambda source, info: NAMED
    query["must"].resolve = lambda source, info: load(info, 300)
    query["odd"].resolve = lambda source, info: ValueError("given, not raised")
    query["things"].resolve = lambda source, info: [load(info, number) for number in (1, 2, 3)]
    query["strict"].resolve = lambda source, info: [load(info, number) for number in (1, 200)]
    query["one"].resolve = lambda source, info, id: load(info, id)
    query["some"].resolve = lambda source, info, id, other=5: load(info, id if other is None else other)
    SCHEMA.mutation_type.fields["add"].resolve = lambda source, info, n: load(info, n)


wire()


def run(text: str, **variables: Any) -> tuple[ExecutionResult, list[tuple[str, list[int]]]]:
    """What a plan answers and fetches, which is what graphql-core does."""
    context, document = Asked(), parse(text)
    operation = get_operation_ast(document)
    assert operation is not None
    result = Plan(SCHEMA, document, operation).run(variables, context)
    theirs, expected = by_graphql_core(text, variables)
    assert (result.data, places_of(result)) == (expected.data, places_of(expected))
    assert context.fetched == theirs.fetched
    return result, context.fetched


def places_of(result: ExecutionResult) -> list[Any]:
    """Where the errors are, in the answer and in the question: words differ where it is we who were wrong."""
    return [(error.path, error.locations) for error in result.errors or []]


def by_graphql_core(text: str, variables: dict[str, Any]) -> tuple[Asked, ExecutionResult]:
    context = Asked()
    result = execute(
        SCHEMA, parse(text), context_value=context, variable_values=variables, hide_suggestions=True,
        execution_context_class=DeferringContext,
    )  # fmt: skip
    assert isinstance(result, ExecutionResult)
    return context, result


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


def test_values_that_do_not_fit_their_type_are_null_beside_an_error() -> None:
    result, _ = run("{ things { id number kind cells } odd }")
    assert [found["kind"] for found in result.data["things"]] == ["GOOD", None, None]
    assert result.data["things"][2] == {"id": 3, "number": 0, "kind": None, "cells": [["a", "5"], ["b"]]}
    assert [error.path for error in result.errors] == [
        ["things", 0, "number"], ["things", 1, "number"], ["things", 1, "kind"], ["things", 2, "kind"],
        ["things", 1, "cells", 0, 1], ["odd"],
    ]  # fmt: skip


def test_each_value_of_an_interface_says_what_is_asked_of_its_type() -> None:
    result, _ = run("{ named { __typename ... on Other { name only } ...more } } fragment more on Thing { name id }")
    assert result.data["named"][1] == {"__typename": "Other", "name": "other", "only": 1.5}
    assert result.data["named"][4] == {"__typename": "Thing", "name": "thing 9", "id": 9}
    assert [result.data["named"][place] for place in (0, 2, 3, 5)] == [None] * 4
    assert [error.path for error in result.errors] == [["named", 2], ["named", 3], ["named", 0, "name"]]


def test_null_where_nothing_may_be_null_leaves_no_data() -> None:
    assert run("{ one(id: 1) { id } must { sure { id } } }")[0].data is None


def test_what_is_skipped_differs_from_run_to_run_of_one_plan() -> None:
    text = "query ($a: Boolean!, $n: Int = 1) { one(id: $n) { id @skip(if: $a) name @include(if: $a) } }"
    document = parse(text)
    plan = Plan(SCHEMA, document, get_operation_ast(document))
    for is_so in (True, False, True):
        assert list(plan.run({"a": is_so}, Asked()).data["one"]) == (["name"] if is_so else ["id"])
    assert plan.run({"a": False, "n": 7}, Asked()).data == {"one": {"id": 7}}
    assert plan.run({"a": False, "n": 8}, Asked()).data == {"one": {"id": 8}}


def test_no_more_selections_are_kept_than_some() -> None:
    names = [f"v{number}" for number in range(6)]
    fields = " ".join(f"{name}: one(id: 1) @skip(if: ${name}) {{ id }}" for name in names)
    document = parse(f"query ({' '.join(f'${name}: Boolean!' for name in names)}) {{ {fields} }}")
    plan = Plan(SCHEMA, document, get_operation_ast(document))
    for number in range(2 ** len(names)):
        skipped = {name: bool(number >> place & 1) for place, name in enumerate(names)}
        assert list(plan.run(skipped, Asked()).data) == [name for name in names if not skipped[name]]
    assert len(plan._selections) == KEPT_SELECTIONS


def test_variables_that_do_not_fit_run_nothing() -> None:
    result, fetched = run("query ($n: Int!) { one(id: $n) { id } }", n="many")
    assert (result.data, fetched) == (None, [])


def test_the_schema_can_be_asked() -> None:
    types = "types { name fields { name type { name ofType { name } } } }"
    result, fetched = run("{ __typename __schema { " + types + ' } __type(name: "Kind") { name } }')
    assert (result.errors, fetched, result.data["__type"]) == (None, [], {"name": "Kind"})
    asked = {kind["name"] for kind in result.data["__schema"]["types"]}
    assert asked >= {"Query", "Mutation", "Named", "Kind", "Thing", "Other"}


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
    context.loaders.fetch_all(context)
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
