"""A collector of traces: a small HTTP server that reads what OpenTelemetry's exporter sends, and keeps the bytes."""

import gzip
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest


@dataclass(frozen=True)
class Received:
    """A span as it came, its ids in hexadecimal."""

    name: str
    scope: str
    trace: str
    id: str
    parent: str
    told: dict[str, Any]
    has_failed: bool
    events: int


@dataclass
class Collector:
    """Where it listens, and what came."""

    url: str
    content: bytearray = field(default_factory=bytearray)
    spans: list[Received] = field(default_factory=list)
    service: str = ""

    def take(self, body: bytes) -> None:
        self.content += body
        request = ExportTraceServiceRequest.FromString(body)
        for resource in request.resource_spans:
            names = {attribute.key: attribute.value.string_value for attribute in resource.resource.attributes}
            self.service = names["service.name"]
            for scope in resource.scope_spans:
                self.spans.extend(_received(span, scope.scope.name) for span in scope.spans)

    def named(self, name: str) -> list[Received]:
        return [span for span in self.spans if span.name == name]

    def below(self, above: Received) -> list[Received]:
        return [span for span in self.spans if span.parent == above.id]


def _received(span: Any, scope: str) -> Received:
    told = {attribute.key: _value(attribute.value) for attribute in span.attributes}
    parts = span.trace_id.hex(), span.span_id.hex(), span.parent_span_id.hex()
    return Received(span.name, scope, *parts, told, span.status.code == span.status.STATUS_CODE_ERROR, len(span.events))


def _value(value: Any) -> Any:
    kind = value.WhichOneof("value")
    return [_value(item) for item in value.array_value.values] if kind == "array_value" else getattr(value, kind)


def listening(port: int) -> tuple[Collector, ThreadingHTTPServer]:
    """A collector, and the server to shut down."""
    collector = Collector(f"http://127.0.0.1:{port}")

    class Door(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            collector.take(gzip.decompress(body) if self.headers.get("Content-Encoding") == "gzip" else body)
            self.send_response(200 if self.path == "/v1/traces" else 404)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_line: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", port), Door)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return collector, server
