"""What load balancers ask: it must answer them, and tell nobody else more."""

from datetime import timedelta
from pathlib import Path

import pytest
import pytest_django
from django.core.cache import caches
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from config import health
from config.health import Finding, State
from config.jobs import beat
from config.models import Heartbeat
from config.tasks import beat_as_worker

PARTS = ["database", "cache", "search", "storage", "worker", "scheduler", "texts"]
LATER = "9999_of_a_later_release"


@pytest.fixture
def embedded(settings: pytest_django.Settings, tmp_path: Path) -> None:
    """Nothing that could be away, and both processes alive."""
    settings.ELASTICSEARCH_URL = ""
    settings.MEDIA_ROOT = str(tmp_path)
    Heartbeat.beat("worker")
    Heartbeat.beat("scheduler")


@pytest.fixture
def balancer(settings: pytest_django.Settings) -> Client:
    """Asks plain HTTP at an address that is in no list of allowed hosts."""
    settings.ALLOWED_HOSTS = ["intranet.example.org"]
    settings.SECURE_SSL_REDIRECT = True
    return Client(SERVER_NAME="10.0.3.17")


def test_the_process_lives_without_a_database(balancer: Client) -> None:
    # without the mark django_db any query fails
    response = balancer.get("/healthz")

    assert (response.status_code, response.json()) == (200, {"status": "alive"})
    assert "no-store" in response["Cache-Control"]
    assert response.cookies == {}


def test_probes_are_only_read(balancer: Client) -> None:
    assert balancer.post("/healthz").status_code == 405


@pytest.mark.django_db
def test_a_sound_deployment_is_ready_and_says_no_more(balancer: Client, embedded: None) -> None:
    response = balancer.get("/readyz")

    assert (response.status_code, response.json()) == (200, {"status": "ready"})


@pytest.mark.django_db
def test_who_has_the_token_reads_every_part(balancer: Client, embedded: None, settings: pytest_django.Settings) -> None:
    settings.PROBE_TOKEN = "a-token-of-operators"

    told = balancer.get("/readyz", headers={"Authorization": "Bearer a-token-of-operators"}).json()

    assert list(told["parts"]) == PARTS
    assert told["parts"]["database"] == {"state": "ok", "note": connection.vendor}
    assert told["parts"]["search"] == {"state": "ok", "note": "the database"}


@pytest.mark.django_db
@pytest.mark.parametrize(("token", "given"), [("", "Bearer "), ("", ""), ("right", "Bearer wrong"), ("right", "right")])
def test_nobody_else_reads_more(
    balancer: Client, embedded: None, settings: pytest_django.Settings, token: str, given: str
) -> None:
    settings.PROBE_TOKEN = token

    assert balancer.get("/readyz", headers={"Authorization": given}).json() == {"status": "ready"}


@pytest.mark.django_db
def test_a_database_without_the_newest_tables_is_not_ready(
    balancer: Client, embedded: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(health, "_schema", health._Schema())
    MigrationRecorder(connection).record_unapplied("config", "0001_initial")

    response = balancer.get("/readyz")

    assert (response.status_code, response.json()) == (503, {"status": "unready"})
    assert health.check_database() == Finding(State.FAILED, "1 migrations are waiting: manage.py migrate")


@pytest.mark.django_db
def test_a_database_of_a_later_release_is_ready(embedded: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "_schema", health._Schema())
    MigrationRecorder(connection).record_applied("pages", LATER)

    assert health.check_database() == Finding(State.OK, connection.vendor)


@pytest.mark.django_db
def test_without_elasticsearch_it_is_degraded_but_serves(
    balancer: Client, embedded: None, settings: pytest_django.Settings, free_port: int
) -> None:
    settings.ELASTICSEARCH_URL = f"http://127.0.0.1:{free_port}"

    response = balancer.get("/readyz")

    assert (response.status_code, response.json()) == (200, {"status": "degraded"})
    assert health.check_search().note == "elasticsearch does not answer: the database does"


@pytest.mark.django_db
def test_without_redis_it_is_degraded_but_serves(
    balancer: Client, embedded: None, settings: pytest_django.Settings, free_port: int
) -> None:
    settings.CACHES = {
        "default": {"BACKEND": "config.redis_cache.RedisOrOwnMemory", "LOCATION": f"redis://127.0.0.1:{free_port}/0"}
    }
    assert hasattr(caches["default"], "is_answering")

    response = balancer.get("/readyz")

    assert (response.status_code, response.json()) == (200, {"status": "degraded"})
    assert health.check_cache() == Finding(State.WARNING, "redis does not answer")


@pytest.mark.django_db
def test_without_a_folder_of_uploads_it_is_not_ready(
    balancer: Client, embedded: None, settings: pytest_django.Settings, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = str(tmp_path / "not mounted")

    response = balancer.get("/readyz")

    assert (response.status_code, response.json()) == (503, {"status": "unready"})
    assert health.check_storage() == Finding(
        State.FAILED, "the folder of uploads cannot be written: No such file or directory"
    )


@pytest.mark.django_db
@pytest.mark.parametrize("process", ["worker", "scheduler"])
def test_a_silent_process_is_a_warning(balancer: Client, embedded: None, process: str) -> None:
    Heartbeat.objects.filter(process=process).update(beaten_at=timezone.now() - timedelta(minutes=10))

    response = balancer.get("/readyz")

    assert (response.status_code, response.json()) == (200, {"status": "degraded"})
    assert health.find()[process] == Finding(State.WARNING, "seen 600 s ago")


@pytest.mark.django_db
def test_a_task_that_waits_long_is_a_warning(embedded: None) -> None:
    DBTaskResult.objects.create(
        args_kwargs={"args": [], "kwargs": {}}, task_path=beat_as_worker.module_path, backend_name="default"
    )
    DBTaskResult.objects.update(enqueued_at=timezone.now() - timedelta(minutes=6))

    assert health.check_worker() == Finding(State.WARNING, "a task waits for 360 s")


@pytest.mark.django_db
def test_the_clock_beats_and_a_worker_that_takes_tasks_beats() -> None:
    assert health.check_scheduler() == health.check_worker() == Finding(State.WARNING, "never seen")

    beat()
    beat_as_worker.call()

    assert health.check_scheduler() == health.check_worker() == Finding(State.OK, "seen 0 s ago")


@pytest.mark.django_db
def test_the_clock_asks_a_worker_once_until_it_comes(settings: pytest_django.Settings) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "ENQUEUE_ON_COMMIT": False}}

    beat()
    beat()
    assert DBTaskResult.objects.count() == 1

    DBTaskResult.objects.get().set_successful(None)
    beat()
    assert DBTaskResult.objects.get().status == TaskResultStatus.READY


@pytest.mark.django_db
def test_a_terminal_is_told_everything(embedded: None, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("ready")

    lines = capsys.readouterr().out.splitlines()
    assert [line.partition(":")[0] for line in lines] == [*PARTS, "ready"]


@pytest.mark.django_db
def test_a_part_that_is_asked_for_must_be_well(embedded: None, capsys: pytest.CaptureFixture[str]) -> None:
    Heartbeat.objects.all().delete()

    with pytest.raises(SystemExit) as ended:
        call_command("ready", "worker")

    assert ended.value.code == 1
    assert capsys.readouterr().out == "worker:    warning  never seen\n"


@pytest.mark.django_db
def test_a_part_that_is_not_there_is_named() -> None:
    with pytest.raises(CommandError, match="There is no part werker, only database, cache,"):
        call_command("ready", "werker")
