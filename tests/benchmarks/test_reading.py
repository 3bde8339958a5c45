"""One page, one list of 20 and the menu: SQL statements and time, at the first read and when read again."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cms.access.actions import restrict
from cms.access.standard import standard_audiences
from cms.api.execution import SHARED_ANSWERS
from cms.reading.actions import prepare_everything
from tests.benchmarks.conftest import milliseconds, summary
from tests.factories.pages import create_article, create_home, create_theme, create_topic
from tests.factories.people import PASSWORD, create_user

PAGE = """query ($path: String!) {
  page(path: $path) {
    id title path summary
    owner { name jobTitle }
    image { title rendition(name: HERO) { url width height } }
    tags { slug label }
    related { title path }
    breadcrumbs { title path }
    body { type ... on HeadingBlock { text level anchor } ... on TextBlock { html } }
  }
}"""
LIST = """query { pages(first: 20) { nodes { id title path summary tags { slug } image { title } } } }"""
MENU = "query { navigation(depth: 2) { page { title path } children { page { title path } } } }"
THEMES, TOPICS, ARTICLES = 10, 3, 15


@pytest.fixture
def reader(db: None) -> Client:
    """Somebody signed in, in a city of some 500 pages and 30 restricted sections."""
    home = create_home(show_in_menus=True)
    for theme_number in range(THEMES):
        theme = create_theme(home, f"Thema {theme_number}", show_in_menus=True)
        for topic_number in range(TOPICS):
            topic = create_topic(theme, f"Onderwerp {topic_number}", show_in_menus=True)
            restrict(kind="page", key=topic.rights_key, audiences=standard_audiences("staff"))
            for number in range(ARTICLES):
                text = f'<p>Zie <a linktype="page" id="{theme.pk}">het thema</a>.</p>' * 5
                body = [("heading", {"text": "Kop", "level": "2"}), ("text", text)] * 5
                create_article(topic, f"Artikel {number}", summary="Waar het over gaat.", body=body)
    prepare_everything()
    client = Client()
    create_user(email="lezer@plein.example")
    assert client.login(email="lezer@plein.example", password=PASSWORD)
    return client


@pytest.mark.parametrize(
    ("name", "query", "variables"),
    [
        ("one page", PAGE, {"path": "/thema-3/onderwerp-1/artikel-7/"}),
        ("a list of 20", LIST, {}),
        ("the menu", MENU, {}),
    ],
)
def test_reading(
    reader: Client, record: Callable[[str, str], None], name: str, query: str, variables: dict[str, Any]
) -> None:
    def read() -> Any:
        return reader.post("/graphql/", {"query": query, "variables": variables}, "application/json").json()

    def read_anew() -> None:
        SHARED_ANSWERS.clear()
        read()

    answer = read()
    assert "errors" not in answer, answer
    assert all(answer["data"].values())
    for when, run in (("first read", read_anew), ("read again", read)):
        with CaptureQueriesContext(connection) as queries:
            run()
        record(
            f"{name}, {when} ({connection.vendor})", f"{len(queries):3} SQL   {summary(milliseconds(run, times=60))}"
        )
