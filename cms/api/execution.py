"""The one way in which GraphQL is executed, for the HTTP door and for the site's own pages alike."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.utils.translation import get_language
from graphql import ExecutionResult, OperationDefinitionNode, OperationType

from cms.access.readers import reader_of
from cms.api.answers import Answer, KeptAnswer
from cms.api.clock import Glance
from cms.api.leaving import hidden_among, is_from_folder, tags_left
from cms.api.observing import note_errors, note_operation, note_run, observed
from cms.api.operations import KeptOperations, Operations, RefusedError
from cms.api.schema import schema
from cms.api.sharing import Asked, SharedAnswers
from cms.graphql_kit.context import Context
from cms.graphql_kit.errors import Forbidden, formatted
from cms.pages.previews import reader_of_preview

OPERATIONS = KeptOperations(schema.graphql_schema)
# The project's own operations are few and always wanted; what visitors ask must not push them out.
STORED_OPERATIONS = KeptOperations(schema.graphql_schema)
SHARED_ANSWERS = SharedAnswers()


def execute(
    text: str, variables: Mapping[str, Any] | None = None, *, request: HttpRequest, preview: str = ""
) -> Answer | KeptAnswer:
    """Execute one of the project's own stored operations, for the person of a request, or as their preview shows it.

    The text is trusted: the limits do not hold for it. Rights do. Never hand it a text from outside.
    """
    with observed():
        try:
            operations = STORED_OPERATIONS.of(text, is_trusted=True)
            operation = operations.named(None)
            return execute_operation(operations, operation, variables or {}, request=request, preview=preview)
        except RefusedError as refused:
            return refusal(refused)


def execute_operation(
    operations: Operations,
    operation: OperationDefinitionNode,
    variables: Mapping[str, Any],
    *,
    request: HttpRequest,
    preview: str = "",
) -> Answer | KeptAnswer:
    """Execute one operation of a prepared document, or give the answer that another reader with the same locks had.

    With the token of a `preview` it is answered through the eyes that the editor chose for that, and changes nothing.
    Raises RefusedError when it costs too much.
    """
    if preview and operation.operation != OperationType.QUERY:
        raise RefusedError([Forbidden("In a preview nothing is changed.")])
    note_operation(operations, operation, operations.check_cost(operation, variables))
    # Taken whatever is asked: once something was changed, the next operation of this request must look again.
    glance = Glance.of(request.user)
    reader = reader_of_preview(preview, by=request.user) if preview else reader_of(request)
    context = Context(request=request, reader=reader, language=get_language() or "")
    asked = Asked.of(operations, operation, variables, reader=reader, language=context.language)
    answer = SHARED_ANSWERS.answer(asked, lambda: _run(operations, operation, variables, context), glance)
    note_errors(answer.errors)
    return answer


def _run(
    operations: Operations, operation: OperationDefinitionNode, variables: Mapping[str, Any], context: Context
) -> Answer:
    note_run()
    result = operations.plan_of(operation).run(variables, context)
    return _answer(result, context, operations.ingredients)


def refusal(refused: RefusedError) -> Answer:
    """The answer to what was not executed."""
    errors = formatted(refused.errors)
    note_errors(errors)
    return Answer(data=None, errors=errors, has_run=False)


def _answer(result: ExecutionResult, context: Context, ingredients: frozenset[str]) -> Answer:
    errors = formatted(result.errors or [])
    # Without a path an error is about the variables: nothing was executed.
    has_run = result.data is not None or any(error.get("path") for error in errors)
    if not ingredients:
        return Answer(result.data, errors, has_run=has_run)
    is_personal = context.is_personal or is_from_folder(context, ingredients, SHARED_ANSWERS.arrangements.latest)
    tags = tags_left(context, ingredients)
    return Answer(result.data, errors, tags, is_personal, has_run, hidden_among(context, tags))
