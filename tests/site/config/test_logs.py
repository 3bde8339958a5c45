"""What the logs leave out, and nothing else."""

import json
import logging
import sys
from datetime import UTC, datetime
from typing import Any

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django_tasks.signals import task_finished, task_started

from config.logs import EXTRAS, ConcernsSomethingThere, JsonLines, request_id
from config.tasks import beat_as_worker


def record_of(message: str, failure: Exception | None) -> logging.LogRecord:
    info = None
    if failure:
        try:
            raise failure
        except Exception:
            info = sys.exc_info()
    return logging.LogRecord("django_tasks", logging.ERROR, __file__, 1, message, (), info)


@pytest.mark.parametrize(
    ("message", "failure", "is_kept"),
    [
        ("path=wagtail.tasks.update_reference_index_task", ObjectDoesNotExist(), False),
        ("path=wagtail.tasks.update_reference_index_task", ValueError(), True),
        ("path=search.tasks.sync_search", ObjectDoesNotExist(), True),
        ("path=wagtail.tasks.update_reference_index_task", None, True),
    ],
)
def test_only_the_reference_index_of_something_gone_is_left_out(
    message: str, failure: Exception | None, is_kept: bool
) -> None:
    assert ConcernsSomethingThere().filter(record_of(message, failure)) is is_kept


def logged(record: logging.LogRecord) -> dict[str, Any]:
    line = JsonLines().format(record)
    assert "\n" not in line
    return json.loads(line)


def test_a_line_is_one_object_with_its_request() -> None:
    token = request_id.set("balancer-0001")
    line = logged(record_of("Imported\nthree pages", None))
    request_id.reset(token)

    assert datetime.fromisoformat(line.pop("time")).tzinfo == UTC
    assert line == {
        "level": "ERROR", "logger": "django_tasks", "message": "Imported\nthree pages", "request_id": "balancer-0001",
    }  # fmt: skip


def test_a_line_has_the_fields_of_a_request_and_no_others() -> None:
    record = record_of("GET 200", None)
    vars(record).update(method="GET", path="/", status=200, duration_ms=1.5, user=7, operation={"cost": 3})
    vars(record).update(email="a@example.org")

    line = logged(record)

    assert {name: line[name] for name in EXTRAS} == {
        "method": "GET", "path": "/", "status": 200, "duration_ms": 1.5, "user": 7,
        "operation": {"cost": 3},
    }  # fmt: skip
    assert "email" not in line


def test_a_failure_keeps_its_traceback() -> None:
    line = logged(record_of("It failed", ValueError("no such theme")))

    assert line["exception"].startswith("Traceback (most recent call last):\n")
    assert line["exception"].endswith("ValueError: no such theme")


def test_a_worker_names_its_task_until_it_ends() -> None:
    result = beat_as_worker.enqueue()

    task_started.send(sender=type(beat_as_worker.get_backend()), task_result=result)
    during = logged(record_of("Filling", None))
    task_finished.send(sender=type(beat_as_worker.get_backend()), task_result=result)
    after = logged(record_of("Waiting", None))

    assert during["task_id"] == result.id
    assert "task_id" not in after
