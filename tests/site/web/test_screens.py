"""The screens in a real browser: for every eye and hand, on a phone and at a desk, light and dark."""

from datetime import timedelta
from typing import Any

import pytest
import pytest_django
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from cms.pages.models import Answer
from cms.people.models import User
from cms.reading.actions import prepare_everything
from search.sync import catch_up
from tests.browser import DESK, PHONE
from tests.factories.access import create_collection
from tests.factories.archive import create_document
from tests.factories.forms import create_form
from tests.factories.pages import NEW_YEAR, create_event, create_unit_page, translate
from tests.factories.people import create_user
from tests.site.web.conftest import City, OpenWindow
from tests.site.web.test_forms import FIELDS

pytestmark = pytest.mark.browser

ARTICLE = "/kennisbank/verlof/aanvragen/"
SCREENS = {
    "home": "/",
    "theme": "/kennisbank/",
    "topic": "/kennisbank/verlof/",
    "article": ARTICLE,
    "news item": "/kennisbank/balie-langer-open/",
    "news": "/nieuws/",
    "search": "/zoeken/?q=aanvragen",
    "search without results": "/zoeken/?q=ontbrekend",
    "translated home": "/en/",
    "untranslated theme": "/en/kennisbank/",
    "not found": "/bestaat-niet/",
    "new password": "/accounts/password/change/",
    "events": "/agenda/?month=2027-01",
    "event": "/kennisbank/open-dag/",
    "unit": "/kennisbank/balie/",
    "who is who": "/mensen/",
    "documents": "/documenten/",
    "feeds": "/account/feeds/",
    "form": "/kennisbank/fietsplan/",
    "account": "/account/",
}
# What another colour scheme can break; all else is the same in both.
OF_COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}

VIEWS: list[tuple[dict[str, int], str, dict[str, Any] | None]] = [
    (PHONE, "light", None),
    (PHONE, "dark", OF_COLOURS),
    (DESK, "dark", None),
    (DESK, "light", OF_COLOURS),
]


@pytest.fixture
def site(django_db_serialized_rollback: None, transactional_db: None, city: City) -> City:
    """The small site, in a database that the server sees too, findable, its home page in English as well."""
    translate(city.home, "en")
    create_event(city.theme, "Open dag", location="Stadhuis", ends_at=NEW_YEAR + timedelta(hours=3))
    create_unit_page(city.theme, "Balie", contacts=[create_user("Noor Bakker")], phone="14 012", opening_hours="9-17")
    create_document("Regeling", collection=create_collection(audiences=("staff",))).tags.add("verlof")
    create_form(city.theme, "Fietsplan", fields=FIELDS, days_kept=30)
    prepare_everything()
    catch_up()
    return city


def faults(page: Page, options: dict[str, Any] | None = None) -> list[str]:
    """What axe finds on a page, with the first element that has it."""
    violations = Axe().run(page, options=options).response["violations"]
    return [f"{each['id']}: {each['nodes'][0]['html']}" for each in violations]


def test_screens_shut_nobody_out(site: City, employee: User, open_window: OpenWindow) -> None:
    page = open_window("/accounts/logout/", employee, viewport=PHONE)
    origin = page.url.removesuffix("/accounts/logout/")
    for name, address in {**SCREENS, "person": f"/mensen/{employee.profile.pk}/"}.items():
        page.set_viewport_size(PHONE)  # type: ignore[arg-type]
        page.goto(origin + address)
        for viewport, scheme, options in VIEWS:
            page.set_viewport_size(viewport)  # type: ignore[arg-type]
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            assert faults(page, options) == [], (name, viewport, scheme)
            assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"], (name, viewport)


def test_sign_in_shuts_nobody_out(site: City, open_window: OpenWindow) -> None:
    for address in ("/accounts/login/", "/accounts/password/reset/"):
        assert Axe().run(open_window(address)).violations_count == 0, address


def test_the_first_key_skips_to_the_content(site: City, open_window: OpenWindow) -> None:
    page = open_window("/")

    page.keyboard.press("Tab")
    expect(page.locator(".skip-link")).to_be_focused()
    page.keyboard.press("Enter")

    expect(page.locator("#main")).to_be_focused()


def test_the_menu_opens_and_closes_by_keyboard(site: City, employee: User, open_window: OpenWindow) -> None:
    page = open_window("/", employee)
    summary = page.locator(".menu summary")

    summary.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator(".menu a").first).to_be_focused()
    page.keyboard.press("Escape")

    expect(page.locator(".menu .panel")).to_be_hidden()
    expect(summary).to_be_focused()


def test_suggestions_are_walked_by_keyboard(site: City, employee: User, open_window: OpenWindow) -> None:
    page = open_window("/", employee)
    field = page.get_by_role("combobox")

    field.press_sequentially("aanvr")
    expect(page.get_by_role("option")).to_have_count(1)
    expect(field).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    chosen = page.locator("[role=option][aria-selected=true]")
    expect(field).to_have_attribute("aria-activedescendant", chosen.get_attribute("id") or "-")
    page.keyboard.press("Escape")
    expect(field).to_have_attribute("aria-expanded", "false")
    expect(field).to_have_value("aanvr")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")

    page.wait_for_url(f"**{ARTICLE}")


def test_suggestions_need_not_be_taken(site: City, employee: User, open_window: OpenWindow) -> None:
    page = open_window("/", employee)

    page.get_by_role("combobox").press_sequentially("aanvragen")
    page.keyboard.press("Enter")

    page.wait_for_url("**/zoeken/?q=aanvragen")
    expect(page.locator(".hit h3")).to_have_text(["Aanvragen"])


def test_a_filter_answers_at_once_and_keeps_the_focus(site: City, employee: User, open_window: OpenWindow) -> None:
    page = open_window("/zoeken/?q=kennisbank+aanvragen+balie", employee)
    everything = page.locator(".hit").count()
    choice = page.locator("#kind-news")

    choice.focus()
    page.keyboard.press("Space")

    expect(page.locator(".hit")).to_have_count(1)
    assert everything > 1
    expect(choice).to_be_checked()
    expect(choice).to_be_focused()
    assert "kind=NEWS" in page.url


def test_a_colleague_is_found_while_typing(site: City, employee: User, open_window: OpenWindow) -> None:
    page = open_window("/mensen/", employee)
    expect(page.locator(".contact")).to_have_count(2)

    page.locator("#people-name").press_sequentially("bak")

    expect(page.locator(".contact-name a")).to_have_text(["Noor Bakker"])
    expect(page.locator("#people-name")).to_be_focused()
    expect(page.locator("#people-name")).to_have_value("bak")
    assert "name=bak" in page.url


def test_months_are_walked_by_keyboard(site: City, employee: User, open_window: OpenWindow) -> None:
    page = open_window("/agenda/?month=2026-12", employee)

    page.locator(".months [rel~=next]").focus()
    page.keyboard.press("Enter")

    page.wait_for_url("**?month=2027-01")
    expect(page.locator(".event h3")).to_have_text(["Open dag"])


def test_feeds_are_made_and_ended_in_a_browser(site: City, employee: User, open_window: OpenWindow) -> None:
    page = open_window("/account/feeds/", employee)

    page.locator(".feed-actions .button").click()
    expect(page.locator(".feed-list input")).to_have_count(4)
    page.locator(".feed-actions .button").click()

    expect(page.locator(".feed-list")).to_have_count(0)
    expect(page.locator(".notice")).to_have_count(0)


def test_contents_lie_open_where_there_is_room(site: City, employee: User, open_window: OpenWindow) -> None:
    expect(open_window(ARTICLE, employee).locator(".contents ol")).to_be_visible()
    expect(open_window(ARTICLE, employee, viewport=PHONE).locator(".contents ol")).to_be_hidden()


def test_search_and_menu_work_without_scripts(site: City, employee: User, open_window: OpenWindow) -> None:
    page = open_window("/", employee, java_script_enabled=False)

    page.locator(".menu summary").click()
    expect(page.locator(".menu a").first).to_be_visible()
    page.get_by_role("combobox").fill("aanvragen")
    page.keyboard.press("Enter")
    page.locator("#filters-title").click()
    page.locator("#kind-article").check()
    page.locator(".filter-actions button").click()

    page.wait_for_url("**kind=ARTICLE**")
    expect(page.locator(".hit h3")).to_have_text(["Aanvragen"])


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_a_form_is_mended_and_sent_by_keyboard(
    site: City, employee: User, open_window: OpenWindow, settings: pytest_django.Settings, scripts: bool
) -> None:
    settings.FORM_SECONDS = 0
    page = open_window("/kennisbank/fietsplan/", employee, java_script_enabled=scripts)

    page.locator("#answer-mail").fill("nergens")
    page.keyboard.press("Enter")
    expect(page.locator("#errors")).to_be_focused()
    if scripts:
        assert Axe().run(page).response["violations"] == []
    expect(page.locator("#answer-mail")).to_have_value("nergens")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#answer-je_naam")).to_be_focused()
    page.keyboard.type("Eva")
    page.keyboard.press("Tab")
    page.keyboard.type("eva@plein.example")
    page.keyboard.press("Enter")

    page.wait_for_url("**/verzonden/")
    assert Answer.objects.get().form_data["mail"] == "eva@plein.example"
