"""What plans answer is what graphql-core answers, over the whole schema: made-up questions, asked of both."""

import random
import re
from typing import Any

import pytest
from django.test import RequestFactory
from graphql import ExecutionResult, OperationType, execute

from cms.access.readers import reader_of
from cms.api.operations import KeptOperations, Operations, RefusedError
from cms.api.schema import schema
from cms.graphql_kit.context import Context
from cms.graphql_kit.ids import to_global_id
from cms.people.models import User
from cms.reading.actions import prepare_everything
from tests.cms.graphql_kit.oracle import DeferringContext
from tests.doors.world import World, build_world
from tests.hostile.operations import Author

QUESTIONS = 100
# Sealed anew for each answer: cursors and tickets.
SEALED = re.compile(r"[\w=.:-]{40,}")


class HonestAuthor(Author):
    """Asks for what is there, in numbers and words that mean something."""

    def _scalar(self, name: str) -> Any:
        some: dict[str, list[Any]] = {"ID": self.known, "Int": [1, 2, 3, 5], "Boolean": [True, False]}
        return self.chance.choice(some.get(name, ["nl", "werken", "a", "/"]))


@pytest.fixture
def world(db: None) -> World:
    """People and things."""
    made = build_world()
    prepare_everything()
    return made


def test_plans_answer_what_graphql_core_does(world: World) -> None:
    chance = random.Random(20261123)
    ids = [to_global_id("Page", thing.pk) for label, thing in world.open.items() if label.startswith("page")]
    author, kept = HonestAuthor(schema.graphql_schema, chance, ids), KeptOperations(schema.graphql_schema)
    asked, filled = 0, 0
    while asked < QUESTIONS:
        text, variables = author.operation()
        try:
            operations = kept.of(text, is_trusted=True)
        except RefusedError:
            continue
        if operations.named(None).operation != OperationType.QUERY:
            continue
        asked += 1
        ours, theirs = by_plan(operations, variables, world), by_graphql_core(operations, variables, world)
        assert told(ours) == told(theirs), text
        filled += any((ours.data or {}).values())
    # An error where nothing may be null leaves nothing. Else all of them may have asked for that.
    assert filled > QUESTIONS // 10


def context_of(person: User) -> Context:
    request = RequestFactory().post("/graphql/")
    request.user = person
    return Context(request=request, reader=reader_of(request), language="nl")


def by_plan(operations: Operations, variables: dict[str, Any], world: World) -> ExecutionResult:
    context = context_of(world.people["employee"])
    return operations.plan_of(operations.named(None)).run(variables, context)


def by_graphql_core(operations: Operations, variables: dict[str, Any], world: World) -> ExecutionResult:
    result = execute(
        schema.graphql_schema, operations.document, context_value=context_of(world.people["employee"]),
        variable_values=variables, hide_suggestions=True, execution_context_class=DeferringContext,
    )  # fmt: skip
    assert isinstance(result, ExecutionResult)
    return result


def told(result: ExecutionResult) -> Any:
    """The answer, and where its errors are."""
    return comparable(result.data), sorted(str(error.path) for error in result.errors or [])


def comparable(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: comparable(each) for name, each in value.items()}
    if isinstance(value, str) and SEALED.fullmatch(value):
        return "sealed"
    return [comparable(each) for each in value] if isinstance(value, list) else value
