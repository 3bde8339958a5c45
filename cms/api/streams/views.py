"""`/graphql/stream/`: the door of subscriptions, in the "distinct connections mode" of graphql-sse."""

from django.core.handlers.asgi import ASGIRequest
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.csrf import csrf_exempt

from cms.access.readers import reader_of
from cms.api.authentication import authenticate
from cms.api.execution import refusal
from cms.api.operations import RefusedError
from cms.api.questions import HttpRefusalError, question_of
from cms.api.rates import Meter, asker_of
from cms.api.responses import VARY, refusal_of, refuse, respond
from cms.api.streams.happening import followed_by, place_to_begin
from cms.api.streams.seats import SEATS
from cms.api.streams.streaming import AsyncStream, Stream
from cms.api.trusted import operations_of
from cms.graphql_kit.errors import InvalidInput, Unauthenticated

EVENT_STREAM = "text/event-stream"


@csrf_exempt
def stream(request: HttpRequest) -> HttpResponseBase:
    """Answer one subscription, event by event, until it ends by itself or its reader goes."""
    meter = Meter(request)
    try:
        return _response(_opened(request, meter), request)
    except RefusedError as error:
        response: HttpResponse = respond(request, refusal(error))
        response.status_code = 400
        return response
    except Exception as error:
        return refuse(request, refusal_of(error, door="streaming"))


def _opened(request: HttpRequest, meter: Meter) -> Stream:
    """The stream that a request asks for, with a seat. Raises what the door tells."""
    if EVENT_STREAM not in request.headers.get("Accept", ""):
        raise HttpRefusalError(406, InvalidInput("Accept text/event-stream."))
    try:
        authenticate(request)
    except Unauthenticated:
        meter.count_request(is_known=False)
        raise
    meter.count_request()
    question = question_of(request)
    operations = operations_of(question)
    operation = operations.named(question.operation_name, is_stream=True)
    meter.count_cost(operations.check_cost(operation, question.variables))
    reader = reader_of(request)
    followed = followed_by(operations, operation, question.variables, reader)
    place = place_to_begin(request, followed, reader)
    asker = asker_of(request)
    SEATS.take(asker)
    return Stream(request, operations, operation, question.variables, asker=asker, followed=followed, place=place)


def _response(stream: Stream, request: HttpRequest) -> StreamingHttpResponse:
    texts = AsyncStream(stream) if isinstance(request, ASGIRequest) else stream
    response = StreamingHttpResponse(texts, content_type=f"{EVENT_STREAM}; charset=utf-8")
    response["Cache-Control"] = "no-store"
    response["Vary"] = VARY
    # nginx would gather events until it has a buffer full of them
    response["X-Accel-Buffering"] = "no"
    return response
