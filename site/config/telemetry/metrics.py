"""What is counted while Plein serves, for Prometheus. Nothing in it says who asked, or for what."""

import time
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from prometheus_client import CollectorRegistry, Counter, Histogram

from cms.api.signals import AnsweredOperation
from config.telemetry.names import NAMES

# One of our own, because the library's holds what it says of itself.
COUNTED = CollectorRegistry()

SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10)
COSTS = (10, 30, 100, 300, 1_000, 3_000, 10_000)
STATEMENTS = (0, 1, 2, 3, 5, 8, 13, 21, 50, 100)

OPERATIONS = Counter(
    "plein_graphql_operations",
    "Operations that were executed or refused; code is that of its first error",
    ["operation", "kind", "kept", "code"],
    registry=COUNTED,
)
OPERATION_SECONDS = Histogram(
    "plein_graphql_operation_seconds",
    "How long operations took",
    ["operation", "kept"],
    buckets=SECONDS,
    registry=COUNTED,
)
OPERATION_COST = Histogram(
    "plein_graphql_operation_cost",
    "What operations cost, where that was reckoned",
    ["operation"],
    buckets=COSTS,
    registry=COUNTED,
)
OPERATION_STATEMENTS = Histogram(
    "plein_graphql_operation_statements",
    "How many SQL statements operations took",
    ["operation", "kept"],
    buckets=STATEMENTS,
    registry=COUNTED,
)
REFUSALS = Counter("plein_graphql_refusals", "Operations that were beyond a limit", ["limit"], registry=COUNTED)
REQUESTS = Counter("plein_http_requests", "Requests by view and class of status", ["view", "status"], registry=COUNTED)
REQUEST_SECONDS = Histogram(
    "plein_http_request_seconds", "How long requests took", ["view"], buckets=SECONDS, registry=COUNTED
)


def count_operation(*, operation: AnsweredOperation, **_signal: Any) -> None:
    """Receives `operation_answered`."""
    name = NAMES.of(operation.name, is_trusted=operation.is_trusted, most=settings.METRICS_OPERATIONS)
    kept = "yes" if operation.is_kept else "no"
    _operations(name, operation.kind, kept, operation.codes[0] if operation.codes else "").inc()
    seconds, statements = _measures(name, kept)
    seconds.observe(operation.seconds)
    statements.observe(operation.statements)
    if operation.cost is not None:
        OPERATION_COST.labels(name).observe(operation.cost)
    if operation.limit:
        REFUSALS.labels(operation.limit).inc()


# Remembered, because finding a series again by its labels costs as much as counting. Names are bounded, so these are.
@lru_cache(maxsize=1_000)
def _operations(name: str, kind: str, kept: str, code: str) -> Counter:
    return OPERATIONS.labels(name, kind, kept, code)


@lru_cache(maxsize=1_000)
def _measures(name: str, kept: str) -> tuple[Histogram, Histogram]:
    return OPERATION_SECONDS.labels(name, kept), OPERATION_STATEMENTS.labels(name, kept)


@lru_cache(maxsize=1_000)
def _requests(view: str, status: int) -> tuple[Counter, Histogram]:
    return REQUESTS.labels(view, f"{status}xx"), REQUEST_SECONDS.labels(view)


class MeasuresRequests:
    """Counts each request by its view, which is one of the addresses in the code: never by its path."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        started = time.perf_counter()
        response = self.get_response(request)
        count, seconds = _requests(view_of(request), response.status_code // 100)
        count.inc()
        seconds.observe(time.perf_counter() - started)
        return response


def view_of(request: HttpRequest) -> str:
    """The name of the view that answered. All screens of the admin are one, because there are hundreds."""
    match = request.resolver_match
    if match is None:
        return "(none)"
    return "admin" if match.route.startswith("admin/") else match.view_name or "(nameless)"
