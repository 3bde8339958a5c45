"""How spans leave: in batches, by a thread of their own, and without what might say who asked, or for what."""

import logging
import os
import time
from collections.abc import Sequence

from opentelemetry import trace
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import OTELResourceDetector, Resource
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor, SpanExporter, SpanExportResult
from opentelemetry.trace import Status

logger = logging.getLogger(__name__)

SERVICE = "plein"
OURS = "plein"
STATEMENT = "db.query.text"
# For how long a collector is waited for, unless the library's own variables say it, and then left alone.
PATIENCE_SECONDS = 3.0
PATIENCE_SAID_BY = ("OTEL_EXPORTER_OTLP_TRACES_TIMEOUT", "OTEL_EXPORTER_OTLP_TIMEOUT")
SECONDS_LEFT_ALONE = 30.0
# All else stays here, so that a library which comes to tell more has to be let first.
TOLD = {
    "http.request.method", "http.route", "http.response.status_code",
    "graphql.operation.name", "graphql.operation.type", "graphql.document.digest",
    "plein.view", "plein.cost", "plein.is_kept", "plein.is_trusted", "plein.statements", "plein.codes", "plein.limit",
    "plein.task", "plein.queue", "plein.status",
    "db.system.name", "db.operation.name", "db.operation.parameter.index", "db.response.status_code", STATEMENT,
}  # fmt: skip


class LeavesPeopleOut(SpanExporter):
    """Hands spans on with what may be told alone: no exception, whose text quotes what was asked, and no address.

    Statements are ours only: Elasticsearch's hold the words that somebody searches.
    """

    def __init__(self, inner: SpanExporter) -> None:
        self._inner = inner

    def export(self, spans: Sequence[ReadableSpan]) -> SpanExportResult:
        """Called by the thread that sends."""
        return self._inner.export([_told(span) for span in spans])

    def shutdown(self) -> None:
        self._inner.shutdown()

    def force_flush(self, timeout_millis: int = 30_000) -> bool:
        return self._inner.force_flush(timeout_millis)


class LeavesTheAbsentAlone(SpanExporter):
    """Lets spans go for a while after the collector failed: a process that ends then need not wait for it either."""

    def __init__(self, inner: SpanExporter) -> None:
        self._inner = inner
        self._closed_from = 0.0
        self._is_answering = True

    def export(self, spans: Sequence[ReadableSpan]) -> SpanExportResult:
        """Called by the thread that sends."""
        if time.monotonic() < self._closed_from:
            return SpanExportResult.FAILURE
        result = self._inner.export(spans)
        has_answered = result is SpanExportResult.SUCCESS
        if not has_answered:
            self._closed_from = time.monotonic() + SECONDS_LEFT_ALONE
        if has_answered != self._is_answering:
            self._is_answering = has_answered
            logger.warning(
                "The collector of traces %s", "answers again" if has_answered else "does not answer: spans are lost"
            )
        return result

    def shutdown(self) -> None:
        self._inner.shutdown()

    def force_flush(self, timeout_millis: int = 30_000) -> bool:
        return self._inner.force_flush(timeout_millis)


def _told(span: ReadableSpan) -> ReadableSpan:
    scope = span.instrumentation_scope
    told = TOLD if scope and scope.name == OURS else TOLD - {STATEMENT}
    return ReadableSpan(
        name=span.name,
        context=span.context,
        parent=span.parent,
        resource=span.resource,
        attributes={name: value for name, value in (span.attributes or {}).items() if name in told},
        kind=span.kind,
        status=Status(span.status.status_code),
        start_time=span.start_time,
        end_time=span.end_time,
        instrumentation_scope=scope,
    )


def provider() -> TracerProvider:
    """What makes spans, and sends them where OTEL_EXPORTER_OTLP_ENDPOINT says.

    Headers, certificates, sampling and the sizes of queue and batches are the library's own variables. Where the
    collector is away spans are lost; nobody waits.
    """
    patience = None if any(name in os.environ for name in PATIENCE_SAID_BY) else PATIENCE_SECONDS
    sending = LeavesTheAbsentAlone(OTLPSpanExporter(timeout=patience))
    named = OTELResourceDetector().detect().attributes
    made = TracerProvider(resource=Resource.create({"service.name": SERVICE, **named}))
    made.add_span_processor(BatchSpanProcessor(LeavesPeopleOut(sending)))
    return made


def start() -> None:
    """Once a process, before the first span."""
    # because it writes a line a try, and names the collector's address
    logging.getLogger("opentelemetry.exporter").setLevel(logging.CRITICAL)
    trace.set_tracer_provider(provider())
