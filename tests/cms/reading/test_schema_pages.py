"""Pages as the API shows them: every field, for whom, and at what cost."""

from datetime import UTC, date, datetime

import pytest
from wagtail.models import Page

from cms.graphql_kit.ids import to_global_id
from cms.pages.models import ArticlePage, RelatedLink
from cms.reading.actions import prepare_pages
from cms.tags.models import TagLabel
from tests.factories.access import create_collection, restrict_page
from tests.factories.asking import ask, error_of, prepared
from tests.factories.media import create_image
from tests.factories.pages import create_article, create_home, create_news, create_theme, create_topic, translate
from tests.factories.people import create_partner, create_superuser, create_user

pytestmark = pytest.mark.django_db


def page_id(page: Page) -> str:
    return to_global_id("Page", page.pk)


def related(page: Page, *targets: Page) -> None:
    for order, target in enumerate(targets):
        RelatedLink.objects.create(page=page.page_ptr, target=target, sort_order=order)


def test_a_page_says_what_it_is() -> None:
    owner = create_user("Olga Owner")
    image = create_image("Stadhuis", description="Het stadhuis bij avond")
    theme = create_theme(create_home(), "Werk")
    topic = create_topic(theme, "Verlof")
    article = create_article(
        topic,
        "Zorgverlof",
        summary="Zo werkt het.",
        owner=owner,
        image=image,
        source_path="verlof/zorg.md",
        review_on=date(2027, 1, 31),
        first_published_at=datetime(2026, 1, 2, 8, tzinfo=UTC),
        last_published_at=datetime(2026, 3, 4, 8, tzinfo=UTC),
    )
    related(article, theme)
    prepared()
    text = """query ($path: String!) { page(path: $path) {
      __typename id type title slug path language summary isFallback sourcePath reviewOn firstPublishedAt
      lastPublishedAt owner { name } image { alt } theme { title } parent { title __typename }
      breadcrumbs { title } related { title } tags { slug } children { totalCount }
    } }"""
    assert ask(text, {"path": "/werk/verlof/zorgverlof/"}, by=create_user())["page"] == {
        "__typename": "ArticlePage",
        "id": page_id(article),
        "type": "ARTICLE",
        "title": "Zorgverlof",
        "slug": "zorgverlof",
        "path": "/werk/verlof/zorgverlof/",
        "language": "nl",
        "summary": "Zo werkt het.",
        "isFallback": False,
        "sourcePath": "verlof/zorg.md",
        "reviewOn": "2027-01-31",
        "firstPublishedAt": "2026-01-02T08:00:00+00:00",
        "lastPublishedAt": "2026-03-04T08:00:00+00:00",
        "owner": {"name": "Olga Owner"},
        "image": {"alt": "Het stadhuis bij avond"},
        "theme": {"title": "Werk"},
        "parent": {"title": "Verlof", "__typename": "TopicPage"},
        "breadcrumbs": [{"title": "Plein"}, {"title": "Werk"}, {"title": "Verlof"}],
        "related": [{"title": "Werk"}],
        "tags": [],
        "children": {"totalCount": 0},
    }


def test_a_page_is_found_by_id_and_as_a_node() -> None:
    home = create_home()
    prepared()
    text = "query ($id: ID!) { page(id: $id) { path } node(id: $id) { id ... on HomePage { title } } }"
    assert ask(text, {"id": page_id(home)}) == {
        "page": {"path": "/"},
        "node": {"id": page_id(home), "title": "Plein"},
    }


def test_a_path_is_found_without_its_last_slash() -> None:
    create_theme(create_home(), "Werk")
    prepared()
    user = create_user()
    for path in ("/werk/", "/werk", "werk"):
        assert ask("query ($p: String) { page(path: $p) { title } }", {"p": path}, by=user)["page"] == {"title": "Werk"}
    assert ask('{ page(path: "") { title } }')["page"] == {"title": "Plein"}


def test_what_is_not_there_and_what_is_not_for_you_are_the_same() -> None:
    theme = create_theme(create_home(), "Werk")
    prepared()
    text = "query ($p: String, $id: ID!) { page(path: $p) { title } node(id: $id) { id } }"
    nothing = {"page": None, "node": None}
    assert ask(text, {"p": "/werk/", "id": page_id(theme)}) == nothing
    assert ask(text, {"p": "/werk/", "id": page_id(theme)}, by=create_partner()) == nothing
    assert ask(text, {"p": "/niets/", "id": to_global_id("Page", 10**9)}, by=create_superuser()) == nothing
    assert ask(text, {"p": "/werk/", "id": to_global_id("Nothing", 1)}, by=create_superuser())["node"] is None
    assert ask(text, {"p": "/werk/", "id": page_id(theme)}, by=create_superuser())["page"] == {"title": "Werk"}


def test_a_page_that_is_withdrawn_is_gone_though_its_card_is_still_there() -> None:
    theme = create_theme(create_home(), "Werk")
    article = create_article(theme, "Zorgverlof")
    prepared()
    user = create_user()
    theme.unpublish()
    assert ask('{ page(path: "/werk/zorgverlof/") { title } }', by=user)["page"] is None
    assert ask("{ pages { totalCount nodes { title } } }", by=user)["pages"] == {
        "totalCount": 1,
        "nodes": [{"title": "Plein"}],
    }
    assert ArticlePage.objects.get(pk=article.pk).live


@pytest.mark.parametrize(
    "arguments", ["", 'path: "/", id: "UGFnZTox"', 'id: "what"', 'id: "SW1hZ2U6MQ=="', 'path: "/", preview: "x"']
)
def test_a_page_that_is_not_named_is_invalid_input(arguments: str) -> None:
    text = f"{{ page({arguments}) {{ id }} }}" if arguments else "{ page { id } }"
    assert error_of(text) == {"code": "INVALID_INPUT"}


def test_what_belongs_to_a_page_is_left_out_where_the_reader_may_not_see_it() -> None:
    home = create_home(audiences=("everyone",))
    open_theme = create_theme(home, "Open", audiences=("everyone",))
    closed_theme = create_theme(home, "Dicht", audiences=("staff",))
    secret = create_article(closed_theme, "Geheim")
    page = create_article(
        open_theme,
        "Openbaar",
        owner=create_user("Olga Owner"),
        image=create_image(collection=create_collection("Besloten", audiences=("staff",))),
    )
    related(page, secret, open_theme)
    prepared()
    text = """{ page(path: "/open/openbaar/") {
      related { title } owner { name } image { title } parent { children { totalCount nodes { title } } }
      breadcrumbs { children { totalCount nodes { title } } }
    } }"""
    assert ask(text)["page"] == {
        "related": [{"title": "Open"}],
        "owner": None,
        "image": None,
        "parent": {"children": {"totalCount": 1, "nodes": [{"title": "Openbaar"}]}},
        "breadcrumbs": [
            {"children": {"totalCount": 1, "nodes": [{"title": "Open"}]}},
            {"children": {"totalCount": 1, "nodes": [{"title": "Openbaar"}]}},
        ],
    }
    seen = ask(text, by=create_user())["page"]
    assert seen["related"] == [{"title": "Geheim"}, {"title": "Open"}]
    assert seen["owner"] == {"name": "Olga Owner"}
    assert seen["breadcrumbs"][0]["children"]["totalCount"] == 2


def test_a_child_may_be_narrower_than_its_parent() -> None:
    theme = create_theme(create_home(), "Werk", audiences=("staff", "partners"))
    restrict_page(create_article(theme, "Intern"), "staff")
    create_article(theme, "Gedeeld")
    prepared()
    text = '{ page(path: "/werk/") { children { totalCount nodes { title } } } }'
    assert ask(text, by=create_partner())["page"]["children"] == {"totalCount": 1, "nodes": [{"title": "Gedeeld"}]}
    assert ask(text, by=create_user())["page"]["children"]["totalCount"] == 2


def test_children_come_page_by_page_in_the_order_of_the_tree() -> None:
    theme = create_theme(create_home(), "Werk")
    for title in ("Een", "Twee", "Drie"):
        create_article(theme, title)
    prepared()
    text = """query ($after: String) { page(path: "/werk/") { children(first: 2, after: $after) {
      nodes { title } edges { node { slug } } totalCount
      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    } } }"""
    user = create_user()
    first = ask(text, by=user)["page"]["children"]
    assert first["nodes"] == [{"title": "Een"}, {"title": "Twee"}]
    assert first["edges"] == [{"node": {"slug": "een"}}, {"node": {"slug": "twee"}}]
    assert (first["totalCount"], first["pageInfo"]["hasNextPage"], first["pageInfo"]["hasPreviousPage"]) == (
        3,
        True,
        False,
    )
    rest = ask(text, {"after": first["pageInfo"]["endCursor"]}, by=user)["page"]["children"]
    assert rest["nodes"] == [{"title": "Drie"}]
    assert (rest["totalCount"], rest["pageInfo"]["hasNextPage"], rest["pageInfo"]["hasPreviousPage"]) == (
        3,
        False,
        True,
    )


def test_translations_are_the_other_languages_one_may_see() -> None:
    theme = create_theme(create_home(), "Werk")
    translate(theme)
    prepared()
    text = '{ page(path: "/werk/") { translations { language path } } }'
    assert ask(text, by=create_user())["page"]["translations"] == [{"language": "en", "path": "/en/werk/"}]


def test_tags_have_the_label_of_the_page_s_language() -> None:
    theme = create_theme(create_home(), "Werk")
    theme.tags.add("Verlof")
    theme.save()
    TagLabel.objects.create(tag=theme.tags.get(), language="en", label="Leave")
    english = translate(theme)
    english.tags.add("Verlof")
    english.save()
    prepared()
    text = """query ($p: String) { page(path: $p) { tags { slug label } } }"""
    user = create_user()
    assert ask(text, {"p": "/werk/"}, by=user)["page"]["tags"] == [{"slug": "verlof", "label": "Verlof"}]
    assert ask(text, {"p": "/en/werk/"}, by=user)["page"]["tags"] == [{"slug": "verlof", "label": "Leave"}]


def test_news_is_a_page_like_others() -> None:
    create_news(create_theme(create_home(), "Werk"), "Kantine open")
    prepared()
    text = "{ pages(filter: { type: [NEWS] }) { nodes { __typename title theme { slug } } } }"
    expected = [{"__typename": "NewsPage", "title": "Kantine open", "theme": {"slug": "werk"}}]
    assert ask(text, by=create_user())["pages"]["nodes"] == expected


def test_a_page_that_is_prepared_again_keeps_its_id() -> None:
    home = create_home("Oud")
    prepared()
    before = ask('{ page(path: "/") { id } }')
    home.title = "Nieuw"
    home.save_revision().publish()
    prepare_pages([home.pk])
    assert ask('{ page(path: "/") { id title } }')["page"] == {**before["page"], "title": "Nieuw"}
