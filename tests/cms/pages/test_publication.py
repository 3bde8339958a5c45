from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import Page

from cms.access.policy import may_see, visible_to
from cms.access.readers import Reader, reader_for
from cms.pages.models import ArticlePage, ThemePage, TopicPage
from config.jobs import publish_and_expire
from tests.factories.access import restrict_page
from tests.factories.pages import create_article, create_theme, create_topic
from tests.factories.people import create_user

pytestmark = pytest.mark.django_db

A_WHILE = timedelta(hours=1)


@pytest.fixture
def topic() -> TopicPage:
    return create_topic(create_theme(), "Verlof")


@pytest.fixture
def article(topic: TopicPage) -> ArticlePage:
    return create_article(topic, "Ouderschapsverlof")


@pytest.fixture
def reader() -> Reader:
    return reader_for(create_user())


def sees(reader: Reader, page: Page) -> bool:
    listed = visible_to(reader, Page.objects.filter(pk=page.pk)).exists()
    assert listed is may_see(reader, page)
    return listed


def let_the_moment_come(article: ArticlePage) -> None:
    revision = article.revisions.get()
    revision.approved_go_live_at = timezone.now() - A_WHILE
    revision.content["go_live_at"] = revision.approved_go_live_at.isoformat()
    revision.save()


def test_a_page_is_live_once_its_moment_has_come(topic: TopicPage, reader: Reader) -> None:
    article = create_article(topic, live=False, go_live_at=timezone.now() + A_WHILE)
    article.save_revision().publish()
    assert sees(reader, article) is False

    let_the_moment_come(article)
    publish_and_expire()

    assert sees(reader, article) is True


def test_an_expired_page_is_not_served_though_nobody_withdrew_it(topic: TopicPage, reader: Reader) -> None:
    article = create_article(topic, expire_at=timezone.now() + A_WHILE)
    assert sees(reader, article) is True

    article.expire_at = timezone.now() - A_WHILE
    article.save()

    assert Page.objects.get(pk=article.pk).live is True
    assert sees(reader, article) is False


def test_what_lies_below_an_expired_page_is_not_served(topic: TopicPage, article: ArticlePage, reader: Reader) -> None:
    topic.expire_at = timezone.now() - A_WHILE
    topic.save()

    assert sees(reader, article) is False


def test_what_lies_below_an_unpublished_page_is_not_served_until_it_is_back(
    topic: TopicPage, article: ArticlePage, reader: Reader
) -> None:
    topic.unpublish()
    assert sees(reader, article) is False

    topic.save_revision().publish()
    assert sees(reader, article) is True


def test_what_lies_below_a_forbidden_page_is_not_served(article: ArticlePage, reader: Reader) -> None:
    restrict_page(ThemePage.objects.get(), "partners")
    restrict_page(article, "everyone")

    assert sees(reader, article) is False
