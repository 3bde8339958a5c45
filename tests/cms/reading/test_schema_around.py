"""What is around a page is what it is by itself: asked by its path, in one statement, or by its id."""

from typing import Any

import pytest

from cms.access.actions import restrict
from cms.access.models.restriction import RestrictionKind
from cms.access.standard import DIRECTORY_KEY, standard_audiences
from cms.graphql_kit.ids import to_global_id
from cms.pages.models import ArticlePage, RelatedLink, ThemePage
from cms.people.models import User
from cms.reading.models import PageBody
from tests.factories.access import create_collection, restrict_page
from tests.factories.archive import create_document
from tests.factories.asking import ask, prepared
from tests.factories.media import create_image
from tests.factories.pages import create_article, create_home, create_theme
from tests.factories.people import create_user

pytestmark = pytest.mark.django_db

FIELDS = """{
  title owner { name } image { title rendition(name: CARD) { url } } tags { label } theme { title } parent { title }
  breadcrumbs { title } related { title owner { name } }
  body {
    ... on TextBlock { html } ... on ImageBlock { image { title rendition(name: CONTENT) { url } } }
    ... on DocumentBlock { document { title url } } ... on PageLinkBlock { page { title } }
    ... on ContactBlock { person { name } }
  }
}"""
BY_PATH = f"query ($path: String!) {{ page(path: $path) {FIELDS} }}"
BY_ID = f"query ($id: ID!) {{ page(id: $id) {FIELDS} }}"


@pytest.fixture
def article() -> ArticlePage:
    """A page that refers to one of everything, half of it for staff alone."""
    theme = create_theme(create_home(), "Werk", audiences=("everyone",))
    hidden = create_collection("Intern", audiences=("staff",))
    beside, closed = (create_article(theme, title, owner=create_user(f"Baas {title}")) for title in ("Naast", "Dicht"))
    document, secret = create_document(), create_document(collection=hidden)
    link = "".join(f'<a linktype="page" id="{page.pk}">{page.title}</a>' for page in (beside, closed))
    files = "".join(f'<a linktype="document" id="{each.pk}">stuk</a>' for each in (document, secret))
    body = [
        {"type": "text", "value": f"<p>{link}{files}</p>", "id": "a"},
        {"type": "image", "value": {"image": create_image(collection=hidden).pk, "caption": ""}, "id": "b"},
        {"type": "document", "value": document.pk, "id": "c"},
        {"type": "page_link", "value": closed.pk, "id": "d"},
        {"type": "contact", "value": {"person": create_user("Cora Contact").profile.pk, "text": ""}, "id": "e"},
    ]
    article = create_article(theme, "Verlof", owner=create_user("Olga Owner"), image=create_image(), body=body)
    for page in (article, beside, closed):
        page.tags.add("vrij")
        page.save()
    RelatedLink.objects.create(page=article.page_ptr, target=closed.page_ptr)
    restrict_page(closed, "staff")
    prepared()
    return article


def both(article: ArticlePage, by: User) -> tuple[Any, Any]:
    by_path = ask(BY_PATH, {"path": "/werk/verlof/"}, by=by)["page"]
    return by_path, ask(BY_ID, {"id": to_global_id("Page", article.pk)}, by=by)["page"]


@pytest.mark.parametrize("affiliation", ["staff", "partner"])
def test_it_is_the_same_by_path_and_by_id(article: ArticlePage, affiliation: str) -> None:
    by_path, by_id = both(article, create_user(affiliation=affiliation))

    assert by_path == by_id
    titles = {"staff": ["Dicht", "Naast"], "partner": ["Naast"]}
    assert [page["title"] for page in by_path["related"]] == titles[affiliation]


def test_people_who_are_not_shown_are_not_there(article: ArticlePage) -> None:
    restrict(kind=RestrictionKind.DIRECTORY, key=DIRECTORY_KEY, audiences=standard_audiences("staff"))
    by_path, by_id = both(article, create_user(affiliation="partner"))

    assert by_path == by_id
    assert by_path["owner"] is None
    assert [page["owner"] for page in by_path["related"]] == [None]


def test_a_page_without_a_body_or_anything_alike_is_found(article: ArticlePage) -> None:
    PageBody.objects.filter(pk=article.pk).delete()
    article.card.likely.delete()
    by_path, by_id = both(article, create_user())

    assert by_path == by_id
    assert by_path["body"] == []


def test_what_is_not_for_the_reader_has_nothing_around_it(article: ArticlePage) -> None:
    restrict_page(ThemePage.objects.get(), "staff")

    assert both(article, create_user(affiliation="partner")) == (None, None)
