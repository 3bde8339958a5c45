"""Pages at addresses, and what stands in for a missing translation."""

import pytest
from wagtail.models import Page

from cms.pages.models import HomePage
from cms.people.models import User
from tests.factories.asking import ask, prepared
from tests.factories.pages import create_article, create_home, create_theme, create_topic, translate
from tests.factories.people import create_partner, create_user

pytestmark = pytest.mark.django_db

TEXT = "query ($path: String!) { page(path: $path, fallback: true) { title language path isFallback } }"


@pytest.fixture
def user() -> User:
    """A Dutch site of which the home page and one theme are in English too, the theme under another slug."""
    home = create_home("Plein")
    work = create_theme(home, "Werk")
    leave = create_topic(work, "Verlof")
    create_article(leave, "Zorgverlof")
    create_theme(home, "Gezond")
    english = translate(work)
    english.title, english.slug = "Work", "work"
    english.save()
    prepared()
    return create_user()


def found(path: str, user: User | None) -> tuple[str, bool] | None:
    page = ask(TEXT, {"path": path}, by=user)["page"]
    return (page["path"], page["isFallback"]) if page else None


def test_what_is_translated_comes_as_it_is(user: User) -> None:
    assert found("/en/work/", user) == ("/en/work/", False)
    assert found("/werk/verlof/", user) == ("/werk/verlof/", False)


def test_below_a_translated_page_the_source_language_stands_in(user: User) -> None:
    assert found("/en/work/verlof/", user) == ("/werk/verlof/", True)
    assert found("/en/work/verlof/zorgverlof/", user) == ("/werk/verlof/zorgverlof/", True)


def test_an_alias_of_the_source_among_translations_stands_in(user: User) -> None:
    copied = translate(Page.objects.get(slug="verlof").specific, as_alias=True)
    prepared()
    path = copied.specific.get_url_parts()[2]
    text = "query ($path: String!) { page(path: $path) { path language isFallback translations { path language } } }"
    assert ask(text, {"path": path}, by=user)["page"] == {
        "path": path,
        "language": "nl",
        "isFallback": True,
        "translations": [{"path": "/werk/verlof/", "language": "nl"}],
    }
    assert ask(text, {"path": "/werk/verlof/"}, by=user)["page"]["isFallback"] is False


def test_below_the_home_page_the_source_language_stands_in(user: User) -> None:
    assert found("/en/gezond/", user) == ("/gezond/", True)


def test_where_nothing_is_translated_the_address_without_its_language_is_tried(user: User) -> None:
    assert found("/de/werk/verlof/", user) == ("/werk/verlof/", True)
    assert found("/de/", user) == ("/", True)


def test_what_is_translated_after_all_comes_in_the_language_asked(user: User) -> None:
    assert found("/en/werk/", user) == ("/en/work/", False)


def test_without_fallback_what_is_not_translated_is_not_there(user: User) -> None:
    text = '{ page(path: "/en/gezond/") { title } }'
    assert ask(text, by=user)["page"] is None


@pytest.mark.parametrize("path", ["/en/work/nothing/", "/en/nothing/verlof/", "/nothing/", "/en//", "/en/" + "a/" * 50])
def test_what_is_nowhere_is_not_there(user: User, path: str) -> None:
    expected = ("/en/", True) if path == "/en//" else None
    assert found(path, user) == expected


def test_nothing_stands_in_that_the_reader_may_not_see(user: User) -> None:
    assert found("/en/gezond/", None) is None
    assert found("/en/gezond/", create_partner()) is None


def test_a_withdrawn_translation_leaves_the_source_to_be_found_by_its_slugs(user: User) -> None:
    Page.objects.get(slug="work").specific.unpublish()
    prepared()
    assert found("/en/work/verlof/", user) is None
    assert found("/en/werk/verlof/", user) == ("/werk/verlof/", True)


def test_a_stand_in_has_its_own_language_s_surroundings(user: User) -> None:
    text = """{ page(path: "/en/work/verlof/", fallback: true) {
      isFallback breadcrumbs { path isFallback } children { nodes { path isFallback } } translations { path }
    } }"""
    assert ask(text, by=user)["page"] == {
        "isFallback": True,
        "breadcrumbs": [{"path": "/", "isFallback": False}, {"path": "/werk/", "isFallback": False}],
        "children": {"nodes": [{"path": "/werk/verlof/zorgverlof/", "isFallback": False}]},
        "translations": [],
    }
    assert HomePage.objects.count() == 2
