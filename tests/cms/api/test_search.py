"""The search doors: what is found is what may be seen, with its subject, counts and cursors."""

import pytest

from cms.graphql_kit.ids import to_global_id
from cms.people.models import User
from search.sync import catch_up
from tests.factories.access import create_collection
from tests.factories.archive import create_document
from tests.factories.asking import ask, error_of, prepared
from tests.factories.pages import create_article, create_home, create_theme
from tests.factories.people import create_partner, create_user

pytestmark = pytest.mark.django_db

TEXT = """query ($query: String!, $filter: SearchFilter, $first: Int = 20, $after: String) {
  search(query: $query, filter: $filter, first: $first, after: $after) {
    nodes { kind title titleHighlighted excerpt url language promoted subject { __typename id } }
    edges { cursor node { title } } pageInfo { hasNextPage hasPreviousPage endCursor }
    totalCount facets { field buckets { value label count } } correction engine
  }
}"""


@pytest.fixture
def reader() -> User:
    """Two themes, one for staff alone, a document and a person about leave."""
    home = create_home()
    work = create_theme(home, "Werk", audiences=("staff", "partners"))
    create_article(work, "Zorgverlof", summary="Verlof om te zorgen.")
    create_article(create_theme(home, "Intern"), "Verlof opnemen")
    create_document("Verlofregeling verlof", collection=create_collection(audiences=("staff",)))
    prepared()
    reader = create_user("Vera Verlof")
    catch_up()
    return reader


def test_pages_documents_and_people_are_found_in_one_list(reader: User) -> None:
    found = ask(TEXT, {"query": "verlof"}, by=reader)["search"]
    assert found["totalCount"] == len(found["nodes"]) == len(found["edges"])
    kinds = {node["kind"]: node["subject"]["__typename"] for node in found["nodes"]}
    assert kinds == {"ARTICLE": "ArticlePage", "DOCUMENT": "Document", "PERSON": "Person"}
    taking = next(node for node in found["nodes"] if node["title"] == "Verlof opnemen")
    assert (taking["titleHighlighted"], taking["url"]) == ("<mark>Verlof</mark> opnemen", "/intern/verlof-opnemen/")
    assert (taking["language"], taking["promoted"]) == ("nl", False)


def test_what_may_not_be_seen_is_neither_found_nor_counted(reader: User) -> None:
    partner = create_partner()
    found = ask(TEXT, {"query": "verlof"}, by=partner)["search"]
    assert [node["title"] for node in found["nodes"]] == ["Zorgverlof"]
    assert found["totalCount"] == 1
    assert {facet["field"]: facet["buckets"] for facet in found["facets"]}["KIND"] == [
        {"value": "ARTICLE", "label": "Artikelen", "count": 1}
    ]
    assert ask(TEXT, {"query": "verlof"})["search"]["totalCount"] == 0


def test_theme_facets_are_what_the_filter_takes(reader: User) -> None:
    facets = {
        facet["field"]: facet["buckets"] for facet in ask(TEXT, {"query": "verlof"}, by=reader)["search"]["facets"]
    }
    work = next(bucket for bucket in facets["THEME"] if bucket["label"] == "Werk")
    narrowed = ask(TEXT, {"query": "verlof", "filter": {"theme": [work["value"]]}}, by=reader)["search"]
    assert [node["title"] for node in narrowed["nodes"]] == ["Zorgverlof"]
    assert {bucket["label"] for bucket in facets["LANGUAGE"]} <= {"Dutch", "Nederlands", ""}


def test_hits_come_page_by_page(reader: User) -> None:
    first = ask(TEXT, {"query": "verlof", "first": 2}, by=reader)["search"]
    assert (first["pageInfo"]["hasNextPage"], first["pageInfo"]["hasPreviousPage"]) == (True, False)
    after = first["pageInfo"]["endCursor"]
    rest = ask(TEXT, {"query": "verlof", "first": 2, "after": after}, by=reader)["search"]
    titles = [node["title"] for node in first["nodes"] + rest["nodes"]]
    assert len(titles) == len(set(titles)) == 4


def test_kinds_are_filtered(reader: User) -> None:
    found = ask(TEXT, {"query": "verlof", "filter": {"kind": ["DOCUMENT", "EVENT"]}}, by=reader)["search"]
    assert [node["kind"] for node in found["nodes"]] == ["DOCUMENT"]


def test_completions_are_of_what_may_be_seen(reader: User) -> None:
    text = '{ suggest(prefix: "zorg", language: "nl") { text kind url } }'
    expected = [{"text": "Zorgverlof", "kind": "ARTICLE", "url": "/werk/zorgverlof/"}]
    assert ask(text, by=reader)["suggest"] == expected
    assert ask(text)["suggest"] == []


def test_what_cannot_be_asked_is_invalid_input() -> None:
    assert error_of('{ search(query: "a", after: "x") { totalCount } }') == {"code": "INVALID_INPUT"}
    assert error_of('{ search(query: "a", first: 101) { totalCount } }')["limit"] == "first"
    assert error_of('{ suggest(prefix: "a", first: -1) { text } }') == {"code": "INVALID_INPUT"}
    theme = to_global_id("Tag", 1)
    text = f'{{ search(query: "a", filter: {{ theme: ["{theme}"] }}) {{ totalCount }} }}'
    assert error_of(text) == {"code": "INVALID_INPUT"}
