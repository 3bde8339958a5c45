"""How many SQL statements each kind of question costs: always the same, however many things are in the answer."""

import json
import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cms.api import clock
from cms.api.execution import SHARED_ANSWERS
from cms.api.models import CacheTag
from cms.pages.models import ArticlePage, RelatedLink, ThemePage
from cms.people.actions import issue_api_token
from cms.people.models import User
from search.sync import catch_up
from tests.factories.access import create_collection
from tests.factories.archive import create_document
from tests.factories.asking import prepared
from tests.factories.media import create_image
from tests.factories.pages import (
    create_article,
    create_event,
    create_home,
    create_theme,
    create_topic,
    create_unit_page,
)
from tests.factories.people import create_unit, create_user

pytestmark = pytest.mark.django_db

PAGE = """query ($path: String!) { page(path: $path, fallback: true) {
  id type title path language summary isFallback firstPublishedAt
  image { alt hero: rendition(name: HERO) { url } card: rendition(name: CARD) { url } }
  body {
    ... on TextBlock { html }
    ... on ImageBlock { image { alt rendition(name: CONTENT) { url } } }
    ... on DocumentBlock { document { title url } }
    ... on PageLinkBlock { page { title path } }
    ... on ContactBlock { person { name unit { name } } }
  }
  tags { slug label } theme { title } breadcrumbs { title path } translations { language path } owner { name }
  related { title path } parent { title } children(first: 20) { nodes { title path } }
} }"""

ARTICLE = """query ($path: String!) { page(path: $path) {
  id title path summary owner { name jobTitle } image { title rendition(name: CARD) { url width height } }
  tags { label } related { title path owner { name } } breadcrumbs { title path }
  body {
    ... on TextBlock { html }
    ... on ImageBlock { image { rendition(name: CONTENT) { url } } }
    ... on DocumentBlock { document { title url } }
  }
} }"""

LIST = """{ pages(first: 20, filter: { type: [ARTICLE] }) {
  nodes { id title path summary image { alt card: rendition(name: CARD) { url } } tags { slug label } owner { name }
    theme { title } }
  totalCount
} }"""

NESTED = """{ pages(first: 20, filter: { type: [TOPIC] }) {
  nodes { title children(first: 5) { nodes { title } totalCount } related { title } breadcrumbs { title } }
} }"""

EVENTS = """{ pages(first: 20, filter: { type: [EVENT], startsFrom: "2027-01-01T00:00:00Z" }, orderBy: STARTS_ASC) {
  nodes { title theme { title } ... on EventPage { startsAt endsAt location calendarUrl } }
} }"""

UNITS = """{ pages(first: 20, filter: { type: [UNIT] }) {
  nodes { title ... on UnitPage { phone unit { name } contacts { name unit { name } photo { alt } } } }
} }"""

UNIT_TREE = "{ units { name parent { name } } }"

MENU = "{ navigation(depth: 2) { page { title path } children { page { title path } } } }"

SEARCH = (
    '{ search(query: "verlof") { nodes { title url subject { id } } totalCount facets { field buckets { count } } } }'
)

# What every signed-in question begins with: the session, and the person with what opens for them and the clock of
# changes.
WHO_ASKS = ["django_session", "people_user"]
# In one on PostgreSQL: a page with its body, people, the sizes of pictures, pictures, all pages it refers to, documents
# and tags. SQLite is asked for the page, and then for all around it.
AROUND_A_PAGE = (
    "reading_pagecard + people_profile + media_rendition + media_image + reading_pagecard + archive_librarydocument"
    " + pages_pagetag"
)
ON_POSTGRESQL = pytest.mark.skipif("connection.vendor != 'postgresql'")
ON_SQLITE = pytest.mark.skipif("connection.vendor == 'postgresql'")


@pytest.fixture(autouse=True)
def remembered_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """As where people are served: here the test's own transaction, of which nothing is remembered, is around it all."""
    monkeypatch.setattr(clock, "may_be_undone", lambda: False)


@pytest.fixture
def site() -> User:
    """A theme of five topics with five rich articles each."""
    images = create_collection("Beelden", audiences=("staff",))
    theme = create_theme(create_home(), "Werk")
    owner = create_user("Olga Owner", unit=create_unit("Dienst"))
    document = create_document(collection=images)
    for number in range(5):
        topic = create_topic(theme, f"Onderwerp {number}")
        for place in range(5):
            _article(topic, f"Verlof {number} {place}", owner, create_image(collection=images), document)
    prepared()
    catch_up()
    return owner


def _article(topic: Any, title: str, owner: User, image: Any, document: Any) -> ArticlePage:
    link = f'<p><a linktype="page" id="{topic.pk}">hier</a> <a linktype="document" id="{document.pk}">daar</a></p>'
    body = [
        {"type": "text", "value": link, "id": "a"},
        {"type": "image", "value": {"image": image.pk, "caption": ""}, "id": "b"},
        {"type": "document", "value": document.pk, "id": "c"},
        {"type": "page_link", "value": topic.pk, "id": "d"},
        {"type": "contact", "value": {"person": owner.profile.pk, "text": ""}, "id": "e"},
    ]
    article = create_article(topic, title, owner=owner, image=image, body=body)
    article.tags.add("verlof", title)
    article.save()
    RelatedLink.objects.create(page=article.page_ptr, target=topic.page_ptr)
    return article


def tables(client: Client, text: str, **variables: Any) -> list[str]:
    """The main table of each statement of one question, asked twice so that everything made once is there."""
    body = json.dumps({"query": text, "variables": variables})
    for _ in range(2):
        SHARED_ANSWERS.clear()
        with CaptureQueriesContext(connection) as captured:
            response = client.post("/graphql/", body, content_type="application/json")
        assert "errors" not in response.json()
    return [_main_table(query["sql"]) for query in captured.captured_queries]


def _main_table(sql: str) -> str:
    """The table a statement reads first; what stands in brackets is a part of it. Of a batch, those of its parts."""
    if " (WITH part" in sql:
        last = re.findall(r" FROM \((SELECT .*)\) AS first$", sql)
        return " + ".join(map(_main_table, [*last, *re.findall(r" AS \((SELECT .*?)\) SELECT json_", sql)]))
    outer = sql
    while outer != (outer := re.sub(r"\([^()]*\)", "", outer)):
        pass
    found = re.search(r'FROM "?(\w+)', outer) or re.search(r'FROM "?(\w+)', sql)
    assert found is not None, sql
    return found.group(1)


@pytest.fixture
def reader(client: Client, site: User) -> Client:
    client.force_login(create_user())
    return client


@ON_POSTGRESQL
def test_a_page_with_all_around_it(reader: Client) -> None:
    assert tables(reader, PAGE, path="/werk/onderwerp-1/verlof-1-1/") == [
        *WHO_ASKS,
        AROUND_A_PAGE,
        "reading_pagecard",  # children
        # translations, the page that a block leads to, whom a block names
        "reading_pagecard",
    ]


@ON_SQLITE
def test_a_page_with_all_around_it_on_sqlite(reader: Client) -> None:
    assert tables(reader, PAGE, path="/werk/onderwerp-1/verlof-1-1/") == [
        *WHO_ASKS,
        "reading_pagecard",  # the page with its body
        "reading_pagecard",  # children
        # In one: pictures, all pages it refers to (theme, breadcrumbs, related, links), documents, people, tags,
        # translations, and the sizes of the pictures.
        "media_image + reading_pagecard + archive_librarydocument + people_profile + pages_pagetag + reading_pagecard"
        " + media_rendition",
    ]


@ON_POSTGRESQL
def test_an_article_as_a_front_end_asks_it_takes_three(reader: Client) -> None:
    assert tables(reader, ARTICLE, path="/werk/onderwerp-1/verlof-1-1/") == [*WHO_ASKS, AROUND_A_PAGE]


@ON_POSTGRESQL
def test_an_article_by_token_takes_two(site: User) -> None:
    bearer = Client(headers={"Authorization": f"Bearer {issue_api_token(site, name='app')[1]}"})
    assert len(tables(bearer, ARTICLE, path="/werk/onderwerp-1/verlof-1-1/")) == 2


def test_a_list_of_twenty(reader: Client) -> None:
    assert tables(reader, LIST) == [
        *WHO_ASKS,
        "reading_pagecard",
        "reading_pagecard",  # the total
        "media_image + pages_pagetag + people_profile + reading_pagecard + media_rendition",
    ]


def test_a_list_within_a_list(reader: Client) -> None:
    assert tables(reader, NESTED) == [
        *WHO_ASKS,
        "reading_pagecard",
        "reading_pagecard",  # the children of all of them
        "reading_pagecard",  # the totals of all of them
        "reading_likelypages + reading_pagecard",  # what is like them, and breadcrumbs with chosen pages
    ]


def test_a_list_of_events(reader: Client, site: User) -> None:
    theme = ThemePage.objects.get()
    for number in range(3):
        create_event(theme, f"Feest {number}")
    prepared()

    assert tables(reader, EVENTS) == [*WHO_ASKS, "reading_pagecard", "reading_pagecard"]  # the second: themes


def test_a_list_of_units_with_their_people(reader: Client, site: User) -> None:
    theme, unit = ThemePage.objects.get(), site.profile.unit
    for number in range(3):
        create_unit_page(theme, f"Balie {number}", unit=unit, contacts=[site, create_user(unit=create_unit())])
    prepared()

    assert tables(reader, UNITS) == [
        *WHO_ASKS,
        "reading_pagecard",
        "people_unit",
        "people_profile",  # who of them is seen in those units
        "people_profile",  # all contacts
    ]


def test_the_tree_of_units(reader: Client, site: User) -> None:
    create_user(unit=create_unit("Onderdeel", parent=site.profile.unit))

    assert tables(reader, UNIT_TREE) == [*WHO_ASKS, "people_profile", "people_unit"]


def test_the_menu(reader: Client) -> None:
    assert tables(reader, MENU) == [*WHO_ASKS, "reading_pagecard"]


def test_a_search(reader: Client) -> None:
    found = tables(reader, SEARCH)
    assert found[:2] == WHO_ASKS
    # How many it takes to search is the search room's own; every subject comes with the one question of the policy.
    assert [table for table in found[2:] if not table.startswith("search_")] == ["reading_pagecard"]


def test_more_things_cost_no_more_statements(reader: Client) -> None:
    few, many = (LIST.replace("first: 20", f"first: {first}") for first in (2, 25))
    assert tables(reader, few) == tables(reader, many)


def test_a_kept_answer_costs_no_more_than_who_asks(reader: Client) -> None:
    assert kept(reader) == WHO_ASKS


def test_a_kept_answer_costs_a_bearer_one_statement(site: User) -> None:
    assert kept(Client(headers={"Authorization": f"Bearer {issue_api_token(site, name='app')[1]}"})) == [
        "people_apitoken"
    ]


def test_a_kept_answer_costs_a_visitor_what_opens_and_the_clock(client: Client, site: User) -> None:
    assert kept(client) == ["access_lock", "api_cachetag"]


def test_once_something_changed_the_next_request_asks_what(reader: Client) -> None:
    kept(reader)
    CacheTag.objects.touch(["documents"])
    assert kept(reader, asked=1) == [*WHO_ASKS, "api_cachetag"]
    assert kept(reader, asked=1) == WHO_ASKS


def kept(client: Client, asked: int = 3) -> list[str]:
    """The main table of each statement of the last of so many times that the menu is asked."""
    for _time in range(asked):
        with CaptureQueriesContext(connection) as captured:
            client.post("/graphql/", json.dumps({"query": MENU}), content_type="application/json")
    return [_main_table(query["sql"]) for query in captured.captured_queries]
