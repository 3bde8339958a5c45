"""Addresses that moved."""

import pytest
from wagtail.contrib.redirects.models import Redirect

from tests.factories.asking import ask, prepared
from tests.factories.pages import create_home, create_theme
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
