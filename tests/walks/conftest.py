"""What the walks go through: a small city, a real worker beside the web server, and a browser."""

import io
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core.management import call_command
from django.db import connection
from playwright.sync_api import Browser, Page

from cms.pages.models import HomePage, ThemePage
from cms.people.models import User
from tests.browser import LAUNCH, PHONE
from tests.factories.pages import create_home, create_theme
from tests.factories.people import PASSWORD, create_partner, create_user

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class City:
    """The people of a walk, and the theme they meet in."""

    home: HomePage
    theme: ThemePage
    editor: User
    moderator: User
    employee: User
    partner: User


@pytest.fixture
def city(transactional_db: None) -> City:
    """A theme for staff, with its editor and its moderator; a partner, who may see the home page alone."""
    home = create_home("Plein", audiences=("staff", "partners"))
    theme = create_theme(home, "Werk en verlof")
    theme.refresh_from_db()
    return City(
        home=home,
        theme=theme,
        editor=create_user("Emma Editor", email="editor@plein.example", groups=[theme.editors]),
        moderator=create_user("Mo Moderator", email="moderator@plein.example", groups=[theme.moderators]),
        employee=create_user("Eva Medewerker", email="employee@plein.example"),
        partner=create_partner("Pim Partner", email="partner@plein.example"),
    )


@pytest.fixture
def index(transactional_db: None, settings: Any) -> None:
    """An empty index in the real Elasticsearch, and tasks that a worker takes from the database.

    Asked for before the city is: a task that was queued elsewhere holds the next one back until its lease ends.
    """
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "ENQUEUE_ON_COMMIT": True}}
    call_command("search", "rebuild", stdout=io.StringIO())


@pytest.fixture
def worker(index: None) -> Iterator[None]:
    """`manage.py db_worker` in a process of its own, on the database of the test."""
    database = connection.settings_dict
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "config.settings.dev",
        "DATABASE_URL": "postgres://{USER}:{PASSWORD}@{HOST}:{PORT}/{NAME}".format(**database),
        "ELASTICSEARCH_INDEX": django_settings.ELASTICSEARCH_INDEX,
        "MEDIA_ROOT": str(django_settings.MEDIA_ROOT),
    }
    command = [sys.executable, "manage.py", "db_worker", "--interval", "0.2", "--no-startup-delay", "--no-reload"]
    process = subprocess.Popen(command, cwd=ROOT, env=environment)
    yield
    process.terminate()
    process.wait(timeout=20)


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """Start Debian's Chromium."""
    return LAUNCH


@pytest.fixture
def sign_in(browser: Browser, live_server: Any) -> Iterator[Callable[[str], Page]]:
    """Sign somebody in, in a browser window of their own. All are closed after the test."""

    def sign_in_as(email: str) -> Page:
        page = browser.new_context(locale="en").new_page()
        page.set_default_timeout(15_000)
        page.goto(f"{live_server.url}/en/accounts/login/")
        page.fill("input[name=login]", email)
        page.fill("input[name=password]", PASSWORD)
        page.locator("form").filter(has=page.locator("input[name=password]")).get_by_role("button").click()
        page.wait_for_url(lambda url: "login" not in url)
        return page

    yield sign_in_as
    for context in browser.contexts:
        context.close()


@pytest.fixture
def phone(browser: Browser, live_server: Any) -> Iterator[Page]:
    """A window as small as a phone's, that is touched and not pointed at."""
    context = browser.new_context(
        base_url=live_server.url,
        locale="nl",
        viewport=PHONE,
        has_touch=True,
        is_mobile=True,  # type: ignore[arg-type]
    )
    page = context.new_page()
    page.set_default_timeout(15_000)
    yield page
    context.close()
