"""The scheduler in a process of its own, as it is deployed, on the database of the test."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings as project_settings
from django.db import connection
from django.utils import timezone
from wagtail.models import Page

from cms.pages.models import ArticlePage
from tests.factories.pages import create_article, create_theme

LIVE_WITHIN = timedelta(seconds=10)


@pytest.fixture
def planned(django_db_serialized_rollback: None, transactional_db: None) -> ArticlePage:
    """An article whose hour comes in a moment."""
    article = create_article(create_theme(), "Straks", live=False)
    article.go_live_at = timezone.now() + timedelta(seconds=1)
    article.save_revision().publish()
    return article


@pytest.fixture
def elsewhere(planned: ArticlePage, tmp_path: Path) -> tuple[str, Callable[[], bool]]:
    """The address at which another process finds the database, and whether the article is live there. SQLite's is in
    the memory of this process: the other gets a copy."""
    if connection.vendor == "postgresql":
        address = "postgres://{USER}:{PASSWORD}@{HOST}:{PORT}/{NAME}".format(**connection.settings_dict)
        return address, lambda: Page.objects.get(pk=planned.pk).live
    copy = sqlite3.connect(tmp_path / "plein.sqlite3", isolation_level=None)
    connection.connection.backup(copy)
    question = "SELECT live FROM wagtailcore_page WHERE id = ?"
    return f"sqlite:///{tmp_path / 'plein.sqlite3'}", lambda: bool(copy.execute(question, [planned.pk]).fetchone()[0])


@pytest.fixture
def scheduler(elsewhere: tuple[str, Callable[[], bool]]) -> Iterator[subprocess.Popen[str]]:
    """`manage.py schedule`, once it runs."""
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "config.settings.test", "DATABASE_URL": elsewhere[0]}
    command = [sys.executable, "manage.py", "schedule", "--skip-checks"]
    process = subprocess.Popen(command, cwd=project_settings.ROOT, env=environment, stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    assert "Scheduling " in process.stderr.readline()
    yield process
    process.kill()
    process.wait()


def test_a_planned_page_is_live_within_ten_seconds_and_the_scheduler_ends_when_told(
    scheduler: subprocess.Popen[str], elsewhere: tuple[str, Callable[[], bool]], planned: ArticlePage
) -> None:
    _address, is_live = elsewhere
    assert isinstance(planned.go_live_at, datetime)
    deadline = max(planned.go_live_at, timezone.now()) + LIVE_WITHIN

    while not is_live() and timezone.now() < deadline:
        time.sleep(0.1)

    assert is_live()
    scheduler.send_signal(signal.SIGTERM)
    assert scheduler.wait(timeout=5) == 0
