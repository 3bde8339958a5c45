"""What is counted, and that nobody can make it grow without end."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
import pytest_django
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import resolve

from cms.api.signals import AnsweredOperation, operation_answered
from config.telemetry.metrics import COUNTED, MeasuresRequests, count_operation, view_of
from config.telemetry.names import NAMES

OPERATION = AnsweredOperation(
    name="Page",
    kind="query",
    digest="ab",
    is_trusted=False,
    cost=30,
    is_kept=False,
    statements=4,
    codes=(),
    limit="",
    seconds=0.02,
)


@pytest.fixture(autouse=True)
def no_names() -> Iterator[None]:
    NAMES.forget()
    yield
    NAMES.forget()


def value(name: str, **labels: str) -> float:
    return COUNTED.get_sample_value(name, labels) or 0


def test_an_operation_is_counted_by_name_kind_and_code() -> None:
    labels = {"operation": "Page", "kind": "query", "kept": "no"}
    before = value("plein_graphql_operations_total", **labels, code="")
    refused = value("plein_graphql_refusals_total", limit="cost")

    count_operation(operation=OPERATION)
    count_operation(operation=replace(OPERATION, codes=("LIMIT_EXCEEDED",), limit="cost", cost=None))

    assert value("plein_graphql_operations_total", **labels, code="") == before + 1
    assert value("plein_graphql_operations_total", **labels, code="LIMIT_EXCEEDED") >= 1
    assert value("plein_graphql_refusals_total", limit="cost") == refused + 1


def test_duration_cost_and_statements_are_measured() -> None:
    operation = replace(OPERATION, name="Measured", is_kept=True)

    count_operation(operation=operation)

    assert value("plein_graphql_operation_seconds_sum", operation="Measured", kept="yes") == 0.02
    assert value("plein_graphql_operation_seconds_bucket", operation="Measured", kept="yes", le="0.01") == 0
    assert value("plein_graphql_operation_seconds_bucket", operation="Measured", kept="yes", le="0.025") == 1
    assert value("plein_graphql_operation_cost_sum", operation="Measured") == 30
    assert value("plein_graphql_operation_statements_sum", operation="Measured", kept="yes") == 4


def test_a_thousand_made_up_names_are_a_hundred_and_other(settings: pytest_django.Settings) -> None:
    settings.METRICS_OPERATIONS = 100
    before = value("plein_graphql_operations_total", operation="other", kind="query", kept="no", code="")

    for number in range(1_000):
        count_operation(operation=replace(OPERATION, name=f"MadeUp{number}"))

    told = {
        sample.labels["operation"]
        for metric in COUNTED.collect()
        for sample in metric.samples
        if sample.labels.get("operation", "").startswith("MadeUp")
    }
    assert len(told) == 100
    after = value("plein_graphql_operations_total", operation="other", kind="query", kept="no", code="")
    assert after == before + 900


def test_trusted_names_are_told_however_many_others_there_were(settings: pytest_django.Settings) -> None:
    settings.METRICS_OPERATIONS = 0

    count_operation(operation=replace(OPERATION, name="OfAManifest", is_trusted=True))
    count_operation(operation=replace(OPERATION, name="OfAClient"))
    count_operation(operation=replace(OPERATION, name="", kind=""))

    assert value("plein_graphql_operations_total", operation="OfAManifest", kind="query", kept="no", code="") == 1
    assert value("plein_graphql_operations_total", operation="OfAClient", kind="query", kept="no", code="") == 0
    assert value("plein_graphql_operations_total", operation="(none)", kind="", kept="no", code="") >= 1


def test_requests_are_counted_by_view_and_never_by_path() -> None:
    def answer(request: Any) -> HttpResponse:
        request.resolver_match = resolve("/mensen/12/")
        return HttpResponse(status=404)

    before = value("plein_http_requests_total", view="person", status="4xx")
    MeasuresRequests(answer)(RequestFactory().get("/mensen/12/?q=jansen"))

    assert value("plein_http_requests_total", view="person", status="4xx") == before + 1
    assert value("plein_http_request_seconds_count", view="person") >= 1


@pytest.mark.parametrize(
    ("path", "view"), [("/graphql/", "graphql"), ("/admin/pages/3/edit/", "admin"), ("/werk/", "wagtail_serve")]
)
def test_views_are_told_by_name(path: str, view: str) -> None:
    request = RequestFactory().get(path)
    request.resolver_match = resolve(path)

    assert view_of(request) == view


def test_a_request_that_no_view_answered_is_nameless() -> None:
    assert view_of(RequestFactory().get("/static/jansen.css")) == "(none)"


@pytest.mark.django_db
def test_an_operation_at_the_door_is_counted(client: Client) -> None:
    operation_answered.connect(count_operation)
    try:
        client.post("/graphql/", {"query": "query AtTheDoor { __typename }"}, content_type="application/json")
    finally:
        operation_answered.disconnect(count_operation)

    assert value("plein_graphql_operations_total", operation="AtTheDoor", kind="query", kept="no", code="") == 1
    assert NAMES.of("AtTheDoor", is_trusted=False, most=0) == "AtTheDoor"
