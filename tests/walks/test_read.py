"""Walk 2: a front-end asks for a page; the second asker shares the answer; a new publication makes it fresh."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cms.access.actions import restrict
from cms.access.standard import standard_audiences
from cms.api.execution import SHARED_ANSWERS
from cms.people.actions import issue_api_token
from cms.people.models import User
from tests.factories.pages import create_article, create_home, create_theme
from tests.factories.people import create_partner, create_user

PAGE = """query ($path: String!) {
  page(path: $path) { title breadcrumbs { title } body { ... on TextBlock { html } } }
}"""
ADDRESS = "/werk-en-verlof/zorgverlof/"

# The token with its person, what opens for them, and whether anything changed since the answer was made.
QUERIES_WHEN_SHARED = 1


def read_as(person: User, path: str = ADDRESS) -> Any:
    """What a front-end elsewhere is answered on somebody's behalf, and how many queries it took."""
    _token, secret = issue_api_token(person, name="front-end")
    client = Client(headers={"Authorization": f"Bearer {secret}"})
    question = {"query": PAGE, "variables": {"path": path}}
    client.post("/graphql/", question, "application/json")
    with CaptureQueriesContext(connection) as queries:
        answer = client.post("/graphql/", question, "application/json").json()
    assert "errors" not in answer, answer
    return answer["data"]["page"], len(queries)


@pytest.fixture
def article(transactional_db: None) -> Any:
    """A page for staff that links to a page for nobody in particular."""
    SHARED_ANSWERS.clear()
    home = create_home("Plein", audiences=("staff", "partners"))
    theme = create_theme(home, "Werk en verlof")
    secret = create_article(theme, "Reorganisatie")
    restrict(kind="page", key=secret.rights_key, audiences=[])
    text = (
        f'<p>Lees ook <a linktype="page" id="{secret.pk}">dit</a> en <a linktype="page" id="{theme.pk}">alles</a>.</p>'
    )
    return create_article(theme, "Zorgverlof", body=[("text", text)], publish=True)


def test_a_page_is_read_shared_and_fresh(article: Any) -> None:
    first, second = create_user("Eva Een"), create_user("Tom Twee")
    page, _queries = read_as(first)
    assert page == {
        "title": "Zorgverlof",
        "breadcrumbs": [{"title": "Plein"}, {"title": "Werk en verlof"}],
        "body": [{"html": '<p>Lees ook dit en <a href="/werk-en-verlof/">alles</a>.</p>'}],
    }
    assert read_as(second) == (page, QUERIES_WHEN_SHARED)

    article.title = "Zorgverlof in 2027"
    article.save_revision()
    assert read_as(second)[0]["title"] == "Zorgverlof"
    article.get_latest_revision().publish()
    assert read_as(second)[0]["title"] == "Zorgverlof in 2027"


def test_a_changed_right_counts_at_the_next_request(article: Any) -> None:
    person = create_user("Eva Een")
    assert read_as(person)[0]["title"] == "Zorgverlof"
    restrict(kind="page", key=article.rights_key, audiences=standard_audiences("partners"))
    assert read_as(person)[0] is None


def test_another_set_of_locks_has_another_answer(article: Any) -> None:
    assert read_as(create_user("Eva Een"))[0]["title"] == "Zorgverlof"
    assert read_as(create_partner("Pim Partner"))[0] is None
