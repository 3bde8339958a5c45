"""`/metrics`: not there unless switched on, and then for who has the token."""

from datetime import timedelta

import pytest
import pytest_django
from django.db import OperationalError, connection
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from prometheus_client.parser import text_string_to_metric_families

from config.models import Heartbeat
from config.tasks import beat_as_worker
from search.engines.connection import breaker
from search.models import Ticket

TOKEN = "a-token-of-prometheus"


@pytest.fixture
def measured(settings: pytest_django.Settings) -> None:
    settings.IS_MEASURED = True
    settings.METRICS_TOKEN = TOKEN


@pytest.fixture
def prometheus() -> Client:
    """Asks plain HTTP at an address that is in no list of allowed hosts."""
    return Client(SERVER_NAME="10.0.3.17", headers={"Authorization": f"Bearer {TOKEN}"})


def scraped(client: Client) -> dict[tuple[str, ...], float]:
    response = client.get("/metrics")
    assert response.status_code == 200
    return {
        (sample.name, *sample.labels.values()): sample.value
        for family in text_string_to_metric_families(response.content.decode())
        for sample in family.samples
    }


def test_it_is_not_there_until_switched_on(prometheus: Client) -> None:
    # without the mark django_db any query fails
    response = prometheus.get("/metrics")

    assert (response.status_code, response.content) == (404, b"")


@pytest.mark.parametrize("given", ["", "Bearer ", "Bearer wrong", TOKEN, "Bearer é"])
def test_without_the_token_nothing_is_told(measured: None, given: str) -> None:
    response = Client().get("/metrics", headers={"Authorization": given} if given else {})

    assert (response.status_code, response.content) == (401, b"")
    assert response["WWW-Authenticate"] == "Bearer"


def test_a_token_of_nothing_opens_nothing(settings: pytest_django.Settings) -> None:
    settings.IS_MEASURED = True
    settings.METRICS_TOKEN = ""

    assert Client().get("/metrics", headers={"Authorization": "Bearer "}).status_code == 401


@pytest.mark.django_db
def test_a_network_that_keeps_others_out_needs_no_token(settings: pytest_django.Settings) -> None:
    settings.IS_MEASURED = settings.METRICS_OPEN = True

    response = Client().get("/metrics")

    assert response.status_code == 200
    assert response["Content-Type"].startswith("text/plain; version=")
    assert "no-store" in response["Cache-Control"]


@pytest.mark.django_db
def test_it_says_how_the_deployment_does(measured: None, prometheus: Client, settings: pytest_django.Settings) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "ENQUEUE_ON_COMMIT": False}}
    settings.ELASTICSEARCH_URL = ""
    for _task in range(3):
        beat_as_worker.enqueue()
    failed = DBTaskResult.objects.order_by("pk").first()
    assert failed
    failed.set_failed(ValueError("merel@example.org"))
    DBTaskResult.objects.ready().update(enqueued_at=timezone.now() - timedelta(seconds=90))
    Ticket.objects.all().delete()
    Ticket.objects.create(subject_type="page", subject_id=1, created_at=timezone.now() - timedelta(seconds=40))
    Heartbeat.beat("worker")

    told = scraped(prometheus)

    assert told["plein_database_up",] == 1
    assert told["plein_tasks", "default", "ready"] == 2
    assert told["plein_tasks", "default", "failed"] == 1
    assert 90 <= told["plein_task_oldest_seconds", "default"] < 120
    assert told["plein_search_tickets",] == 1
    assert 40 <= told["plein_search_ticket_oldest_seconds",] < 70
    assert 0 <= told["plein_process_silent_seconds", "worker"] < 30
    assert ("plein_process_silent_seconds", "scheduler") not in told
    assert told["plein_search_breaker_open",] == 0


@pytest.mark.django_db
def test_a_breaker_that_is_open_is_told(measured: None, prometheus: Client) -> None:
    breaker.trip("it did not answer")

    assert scraped(prometheus)["plein_search_breaker_open",] == 1


@pytest.mark.django_db
def test_without_the_database_it_says_so_and_counts_on(
    measured: None, prometheus: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_execute: object) -> None:
        raise OperationalError("the server closed the connection unexpectedly")

    monkeypatch.setattr(connection, "close", lambda: None)
    with connection.execute_wrapper(refuse):
        told = scraped(prometheus)

    assert told["plein_database_up",] == 0
    assert [name for name, *_labels in told if name.startswith("plein_tasks")] == []
