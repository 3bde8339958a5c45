"""A small site to look at, with its read model prepared as the worker would have done."""

from dataclasses import dataclass

import pytest
from django.test import Client

from cms.api.execution import SHARED_ANSWERS
from cms.pages.models import ArticlePage, HomePage, NewsPage, ThemePage, TopicPage
from cms.people.models import User
from cms.reading.actions import prepare_everything
from tests.factories.pages import create_article, create_home, create_news, create_theme, create_topic
from tests.factories.people import create_user


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
