"""`/graphql/`: the HTTP door of the API, as the GraphQL-over-HTTP specification has it."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from graphql import GraphQLFormattedError, OperationType

from cms.api.answers import Answer, KeptAnswer
from cms.api.authentication import authenticate
from cms.api.execution import execute_operation, refusal
from cms.api.explorer import explorer
from cms.api.multipart import has_files, question_with_files
from cms.api.observing import observed
from cms.api.operations import RefusedError
from cms.api.questions import HttpRefusalError, Question, question_of
from cms.api.rates import Meter
from cms.api.responses import ACCEPT, GRAPHQL_JSON, PREVIEW, accepts_json, refusal_of, refuse, respond
from cms.api.schema import schema
from cms.api.trusted import operations_of
from cms.graphql_kit.deadlines import time_limit
from cms.graphql_kit.errors import ApiError, InvalidInput, NotFound, Unauthenticated, formatted


@csrf_exempt
def graphql(request: HttpRequest) -> HttpResponse:
    """Answer one operation; in development, show the explorer to a browser that comes without one."""
    if _wants_explorer(request):
        return explorer(request)
    meter = Meter(request)
    with observed():
        response = _answered(request, meter)
    meter.tell(response)
    return response


def _answered(request: HttpRequest, meter: Meter) -> HttpResponse:
    try:
        _let_in(request, meter)
        question = question_with_files(request) if has_files(request) else question_of(request)
        return respond(request, _answer_in_time(question, request, meter))
    except Exception as error:
        return refuse(request, refusal_of(error, door="GraphQL"))


def printed_schema(request: HttpRequest) -> HttpResponse:
    """The schema as text, where it may be read."""
    if not settings.GRAPHQL_INTROSPECTION:
        return refuse(request, HttpRefusalError(404, NotFound("There is nothing here.")))
    return HttpResponse(str(schema), content_type="text/plain; charset=utf-8")


def _let_in(request: HttpRequest, meter: Meter) -> None:
    """Know who asks, and that they do not ask too often. Whoever tries tokens is counted by their address."""
    if not accepts_json(request):
        raise HttpRefusalError(406, InvalidInput(f"Accept {GRAPHQL_JSON} or application/json."))
    try:
        authenticate(request)
    except Unauthenticated:
        meter.count_request(is_known=False)
        raise
    meter.count_request()


def _answer_in_time(question: Question, request: HttpRequest, meter: Meter) -> Answer | KeptAnswer:
    """What was answered before the time ran out; where that did not suffice, this error alone explains all others."""
    seconds = settings.GRAPHQL_FILE_SECONDS if has_files(request) else settings.GRAPHQL_SECONDS
    with time_limit(seconds) as deadline:
        answer = _answer(question, request, meter)
    if deadline and deadline.is_over and any(_is_late(error) for error in answer.errors):
        return Answer(data=None, errors=formatted([deadline.exceeded()]))
    return answer


def _is_late(error: GraphQLFormattedError) -> bool:
    extensions = error.get("extensions") or {}
    return extensions.get("code") == ApiError.code or extensions.get("limit") == "seconds"


def _answer(question: Question, request: HttpRequest, meter: Meter) -> Answer | KeptAnswer:
    try:
        operations = operations_of(question)
        operation = operations.named(question.operation_name)
        if request.method != "POST" and operation.operation != OperationType.QUERY:
            refused = InvalidInput("What changes something is sent with POST.")
            raise HttpRefusalError(405, refused, {"Allow": "POST"})
        meter.count_cost(operations.check_cost(operation, question.variables))
        preview = request.META.get(PREVIEW, "")
        return execute_operation(operations, operation, question.variables, request=request, preview=preview)
    except RefusedError as error:
        return refusal(error)


def _wants_explorer(request: HttpRequest) -> bool:
    is_page = request.method == "GET" and "text/html" in request.META.get(ACCEPT, "")
    return is_page and settings.GRAPHQL_EXPLORER
