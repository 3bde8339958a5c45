"""What a deployment needs to serve, asked of each part itself."""

import logging
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from pathlib import Path

from django.conf import settings
from django.core.cache import caches
from django.core.files.storage import FileSystemStorage, storages
from django.db import DatabaseError, InterfaceError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from cms.archive.extraction.ocr import installed_languages
from cms.archive.models import DocumentText, TextStatus
from cms.archive.tasks import QUEUE as READING
from config.models import Heartbeat
from search.engines import index
from search.engines.base import EngineUnavailableError
from search.engines.cluster import WrongServerError
from search.engines.connection import is_configured, reached

logger = logging.getLogger(__name__)

SEARCH_SECONDS = 1.0
LEAST_FREE_BYTES = 1 << 30
SCHEDULER_SILENT = timedelta(minutes=1)
WORKER_SILENT = timedelta(minutes=2)
LONGEST_WAIT = timedelta(minutes=5)
LONGEST_UNREAD = timedelta(hours=4)


class State(StrEnum):
    """FAILED keeps a process from serving; WARNING asks for an operator alone; UNKNOWN could not be asked."""

    OK = "ok"
    WARNING = "warning"
    FAILED = "failed"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Finding:
    """How a part does. The note never holds an address or a secret: it may leave the deployment."""

    state: State
    note: str = ""


def find() -> dict[str, Finding]:
    """Every part by its name. What is kept in the database is not asked while that is down."""
    database = check_database()
    findings = {"database": database, "cache": check_cache(), "search": check_search(), "storage": check_storage()}
    for process, check in PROCESSES.items():
        findings[process] = check() if database.state == State.OK else Finding(State.UNKNOWN)
    return findings


def verdict_of(findings: dict[str, Finding]) -> str:
    """`unready`, `degraded` (it serves, with less or slower) or `ready`."""
    states = {finding.state for finding in findings.values()}
    if State.FAILED in states:
        return "unready"
    return "ready" if states == {State.OK} else "degraded"


def check_database() -> Finding:
    """Whether it answers and has every table this code knows. More, of a newer release, does no harm."""
    try:
        connection.ensure_connection()
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        waiting = _schema.waiting()
    except (DatabaseError, InterfaceError) as error:
        logger.warning("The database does not answer: %s", type(error).__name__)
        connection.close()
        return Finding(State.FAILED, "does not answer")
    if waiting:
        return Finding(State.FAILED, f"{waiting} migrations are waiting: manage.py migrate")
    return Finding(State.OK, connection.vendor)


class _Schema:
    """Remembers that nothing was waiting: reading all migrations takes half a second, and they are never taken back."""

    def __init__(self) -> None:
        self._complete_in = ""

    def waiting(self) -> int:
        name = str(connection.settings_dict["NAME"])
        if self._complete_in == name:
            return 0
        executor = MigrationExecutor(connection)
        waiting = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
        self._complete_in = "" if waiting else name
        return waiting


_schema = _Schema()


def check_cache() -> Finding:
    """Without Redis every process remembers for itself: slower, not wrong."""
    is_answering: Callable[[], bool] | None = getattr(caches["default"], "is_answering", None)
    if is_answering is None:
        return Finding(State.OK, "this process's memory")
    return Finding(State.OK, "redis") if is_answering() else Finding(State.WARNING, "redis does not answer")


def check_search() -> Finding:
    """Without Elasticsearch the database answers searches."""
    if not is_configured():
        return Finding(State.OK, "the database")
    try:
        with reached(seconds=SEARCH_SECONDS) as client:
            live = index.aliases(client).live
    except WrongServerError:
        return Finding(State.WARNING, "what answers is not elasticsearch 9: the database does instead")
    except EngineUnavailableError:
        return Finding(State.WARNING, "elasticsearch does not answer: the database does")
    if not live:
        return Finding(State.WARNING, "there is no index, the database answers: manage.py search rebuild")
    return Finding(State.OK, "elasticsearch")


def check_storage() -> Finding:
    """Whether uploads can be written. A storage elsewhere is not asked: that costs time and money at every probe."""
    if not isinstance(storages["default"], FileSystemStorage):
        return Finding(State.OK, "a storage elsewhere: not asked")
    folder = Path(settings.MEDIA_ROOT)
    try:
        with tempfile.NamedTemporaryFile(dir=folder, prefix=".probe-") as file:
            file.write(b"plein")
        free = shutil.disk_usage(folder).free
    except OSError as error:
        return Finding(State.FAILED, f"the folder of uploads cannot be written: {error.strerror}")
    if free < LEAST_FREE_BYTES:
        return Finding(State.WARNING, f"{free >> 20} MiB are left for uploads")
    return Finding(State.OK, "a folder")


def check_scheduler() -> Finding:
    """Without it nothing is published by the clock."""
    return _heard(Heartbeat.age_of("scheduler"), SCHEDULER_SILENT)


def check_worker() -> Finding:
    """Without one nothing new is found, and mail stays. Tasks that wait long need more workers."""
    tasks = DBTaskResult.objects.ready().exclude(queue_name=READING)
    waiting = tasks.order_by("enqueued_at").values_list("enqueued_at", flat=True).first()
    if waiting and timezone.now() - waiting > LONGEST_WAIT:
        return Finding(State.WARNING, f"a task waits for {_seconds(timezone.now() - waiting)} s")
    return _heard(Heartbeat.age_of("worker"), WORKER_SILENT)


def check_texts() -> Finding:
    """Whether documents are read soon, and scans at all. One reader takes minutes for a long one."""
    waiting = DocumentText.objects.filter(status=TextStatus.WAITING, retry_at=None, document__is_quarantined=False)
    since = waiting.order_by("changed_at").values_list("changed_at", flat=True).first()
    if since and timezone.now() - since > LONGEST_UNREAD:
        return Finding(State.WARNING, f"a document waits for {_seconds(timezone.now() - since)} s to be read")
    languages = ", ".join(sorted(installed_languages()))
    return Finding(State.OK, f"OCR reads {languages}" if languages else "OCR is not installed")


PROCESSES: dict[str, Callable[[], Finding]] = {
    "worker": check_worker,
    "scheduler": check_scheduler,
    "texts": check_texts,
}


def _heard(age: timedelta | None, silent: timedelta) -> Finding:
    if age is None:
        return Finding(State.WARNING, "never seen")
    return Finding(State.OK if age <= silent else State.WARNING, f"seen {_seconds(age)} s ago")


def _seconds(duration: timedelta) -> int:
    return round(duration.total_seconds())
