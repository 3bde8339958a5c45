"""What a collector of traces gets of a process, and that it learns of nobody."""

import json
import logging
import os
import socket
import subprocess
import sys
import time

import pytest
from django.conf import settings

from config.telemetry.tracing.exporting import TOLD, provider
from tests.site.config.telemetry.collector import Collector, listening

# for the database that other processes open
pytestmark = pytest.mark.django_db

OUTSIDE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
# Words that somebody asked, and somebody's address: all of what follows is a secret.
WORDS, ADDRESS = "zwaluwnest", "merel@example.org"
SCENARIO = f"""
import django
django.setup()
import logging
from contextlib import suppress
from unittest.mock import patch
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test import Client
from django_tasks import TaskResultStatus
from django_tasks.signals import task_finished, task_started
from opentelemetry import trace
from config.models import Heartbeat
from config.tasks import beat_as_worker
from config.logs import JsonLines
from search.engines.base import EngineUnavailableError
from search.engines.connection import is_configured, reached

class Printing(logging.Handler):
    def emit(self, record):
        print("LINE", JsonLines().format(record), flush=True)

lines = logging.getLogger("config.requests")
lines.setLevel("INFO")
lines.addHandler(Printing())
client = Client(REMOTE_ADDR="10.9.8.7", headers={{"traceparent": "{OUTSIDE}"}}, raise_request_exception=False)

def ask(query, variables):
    return client.post("/graphql/?q={WORDS}", dict(query=query, variables=variables), content_type="application/json")

ask("query Find($q: String!) {{ search(query: $q) {{ totalCount }} }}", dict(q="{WORDS}"))
ask("query People($q: String!) {{ people(filter: {{name: $q}}) {{ totalCount }} }}", dict(q="{ADDRESS}"))
client.get("/healthz")
client.get("/mensen/7/?q={WORDS}")
with patch("cms.api.views.authenticate", side_effect=ValueError("{ADDRESS}")):
    ask("{{ __typename }}", None)

result = beat_as_worker.enqueue()
task_started.send(sender=None, task_result=result)
Heartbeat.age_of("{WORDS}")
if is_configured():
    with suppress(EngineUnavailableError), reached() as client:
        client.search(index="no-such-index", query=dict(match=dict(title="{WORDS}")))
with patch.object(type(result), "status", TaskResultStatus.FAILED, create=True):
    task_finished.send(sender=None, task_result=result)
Heartbeat.age_of("outside of all spans")
trace.get_tracer_provider().shutdown()
"""


def traced(database: str, **environment: str) -> tuple[Collector, list[dict[str, object]]]:
    """What a process that does all sorts of things sends, and its lines in the log of requests."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    collector, server = listening(port)
    # the most that Elasticsearch's client can be asked to tell
    telling = {"OTEL_PYTHON_INSTRUMENTATION_ELASTICSEARCH_CAPTURE_SEARCH_QUERY": "raw"}
    plein = {"DJANGO_SETTINGS_MODULE": "config.settings.test", "PYTHONPATH": ".:site", "DATABASE_URL": database}
    try:
        process = subprocess.run(
            [sys.executable, "-c", SCENARIO],
            cwd=settings.ROOT,
            env=os.environ | plein | telling | {"OTEL_EXPORTER_OTLP_ENDPOINT": collector.url} | environment,
            capture_output=True,
            text=True,
            timeout=120,
        )
    finally:
        server.shutdown()
    assert process.returncode == 0, process.stderr
    lines = [json.loads(line[5:]) for line in process.stdout.splitlines() if line.startswith("LINE ")]
    return collector, lines


@pytest.fixture(scope="module")
def process(migrated_url: str) -> tuple[Collector, list[dict[str, object]]]:
    return traced(migrated_url)


@pytest.fixture
def collector(process: tuple[Collector, list[dict[str, object]]]) -> Collector:
    return process[0]


def test_a_request_has_its_operation_and_that_its_statements(collector: Collector) -> None:
    (operation,) = collector.named("graphql People")
    (request,) = [span for span in collector.spans if span.id == operation.parent]
    statements = collector.below(operation)

    assert collector.service == "plein"
    assert request.name == "POST graphql"
    assert request.told == {
        "http.request.method": "POST", "http.route": "graphql/", "http.response.status_code": 200,
        "plein.view": "graphql",
    }  # fmt: skip
    assert operation.told["graphql.operation.type"] == "query"
    assert operation.told["plein.statements"] == len(statements) > 0
    assert operation.told["plein.cost"] > 0
    assert not request.has_failed
    assert {statement.told["db.system.name"] for statement in statements} <= {"postgresql", "sqlite"}
    assert any("people_profile" in statement.told["db.query.text"] for statement in statements)


def test_nothing_says_who_asked_or_for_what(collector: Collector) -> None:
    assert len(collector.spans) > 10
    for secret in (WORDS, "zwaluw", ADDRESS, "merel", "10.9.8.7", "/mensen/7", "secret"):
        assert secret.encode() not in collector.content
    assert {name for span in collector.spans for name in span.told} <= TOLD
    assert {span.events for span in collector.spans} == {0}


def test_what_failed_is_told_without_why(collector: Collector) -> None:
    (failed,) = [span for span in collector.spans if span.told.get("http.response.status_code") == 500]
    (operation,) = collector.below(failed)

    assert failed.has_failed
    assert operation.has_failed
    assert operation.told["plein.codes"] == ["INTERNAL"]


def test_a_task_is_a_trace_of_its_own(collector: Collector) -> None:
    (task,) = collector.named("task config.tasks.beat_as_worker")
    (statement,) = [span for span in collector.below(task) if span.scope == "plein"]

    assert task.parent == ""
    assert task.told == {
        "plein.task": "config.tasks.beat_as_worker", "plein.queue": "default", "plein.status": "failed",
    }  # fmt: skip
    assert task.has_failed
    assert statement.name == "SELECT"
    assert statement.trace == task.trace


def test_what_belongs_to_no_request_or_task_is_not_traced(collector: Collector) -> None:
    roots = {span.name for span in collector.spans if not span.parent}

    assert roots == {"POST graphql", "GET person", "task config.tasks.beat_as_worker"}


def test_lines_of_a_request_have_the_id_of_its_trace(process: tuple[Collector, list[dict[str, object]]]) -> None:
    collector, lines = process

    requests = [span.trace for span in collector.spans if span.name in ("POST graphql", "GET person")]
    assert sorted(str(line["trace_id"]) for line in lines if "trace_id" in line) == sorted(requests)
    assert [line["path"] for line in lines if "trace_id" not in line] == ["/healthz"]


def test_a_trace_from_outside_is_not_gone_on_with(collector: Collector) -> None:
    assert "0af7651916cd43dd8448eb211c80319c" not in {span.trace for span in collector.spans}


def test_a_trace_of_the_proxy_is_gone_on_with_where_it_is_believed(migrated_url: str) -> None:
    collector, _lines = traced(migrated_url, TRACES_FROM_OUTSIDE="true")

    requests = collector.named("POST graphql")
    assert {(span.trace, span.parent) for span in requests} == {
        ("0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331")
    }


@pytest.fixture
def absent(monkeypatch: pytest.MonkeyPatch, free_port: int) -> None:
    """A collector that is not there."""
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", f"http://127.0.0.1:{free_port}")
    monkeypatch.setenv("OTEL_BSP_SCHEDULE_DELAY", "50")


def test_a_collector_that_is_away_costs_nobody_anything(absent: None, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.WARNING, "config.telemetry")
    made = provider()
    tracer = made.get_tracer("plein")
    started = time.process_time()

    for _span in range(5_000):
        tracer.start_span("SELECT").end()
    spent = time.process_time() - started
    made.shutdown()

    assert spent < 3
    assert [record.getMessage() for record in caplog.records if record.name.startswith("config.")] == [
        "The collector of traces does not answer: spans are lost"
    ]


@pytest.mark.elasticsearch
def test_what_elasticsearch_is_asked_is_traced_without_words(collector: Collector) -> None:
    asked = [span for span in collector.spans if span.scope == "elasticsearch-api"]

    assert asked != []
    assert {span.told["db.system.name"] for span in asked} == {"elasticsearch"}
    assert [span for span in asked if "db.query.text" in span.told] == []
