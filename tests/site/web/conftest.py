"""A small site to look at, with its read model prepared as the worker would have done."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page

from cms.api.execution import SHARED_ANSWERS
from cms.pages.models import ArticlePage, HomePage, NewsPage, ThemePage, TopicPage
from cms.people.models import User
from cms.reading.actions import prepare_everything
from tests.browser import DESK
from tests.factories.pages import create_article, create_home, create_news, create_theme, create_topic
from tests.factories.people import create_user

OpenWindow = Callable[..., Page]


@dataclass(frozen=True)
class City:
    """Home > Kennisbank (for staff) > Verlof > Aanvragen, and a news item in Kennisbank."""

    home: HomePage
    theme: ThemePage
    topic: TopicPage
    article: ArticlePage
    news: NewsPage


BODY = [
    ("heading", {"text": "Wanneer vraag je aan?", "level": "2"}),
    ("text", "<p>Twee weken vooraf.</p>"),
    ("heading", {"text": "Hoe vraag je aan?", "level": "2"}),
    ("callout", {"tone": "tip", "text": "<p>Vraag op tijd.</p>"}),
]


@pytest.fixture(autouse=True)
def no_kept_answers() -> None:
    """Answers outlive a test, and its rolled back transaction told nobody of a change."""
    SHARED_ANSWERS.clear()


@pytest.fixture
def city(db: None) -> City:
    home = create_home("Welkom")
    theme = create_theme(home, "Kennisbank", summary="Hoe wij het werk doen.")
    topic = create_topic(theme, "Verlof")
    city = City(
        home,
        theme,
        topic,
        create_article(topic, "Aanvragen", summary="Zo vraag je vrij.", body=BODY),
        create_news(theme, "Balie langer open"),
    )
    prepare_everything()
    return city


@pytest.fixture
def employee(db: None) -> User:
    return create_user("Eva de Vries", email="eva@plein.example")


@pytest.fixture
def employee_client(client: Client, employee: User) -> Client:
    client.force_login(employee)
    return client


@pytest.fixture
def open_window(browser: Browser, live_server: Any) -> Iterator[OpenWindow]:
    """Open a window on an address, signed in as somebody if a user is given. All are closed after the test."""

    def open_it(address: str, user: User | None = None, **options: Any) -> Page:
        context = browser.new_context(**({"viewport": DESK} | options))
        if user:
            client = Client()
            client.force_login(user)
            session = client.cookies[settings.SESSION_COOKIE_NAME].value
            context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.goto(live_server.url + address)
        return page

    yield open_it
    for context in browser.contexts:
        context.close()
