"""Searches in a real browser, under our Content-Security-Policy: what is told of a choice, and what is saved."""

import pytest
from django.test import Client
from playwright.sync_api import expect

from cms.api.afterwards import do_what_waits, forget_what_waits
from cms.insights.models import ChosenResult
from cms.people.models import User
from cms.searches.models import SavedSearch
from search.sync import catch_up
from tests.browser import PHONE
from tests.site.web.conftest import City, OpenWindow

pytestmark = pytest.mark.browser


@pytest.fixture
def site(django_db_serialized_rollback: None, transactional_db: None, city: City) -> City:
    """The small site, in a database that the server sees too, findable, and searched before: the first search of a
    process reads the word lists, which takes seconds."""
    catch_up()
    Client().get("/zoeken/?q=eerste")
    forget_what_waits()
    return city


def test_a_choice_is_told_on_the_way_and_a_search_saved_as_it_is_filtered(
    site: City, employee: User, open_window: OpenWindow
) -> None:
    page = open_window("/zoeken/?q=aanvragen", employee, viewport=PHONE)
    page.locator(".hit h3 a").first.click()
    page.wait_for_url("**/kennisbank/verlof/aanvragen/")
    # Browsers send it while they leave, and report to nobody how it ended: what came of it is looked at.
    for _time in range(100):
        do_what_waits()
        if ChosenResult.objects.exists():
            break
        page.wait_for_timeout(100)
    assert list(ChosenResult.objects.values_list("subject_id", "rank")) == [(site.article.pk, 1)]

    page.go_back()
    page.locator(".filters summary").first.click()
    with page.expect_response("**/zoeken/?**kind=ARTICLE**"):
        page.locator("input[name=kind][value=ARTICLE]").check()
    expect(page.locator("#save-search input[name=question]")).to_have_value("?q=aanvragen&kind=ARTICLE")
    page.locator(".search-save summary").click()
    page.locator("#save-alert").select_option("DAILY")
    assert "alert" not in page.url
    page.locator("#save-search button").click()
    expect(page.locator(".notice")).to_be_visible()

    (saved,) = SavedSearch.objects.all()
    assert (saved.query, saved.filters, saved.alert) == ("aanvragen", {"kind": ["ARTICLE"]}, "DAILY")
