"""The loop: when jobs are due, and that none stops another."""

import logging
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import OperationalError
from django.utils import timezone

from config.schedule import Job, Loop, attempt, every, nightly

pytestmark = pytest.mark.django_db

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def now(moment: datetime) -> datetime:
    return moment


@pytest.mark.parametrize(
    ("moment", "next_night"),
    [
        ((2026, 5, 1, 2, 59), (2026, 5, 1, 3, 0)),
        ((2026, 5, 1, 3, 0), (2026, 5, 2, 3, 0)),
        ((2026, 5, 1, 23, 30), (2026, 5, 2, 3, 0)),
        # the night in which the clock goes back is an hour longer
        ((2026, 10, 24, 12, 0), (2026, 10, 25, 3, 0)),
    ],
)
def test_a_nightly_job_waits_for_the_hour_of_the_organisation(
    moment: tuple[int, ...], next_night: tuple[int, ...]
) -> None:
    start = datetime(*moment, tzinfo=AMSTERDAM)

    assert nightly(3)(start) == datetime(*next_night, tzinfo=AMSTERDAM)


def test_a_job_runs_when_it_is_due_and_not_before() -> None:
    done: list[str] = []
    loop = Loop([Job("now", lambda: done.append("now"), now), Job("later", lambda: done.append("later"), every(60))])

    loop.run_due()
    loop.run_due()

    assert done == ["now", "now"]


def test_a_job_that_fails_is_logged_with_its_traceback_and_stops_no_other(caplog: pytest.LogCaptureFixture) -> None:
    done: list[str] = []

    def fail() -> None:
        raise ValueError("no such theme")

    Loop([Job("failing", fail, now), Job("sound", lambda: done.append("sound"), now)]).run_due()

    assert done == ["sound"]
    (record,) = caplog.records
    assert (record.levelno, record.getMessage()) == (logging.ERROR, "failing failed")
    assert record.exc_info is not None
    assert record.exc_info[0] is ValueError


def test_a_database_that_is_down_is_named_in_a_line_and_asked_again(caplog: pytest.LogCaptureFixture) -> None:
    answers = [OperationalError("connection refused"), None]

    def ask() -> None:
        if error := answers.pop(0):
            raise error

    loop = Loop([Job("sync", ask, now)])
    loop.run_due()
    loop.run_due()

    assert [(record.levelno, record.getMessage(), record.exc_info) for record in caplog.records] == [
        (logging.WARNING, "sync: the database does not answer, it will be tried again: connection refused", None)
    ]
    assert answers == []


def test_being_stopped_is_no_failure_of_a_job(caplog: pytest.LogCaptureFixture) -> None:
    def be_stopped() -> None:
        raise SystemExit(0)

    with pytest.raises(SystemExit):
        attempt(Job("stopped", be_stopped, now))

    assert caplog.records == []


def test_the_first_turn_of_a_job_is_after_its_interval() -> None:
    start = timezone.now()
    loop = Loop([Job("sync", lambda: None, every(30))])

    assert timedelta(seconds=30) <= loop._due[0][1] - start < timedelta(seconds=31)
