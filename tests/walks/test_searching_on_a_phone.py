"""Walk: an employee searches on a phone: types, takes a correction, filters, sorts, sees more like it, and reads."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from cms.reading.actions import prepare_everything
from search.sync import catch_up
from tests.browser import PHONE
from tests.factories.access import create_collection
from tests.factories.archive import create_document
from tests.factories.pages import create_article
from tests.factories.people import create_user
from tests.walks.conftest import City
from tests.walks.phone import look_at, sign_in

pytestmark = pytest.mark.browser


@pytest.fixture
def findable(city: City) -> City:
    """Two pages, a paper for staff and a colleague."""
    create_article(
        city.theme, "Parkeervergunning aanvragen", body=[("text", "<p>Vraag een parkeervergunning aan.</p>")]
    )
    create_article(
        city.theme, "Bezoekers laten parkeren", body=[("text", "<p>Met een parkeervergunning voor een dag.</p>")]
    )
    create_document(
        "Tarieven parkeervergunning", collection=create_collection(audiences=("staff",)), description="Per dag."
    )
    create_user("Daniëlle Janssen", job_title="Adviseur parkeren", phone="06 1234 5678")
    prepare_everything()
    catch_up()
    return city


def fits(page: Page) -> None:
    """Nothing shuts anybody out, and all of it is between the sides of the phone."""
    assert Axe().run(page).violations_count == 0, Axe().run(page).generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]


def type_and_see_suggestions(page: Page) -> None:
    field = page.get_by_role("combobox")
    field.press_sequentially("parkeerv")
    expect(page.get_by_role("option").filter(has_text="Parkeervergunning aanvragen")).to_be_visible()
    field.fill("")
    field.press_sequentially("parkeervergnnin")
    expect(page.get_by_role("option")).not_to_have_count(0)


def search_wrongly_and_correct(page: Page) -> None:
    page.get_by_role("combobox").fill("parkeervergnuning")
    page.get_by_role("combobox").press("Enter")
    look_at(page, "Zoeken")
    page.locator(".correction a").tap()
    page.wait_for_url("**q=parkeervergunning*")
    expect(page.locator(".correction")).to_have_count(0)
    expect(page.locator(".hit mark").first).to_be_visible()
    fits(page)


def filter_and_sort(page: Page) -> None:
    page.locator(".filters summary").tap()
    page.locator(".filters input[name=kind][value=DOCUMENT]").check()
    expect(page.locator(".hit h3")).to_have_text(["Tarieven parkeervergunning"])
    expect(page.locator(".filters input[name=kind][value=ARTICLE]")).to_have_count(1)
    fits(page)
    page.locator(".filters input[name=kind][value=DOCUMENT]").uncheck()
    page.locator("#sort-date").check()
    page.wait_for_url("**sort=date*")
    expect(page.locator("#sort-date")).to_be_checked()


def see_more_like_it_and_read(page: Page) -> None:
    page.locator(".hit", has_text="Parkeervergunning aanvragen").locator(".hit-more a").tap()
    expect(page.locator("#similar-title")).to_be_visible()
    expect(page.locator(".hit h3").filter(has_text="Bezoekers laten parkeren")).to_be_visible()
    fits(page)
    page.get_by_role("link", name="Bezoekers laten parkeren").tap()
    look_at(page, "Bezoekers laten parkeren")
    expect(page.get_by_text("Met een parkeervergunning voor een dag.")).to_be_visible()


def ask_for_somebody_as_they_sound(page: Page) -> None:
    page.goto("/zoeken/?q=daniel+jansen")
    expect(page.locator(".hit h3").first).to_have_text("Daniëlle Janssen")
    page.goto("/zoeken/?q=%2B31+6+12345678")
    expect(page.locator(".hit h3").first).to_have_text("Daniëlle Janssen")


def test_searching_on_a_phone(findable: City, phone: Page) -> None:
    sign_in(phone, findable.employee.email)
    type_and_see_suggestions(phone)
    search_wrongly_and_correct(phone)
    filter_and_sort(phone)
    see_more_like_it_and_read(phone)
    ask_for_somebody_as_they_sound(phone)
