"""The span of a request, around everything else that is done for it."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from opentelemetry.context import Context
from opentelemetry.trace import Span, SpanKind, Status, StatusCode, format_trace_id
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

from config.logs import trace_id
from config.probes import PROBES
from config.telemetry.metrics import view_of
from config.telemetry.tracing.receivers import TRACER

METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}
OTHER_METHOD = "_OTHER"
OUR_FAULT = 500

traceparent = TraceContextTextMapPropagator()


class TracesRequests:
    """Traces each request by its view. Its path, its address and who asked are not in the span; probes have none."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info in PROBES:
            return self.get_response(request)
        method = request.method if request.method in METHODS else OTHER_METHOD
        with TRACER.start_as_current_span(
            method, context=_around(request), kind=SpanKind.SERVER, record_exception=False
        ) as span:
            known_as = trace_id.set(format_trace_id(span.get_span_context().trace_id))
            try:
                response = self.get_response(request)
            finally:
                trace_id.reset(known_as)
            _describe(span, method, request, response)
        return response


def _around(request: HttpRequest) -> Context:
    """The trace that the request says it is a part of, where such words are believed; else none."""
    given = {name: request.headers[name] for name in ("traceparent", "tracestate") if name in request.headers}
    return traceparent.extract(given, Context()) if settings.TRACES_FROM_OUTSIDE else Context()


def _describe(span: Span, method: str, request: HttpRequest, response: HttpResponse) -> None:
    view = view_of(request)
    span.update_name(f"{method} {view}")
    span.set_attributes(
        {
            "http.request.method": method,
            "http.route": request.resolver_match.route if request.resolver_match else "",
            "http.response.status_code": response.status_code,
            "plein.view": view,
        }
    )
    if response.status_code >= OUR_FAULT:
        span.set_status(Status(StatusCode.ERROR))
