"""The jobs of the scheduler."""

import logging
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
import pytest_django
from django.conf import settings as project_settings
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult
from wagtail.models import Page, Revision
from wagtail.signals import page_published

from cms.pages.models import ContentPage, Preview
from config import jobs
from config.jobs import check_links, clear_previews, clear_sessions, clear_task_results, publish_and_expire
from config.patience import Patience
from tests.factories.pages import create_article, create_theme
from tests.factories.people import create_user

pytestmark = pytest.mark.django_db


def plan(page: ContentPage) -> None:
    """Publication in an hour."""
    page.go_live_at = timezone.now() + timedelta(hours=1)
    page.save_revision().publish()
    page.refresh_from_db()


def make_due(page: ContentPage) -> None:
    """As if the hour of its publication has come."""
    revision = page.latest_revision
    moment = timezone.now() - timedelta(seconds=1)
    revision.content["go_live_at"] = moment.isoformat()
    revision.approved_go_live_at = moment
    revision.save()


def is_live(page: Page) -> bool:
    return Page.objects.get(pk=page.pk).live


def test_a_page_goes_live_when_its_hour_has_come() -> None:
    theme = create_theme()
    due = create_article(theme, "Due", live=False)
    later = create_article(theme, "Later", live=False)
    for page in (due, later):
        plan(page)
    make_due(due)

    publish_and_expire()

    assert is_live(due) is True
    assert is_live(later) is False
    assert Page.objects.get(pk=due.pk).get_latest_revision().approved_go_live_at is None


def test_an_expired_page_is_unpublished() -> None:
    theme = create_theme()
    expired = create_article(theme, "Expired", expire_at=timezone.now() - timedelta(seconds=1))
    valid = create_article(theme, "Valid", expire_at=timezone.now() + timedelta(hours=1))

    publish_and_expire()

    assert (is_live(expired), Page.objects.get(pk=expired.pk).expired) == (False, True)
    assert (is_live(valid), Page.objects.get(pk=valid.pk).expired) == (True, False)


@contextmanager
def refusing(broken: Page) -> Iterator[list[int]]:
    """Let one page fail when it is published; what is yielded counts how often that was tried."""
    attempts: list[int] = []

    def refuse(instance: Page, **kwargs: Any) -> None:
        if instance.pk == broken.pk:
            attempts.append(instance.pk)
            raise ValidationError("the theme is closed")

    page_published.connect(refuse)
    try:
        yield attempts
    finally:
        page_published.disconnect(refuse)


def test_a_page_that_cannot_be_published_waits_and_stops_no_other(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    patience = Patience()
    monkeypatch.setattr("config.jobs.PATIENCE", patience)
    theme = create_theme()
    broken, sound = (create_article(theme, title, live=False) for title in ("Broken", "Sound"))
    for page in (broken, sound):
        plan(page)
        make_due(page)

    with refusing(broken) as attempts:
        publish_and_expire()
        publish_and_expire()

    assert is_live(sound) is True
    assert is_live(broken) is False
    assert attempts == [broken.pk]
    # it was rolled back as a whole: still planned, so a later turn tries again
    assert Revision.objects.get(pk=broken.latest_revision_id).approved_go_live_at is not None
    name = f"Revision {broken.latest_revision_id}"
    errors = [record for record in caplog.records if record.levelno == logging.ERROR]
    assert [(record.name, record.getMessage()) for record in errors] == [
        ("config.jobs", f"{name} could not be published or unpublished when it was due; it is tried again")
    ]

    patience.forget(name)
    publish_and_expire()

    assert is_live(broken) is True


def test_sessions_that_are_over_are_cleared() -> None:
    over = Session.objects.create(session_key="over", expire_date=timezone.now() - timedelta(days=1))
    open_one = Session.objects.create(session_key="open", expire_date=timezone.now() + timedelta(days=1))

    clear_sessions()

    assert list(Session.objects.filter(pk__in=[over.pk, open_one.pk])) == [open_one]


def test_previews_that_are_over_are_cleared() -> None:
    theme = create_theme()
    fields = {
        "user": create_user(),
        "page": theme,
        "content_type": ContentType.objects.get_for_model(theme),
        "content": {},
    }
    Preview.objects.create(digest="over", expires_at=timezone.now() - timedelta(minutes=1), **fields)
    valid = Preview.objects.create(digest="valid", expires_at=timezone.now() + timedelta(minutes=1), **fields)

    clear_previews()

    assert list(Preview.objects.all()) == [valid]


def test_results_of_old_tasks_are_cleared(settings: pytest_django.Settings) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    fields = {
        "task_path": "search.tasks.sync",
        "backend_name": "default",
        "args_kwargs": {"args": [], "kwargs": {}},
        "status": TaskResultStatus.SUCCESSFUL,
    }
    DBTaskResult.objects.create(finished_at=timezone.now() - timedelta(days=15), **fields)
    young = DBTaskResult.objects.create(finished_at=timezone.now() - timedelta(days=13), **fields)

    clear_task_results()

    assert list(DBTaskResult.objects.all()) == [young]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_the_scheduler_ends_at_once_and_cleanly(number: signal.Signals) -> None:
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "config.settings.test", "DATABASE_URL": "sqlite://:memory:"}
    process = subprocess.Popen(
        [sys.executable, "manage.py", "schedule"],
        cwd=project_settings.ROOT,
        env=environment,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stderr is not None
    assert "Scheduling beat, publish_and_expire, " in process.stderr.readline()

    process.send_signal(number)

    assert process.wait(timeout=5) == 0
    assert "Traceback" not in process.stderr.read()


def test_links_are_checked_beside_the_clock_by_one_thread_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    may_end, times = threading.Event(), []
    monkeypatch.setattr(jobs, "check_addresses", lambda: times.append(may_end.wait(5)))

    check_links()
    check_links()

    (checking,) = (thread for thread in threading.enumerate() if thread.name == jobs.CHECKING)
    may_end.set()
    checking.join(5)
    assert times == [True]
