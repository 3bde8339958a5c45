"""Lists of pages and the menu: filters, orders, cursors, and counts that leak nothing."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from wagtail.models import Page

from cms.graphql_kit.ids import to_global_id
from cms.people.models import User
from tests.factories.asking import ask, error_of, prepared
from tests.factories.pages import create_article, create_home, create_news, create_theme, create_topic, translate
from tests.factories.people import create_user

pytestmark = pytest.mark.django_db

NEW_YEAR = datetime(2026, 1, 1, tzinfo=UTC)


def titles(arguments: str, by: User | None = None, **variables: Any) -> list[str]:
    declared = "($id: ID!)" if "id" in variables else ""
    text = f"query {declared} {{ pages({arguments}) {{ nodes {{ title }} totalCount }} }}"
    pages = ask(text, variables, by=by)["pages"]
    assert pages["totalCount"] == len(pages["nodes"])
    return [node["title"] for node in pages["nodes"]]


@pytest.fixture
def user() -> User:
    """A site of two themes, and somebody who may read it all."""
    home = create_home()
    work = create_theme(home, "Werk", last_published_at=NEW_YEAR)
    topic = create_topic(work, "Verlof", last_published_at=NEW_YEAR + timedelta(days=3))
    create_article(topic, "Zorgverlof", last_published_at=NEW_YEAR + timedelta(days=2), first_published_at=NEW_YEAR)
    article = create_article(work, "Avondwerk")
    article.tags.add("tijd", "geld")
    article.save()
    health = create_theme(home, "Gezond", last_published_at=NEW_YEAR + timedelta(days=1))
    news = create_news(health, "Griepprik", first_published_at=NEW_YEAR + timedelta(days=9))
    news.tags.add("tijd")
    news.save()
    prepared()
    return create_user()


def id_of(title: str) -> str:
    return to_global_id("Page", Page.objects.get(title=title).pk)


def test_orders(user: User) -> None:
    tree = ["Plein", "Werk", "Verlof", "Zorgverlof", "Avondwerk", "Gezond", "Griepprik"]
    assert titles("orderBy: TREE", user) == tree
    assert titles("orderBy: TITLE_ASC", user) == sorted(tree)
    # What was never published through a revision has no date, and comes last.
    newest = ["Verlof", "Zorgverlof", "Gezond", "Werk", "Griepprik", "Avondwerk", "Plein"]
    assert titles("first: 20", user) == newest
    assert titles("orderBy: FIRST_PUBLISHED_DESC", user)[:2] == ["Griepprik", "Zorgverlof"]


def test_filters(user: User) -> None:
    assert titles("filter: { type: [TOPIC, NEWS] }, orderBy: TITLE_ASC", user) == ["Griepprik", "Verlof"]
    assert titles("filter: { type: [EVENT] }", user) == []
    assert titles('filter: { tag: ["tijd"] }, orderBy: TITLE_ASC', user) == ["Avondwerk", "Griepprik"]
    assert titles('filter: { tag: ["geld", "tijd"] }, orderBy: TITLE_ASC', user) == ["Avondwerk", "Griepprik"]
    assert titles('filter: { tag: ["tijd"], type: [NEWS] }', user) == ["Griepprik"]
    assert titles("filter: { under: $id }, orderBy: TREE", user, id=id_of("Werk")) == [
        "Verlof",
        "Zorgverlof",
        "Avondwerk",
    ]
    assert titles("filter: { theme: [$id] }, orderBy: TREE", user, id=id_of("Gezond")) == ["Gezond", "Griepprik"]
    assert titles("filter: { ids: [$id] }", user, id=id_of("Verlof")) == ["Verlof"]
    assert titles("filter: { under: $id }", user, id=to_global_id("Page", 10**9)) == []
    assert titles("filter: { tag: [] }", user) == []


def test_a_list_can_be_of_one_language(user: User) -> None:
    translate(Page.objects.get(title="Werk").specific)
    prepared()
    text = '{ pages(filter: { language: "en" }, orderBy: TREE) { nodes { path } } }'
    assert ask(text, by=user)["pages"]["nodes"] == [{"path": "/en/"}, {"path": "/en/werk/"}]


def test_a_visitor_sees_and_counts_only_what_is_for_everyone(user: User) -> None:
    assert titles("first: 20") == ["Plein"]
    assert titles("filter: { under: $id }", id=id_of("Werk")) == []


@pytest.mark.parametrize("order", ["LAST_PUBLISHED_DESC", "FIRST_PUBLISHED_DESC", "TITLE_ASC", "TREE"])
def test_page_by_page_is_the_whole_list(user: User, order: str) -> None:
    text = f"""query ($first: Int!, $after: String) {{ pages(orderBy: {order}, first: $first, after: $after) {{
      nodes {{ title }} pageInfo {{ hasNextPage endCursor }}
    }} }}"""
    whole = ask(text, {"first": 100}, by=user)["pages"]["nodes"]
    assert len(whole) == 7
    pieces: list[dict[str, str]] = []
    after, goes_on = None, True
    while goes_on:
        piece = ask(text, {"first": 2, "after": after}, by=user)["pages"]
        pieces += piece["nodes"]
        after, goes_on = piece["pageInfo"]["endCursor"], piece["pageInfo"]["hasNextPage"]
    assert pieces == whole


def test_the_size_of_a_page_has_a_limit(user: User) -> None:
    assert error_of("{ pages(first: 101) { totalCount } }") == {
        "code": "LIMIT_EXCEEDED",
        "limit": "first",
        "value": 100,
        "asked": 101,
    }
    assert error_of("{ pages(first: -1) { totalCount } }") == {"code": "INVALID_INPUT"}
    text = "{ pages(first: 0) { nodes { id } totalCount pageInfo { hasNextPage startCursor } } }"
    assert ask(text, by=user)["pages"] == {
        "nodes": [],
        "totalCount": 7,
        "pageInfo": {"hasNextPage": False, "startCursor": None},
    }


@pytest.mark.parametrize("cursor", ["", "x", "W10=", "WzEsMl0=", "WyJ4IiwgMV0=", "bnVsbA==", "WyJcdTAwMDAiLDFd", "é"])
def test_a_cursor_that_is_none_is_invalid_input(cursor: str) -> None:
    assert error_of("query ($a: String) { pages(after: $a) { totalCount } }", {"a": cursor}) == {
        "code": "INVALID_INPUT"
    }


def test_the_number_of_ids_has_a_limit() -> None:
    ids = [to_global_id("Page", number) for number in range(101)]
    text = "query ($ids: [ID!]) { pages(filter: { ids: $ids }) { totalCount } }"
    assert error_of(text, {"ids": ids})["limit"] == "ids"


def test_the_menu_is_the_tree_of_themes_and_topics(user: User) -> None:
    text = "{ navigation(depth: 2) { page { title } children { page { title } children { page { title } } } } }"
    assert ask(text, by=user)["navigation"] == [
        {"page": {"title": "Werk"}, "children": [{"page": {"title": "Verlof"}, "children": []}]},
        {"page": {"title": "Gezond"}, "children": []},
    ]
    assert ask(text)["navigation"] == []


def test_the_menu_has_what_editors_put_in_it(user: User) -> None:
    Page.objects.filter(title="Avondwerk").update(show_in_menus=True)
    prepared()
    text = "query ($depth: Int!) { navigation(depth: $depth) { children { page { title } } } }"
    children = [{"page": {"title": "Verlof"}}, {"page": {"title": "Avondwerk"}}]
    assert ask(text, {"depth": 2}, by=user)["navigation"][0]["children"] == children
    assert ask(text, {"depth": 1}, by=user)["navigation"][0]["children"] == []


def test_the_menu_leaves_out_what_editors_took_from_it(user: User) -> None:
    Page.objects.filter(title="Verlof").update(show_in_menus=False)
    prepared()
    text = "{ navigation { page { title } children { page { title } } } }"
    assert ask(text, by=user)["navigation"] == [
        {"page": {"title": "Werk"}, "children": []},
        {"page": {"title": "Gezond"}, "children": []},
    ]


def test_the_menu_is_of_one_language(user: User) -> None:
    translate(Page.objects.get(title="Gezond").specific)
    prepared()
    text = '{ navigation(language: "en") { page { path } } }'
    assert ask(text, by=user)["navigation"] == [{"page": {"path": "/en/gezond/"}}]


@pytest.mark.parametrize("depth", [0, 6, -1])
def test_the_menu_has_a_sensible_depth(depth: int) -> None:
    assert error_of(f"{{ navigation(depth: {depth}) {{ page {{ id }} }} }}") == {"code": "INVALID_INPUT"}


@pytest.fixture
def half_translated(user: User) -> User:
    """The same site, of which the home page, a theme and an article of it are in English too."""
    for title, translation in (("Plein", "Square"), ("Werk", "Work"), ("Avondwerk", "Evening work")):
        page = translate(Page.objects.get(title=title).specific, "en")
        page.title = translation
        page.save()
    prepared()
    return user


def test_what_is_not_translated_comes_in_its_source_language(half_translated: User) -> None:
    text = """query ($language: String) { pages(filter: { language: $language }, orderBy: TITLE_ASC, fallback: true) {
      totalCount nodes { title isFallback } } }"""
    found = ask(text, {"language": "en"}, by=half_translated)["pages"]

    assert {page["title"] for page in found["nodes"] if not page["isFallback"]} == {"Evening work", "Square", "Work"}
    assert {page["title"] for page in found["nodes"] if page["isFallback"]} == {
        "Gezond", "Griepprik", "Verlof", "Zorgverlof",
    }  # fmt: skip
    assert found["totalCount"] == 7
    source = ask(text, {"language": "nl"}, by=half_translated)["pages"]
    assert {page["isFallback"] for page in source["nodes"]} == {False}
    assert error_of(text, {"language": None}, by=half_translated)["code"] == "INVALID_INPUT"


MENU = """query ($language: String, $under: ID, $fallback: Boolean) {
  navigation(language: $language, under: $under, fallback: $fallback, depth: 2) {
    page { title isFallback } children { page { title isFallback } }
  }
}"""


def menu(by: User, **asked: Any) -> list[Any]:
    def told(item: dict[str, Any]) -> Any:
        name = item["page"]["title"] + ("*" if item["page"]["isFallback"] else "")
        return [name, *(told(child) for child in item.get("children", []))]

    return [told(item) for item in ask(MENU, asked, by=by)["navigation"]]


def test_a_menu_has_what_is_not_translated_where_it_would_stand(half_translated: User) -> None:
    assert menu(half_translated, language="en") == [["Work"]]
    assert menu(half_translated, language="en", fallback=True) == [["Work", ["Verlof*"]], ["Gezond*"]]
    assert menu(half_translated, language="nl", fallback=True) == [["Werk", ["Verlof"]], ["Gezond"]]


def test_a_menu_can_begin_below_a_page(half_translated: User) -> None:
    assert menu(half_translated, under=id_of("Werk")) == [["Verlof"]]
    assert menu(half_translated, under=id_of("Work"), fallback=True) == [["Verlof*"]]
    assert menu(half_translated, under=to_global_id("Page", 0)) == []


def test_a_list_can_be_of_the_levels_directly_below(user: User) -> None:
    work = id_of("Werk")
    assert titles("filter: { under: $id, depth: 1 }, orderBy: TREE", user, id=work) == ["Verlof", "Avondwerk"]
    assert titles("filter: { under: $id, depth: 2 }, orderBy: TREE", user, id=work) == [
        "Verlof", "Zorgverlof", "Avondwerk",
    ]  # fmt: skip
    assert error_of("{ pages(filter: { depth: 1 }) { totalCount } }", by=user)["code"] == "INVALID_INPUT"
