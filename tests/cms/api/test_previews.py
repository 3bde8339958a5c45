"""A draft's token at the door: for its page, its text, its person and its time, and for nothing else."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from cms.pages.models import ArticlePage, Preview, ThemePage
from cms.people.models import User
from tests.factories.asking import prepared
from tests.factories.pages import create_article, create_theme
from tests.factories.people import create_superuser, create_user

pytestmark = pytest.mark.django_db

DRAFT = "query ($token: String!) { page(preview: $token) { title } }"
PUBLISHED = "query ($path: String!) { page(path: $path) { title } }"


@pytest.fixture
def theme() -> ThemePage:
    return create_theme(title="Werken")


@pytest.fixture
def editor(theme: ThemePage) -> User:
    return create_user(groups=[theme.editors])


@pytest.fixture
def token(theme: ThemePage, editor: User) -> str:
    """Of an article about leave, as its editor has it now and readers do not."""
    return typed(create_article(theme, "Verlof"), "Nieuw verlof", by=editor)


def typed(article: ArticlePage, title: str, *, by: User) -> str:
    article.title = title
    return Preview.objects.keep(article, by=by, audience=None)


def title_of(query: str, by: User | None, *, token: str, **variables: str) -> Any:
    """The title that somebody gets, or None; nothing else may be said of the page."""
    client = Client()
    if by:
        client.force_login(by)
    asked = {"query": query, "variables": {"token": token} if query == DRAFT else variables}
    headers = {} if query == DRAFT else {"Preview-Token": token}
    answer = client.post("/graphql/", asked, content_type="application/json", headers=headers).json()
    assert "errors" not in answer
    return answer["data"]["page"] and answer["data"]["page"]["title"]


def test_its_editor_sees_the_draft(token: str, editor: User) -> None:
    assert title_of(DRAFT, editor, token=token) == "Nieuw verlof"


def test_nobody_else_does(token: str, theme: ThemePage) -> None:
    others = [None, create_user(), create_user(groups=[theme.editors]), create_superuser()]
    assert [title_of(DRAFT, other, token=token) for other in others] == [None] * 4


def test_it_is_over_when_its_time_is(token: str, editor: User) -> None:
    Preview.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert title_of(DRAFT, editor, token=token) is None


def test_it_shows_no_draft_of_another_page(token: str, editor: User, theme: ThemePage) -> None:
    other = create_article(theme, "Loon", publish=True)
    prepared()
    own = typed(other, "Nieuw loon", by=editor)
    assert title_of(DRAFT, editor, token=token) == "Nieuw verlof"
    assert title_of(DRAFT, editor, token=own) == "Nieuw loon"
    assert title_of(PUBLISHED, editor, token=token, path="/werken/loon/") == "Loon"
    assert title_of(PUBLISHED, editor, token=own, path="/werken/loon/") == "Loon"


def test_a_token_that_is_nobodys_opens_nothing(editor: User) -> None:
    assert [title_of(DRAFT, editor, token=token) for token in ("x", "x" * 43, "é")] == [None] * 3
