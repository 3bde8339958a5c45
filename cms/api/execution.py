"""The one way in which GraphQL is executed, for the HTTP door and for the site's own pages alike."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest
from django.utils.translation import get_language
from graphql import ExecutionResult, GraphQLFormattedError, OperationDefinitionNode
from graphql import execute as run

from cms.access.readers import reader_of
from cms.api.operations import KeptOperations, Operations, RefusedError
from cms.api.schema import schema
from cms.graphql_kit.context import Context
from cms.graphql_kit.errors import formatted
from cms.graphql_kit.execution import DeferringContext

OPERATIONS = KeptOperations(schema.graphql_schema)
# The project's own operations are few and always wanted; what visitors ask must not push them out.
STORED_OPERATIONS = KeptOperations(schema.graphql_schema)


@dataclass(frozen=True)
class Answer:
    """What came of an operation.

    `tags` name what the answer was made of; it may be shared among readers with the same locks until one of them
    changes, unless it `is_personal`. An operation that was refused `has_run` false, and has errors alone.
    """

    data: dict[str, Any] | None
    errors: list[GraphQLFormattedError]
    tags: frozenset[str] = field(default_factory=frozenset)
    is_personal: bool = False
    has_run: bool = True

    def as_json(self) -> dict[str, Any]:
        """The answer as the GraphQL specification writes it."""
        answer: dict[str, Any] = {"errors": self.errors} if self.errors else {}
        if self.has_run:
            answer["data"] = self.data
        return answer


def execute(text: str, variables: Mapping[str, Any] | None = None, *, request: HttpRequest) -> Answer:
    """Execute one of the project's own stored operations, for the person of a request.

    The text is trusted: the limits do not hold for it. Rights do. Never hand it a text from outside.
    """
    try:
        operations = STORED_OPERATIONS.of(text, is_trusted=True)
        return execute_operation(operations, operations.named(None), variables or {}, request=request)
    except RefusedError as refused:
        return refusal(refused)


def execute_operation(
    operations: Operations, operation: OperationDefinitionNode, variables: Mapping[str, Any], *, request: HttpRequest
) -> Answer:
    """Execute one operation of a prepared document. Raises RefusedError when it costs too much."""
    operations.check_cost(operation, variables)
    context = Context(request=request, reader=reader_of(request), language=get_language() or "")
    result = run(
        operations.schema,
        operations.document,
        context_value=context,
        variable_values=dict(variables),
        operation_name=operation.name.value if operation.name else None,
        execution_context_class=DeferringContext,
        hide_suggestions=True,
    )
    return _answer(result, context)


def refusal(refused: RefusedError) -> Answer:
    """The answer to what was not executed."""
    return Answer(data=None, errors=formatted(refused.errors), has_run=False)


def _answer(result: Any, context: Context) -> Answer:
    assert isinstance(result, ExecutionResult), "DeferringContext never leaves anything to await"
    errors = formatted(result.errors or [])
    # Without a path an error is about the variables: nothing was executed.
    has_run = result.data is not None or any(error.get("path") for error in errors)
    return Answer(result.data, errors, frozenset(context.tags), context.is_personal, has_run)
