"""Addresses that moved."""

import pytest
from django.test import TestCase
from wagtail.actions.move_page import MovePageAction
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from tests.factories.access import restrict_page
from tests.factories.asking import ask, prepared
from tests.factories.pages import create_article, create_home, create_theme, create_topic, translate
from tests.factories.people import create_user

pytestmark = pytest.mark.django_db

TEXT = "query ($path: String!) { redirect(path: $path) { path url permanent page { title } } }"


def test_an_old_address_leads_to_its_page() -> None:
    theme = create_theme(create_home(), "Werk")
    Redirect.add_redirect("/oud/", theme, is_permanent=True)
    prepared()
    expected = {"path": "/oud/", "url": "/werk/", "permanent": True, "page": {"title": "Werk"}}
    assert ask(TEXT, {"path": "/oud/"}, by=create_user())["redirect"] == expected
    assert ask(TEXT, {"path": "/oud"}, by=create_user())["redirect"] == {**expected, "path": "/oud"}


def test_an_old_address_leads_out_of_the_site() -> None:
    Redirect.add_redirect("/weg/", "https://example.org/", is_permanent=False)
    expected = {"path": "/weg/", "url": "https://example.org/", "permanent": False, "page": None}
    assert ask(TEXT, {"path": "/weg/"})["redirect"] == expected


def test_an_old_address_of_what_one_may_not_see_leads_nowhere() -> None:
    Redirect.add_redirect("/oud/", create_theme(create_home(), "Werk"))
    prepared()
    assert ask(TEXT, {"path": "/oud/"})["redirect"] is None
    assert ask(TEXT, {"path": "/nergens/"})["redirect"] is None


def leads(path: str, by: object | None = None) -> str | None:
    answer = ask(TEXT, {"path": path}, by=by or create_user())["redirect"]
    return answer and answer["url"]


def rename(page: Page, slug: str) -> None:
    page = Page.objects.get(pk=page.pk).specific
    page.slug = slug
    with TestCase.captureOnCommitCallbacks(execute=True):
        page.save_revision().publish()
    prepared()


def move(page: Page, to: Page) -> None:
    MovePageAction(Page.objects.get(pk=page.pk).specific, Page.objects.get(pk=to.pk), pos="last-child").execute()
    prepared()


def test_a_renamed_page_is_found_at_its_old_address_with_what_lies_below_it() -> None:
    theme = create_theme(create_home(), "Werk")
    create_article(create_topic(theme, "Vrij"), "Verlof")
    prepared()

    rename(theme, "werken")

    assert leads("/werk/") == "/werken/"
    assert leads("/werk/vrij/verlof/") == "/werken/vrij/verlof/"


def test_a_renamed_translation_is_found_at_its_old_address_in_its_language() -> None:
    theme = create_theme(create_home(), "Werk")
    english = translate(create_article(theme, "Verlof"), "en")
    prepared()

    rename(english, "leave")

    assert leads("/en/werk/verlof/") == "/en/werk/leave/"
    assert leads("/werk/verlof/") is None


def test_a_moved_page_is_found_at_its_old_address_and_one_that_came_back_leads_nowhere() -> None:
    theme = create_theme(create_home(), "Werk")
    topic, other = create_topic(theme, "Vrij"), create_topic(theme, "Elders")
    create_article(topic, "Verlof")
    prepared()

    move(topic, other)
    assert leads("/werk/vrij/verlof/") == "/werk/elders/vrij/verlof/"

    move(topic, theme)
    assert leads("/werk/elders/vrij/verlof/") == "/werk/vrij/verlof/"
    assert leads("/werk/vrij/verlof/") is None


def test_the_old_address_of_a_page_that_was_closed_leads_nowhere() -> None:
    article = create_article(create_theme(create_home(), "Werk"), "Verlof")
    prepared()
    rename(article, "vrij")
    reader = create_user()
    assert leads("/werk/verlof/", reader) == "/werk/vrij/"

    restrict_page(article, "partners")

    assert leads("/werk/verlof/", create_user()) is None
