"""The screens in a real browser, as hands meet them: by keyboard alone, without scripts, on paper, without motion."""

import pytest
from playwright.sync_api import expect

from cms.people.models import User
from search.sync import catch_up
from tests.site.web.conftest import City, OpenWindow

pytestmark = pytest.mark.browser

ARTICLE = "/kennisbank/verlof/aanvragen/"


@pytest.fixture
def site(django_db_serialized_rollback: None, transactional_db: None, city: City) -> City:
    """The small site, in a database that the server sees too, findable."""
    catch_up()
    return city


def test_an_article_is_found_and_read_by_keyboard_alone(site: City, employee: User, open_window: OpenWindow) -> None:
    page = open_window("/", employee)

    def walk_to(selector: str) -> None:
        for _key in range(40):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.matches(arguments)".replace("arguments", repr(selector))):
                return
        raise AssertionError(f"Tab never reaches {selector}")

    walk_to("[role=combobox]")
    page.keyboard.type("aanvragen")
    page.keyboard.press("Enter")
    page.wait_for_url("**/zoeken/**")
    walk_to(".hit h3 a")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{ARTICLE}")
    walk_to(".star")
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    page.keyboard.press("Shift+Tab")

    assert outline == "solid"
    expect(page.locator(".breadcrumbs a").last).to_be_focused()


def test_panels_close_on_escape(site: City, employee: User, open_window: OpenWindow) -> None:
    page = open_window("/", employee)
    for panel in ("menu", "languages", "account"):
        page.locator(f".{panel} summary").focus()
        page.keyboard.press("Enter")
        expect(page.locator(f".{panel} .panel")).to_be_visible()
        page.keyboard.press("Escape")
        expect(page.locator(f".{panel} .panel")).to_be_hidden()
        expect(page.locator(f".{panel} summary")).to_be_focused()


def test_a_star_is_pressed_by_keyboard_keeps_the_focus_and_is_announced(
    site: City, employee: User, open_window: OpenWindow
) -> None:
    page = open_window(ARTICLE, employee)
    star, said = page.locator(".star"), page.locator(".favourite [role=status]")

    star.focus()
    page.keyboard.press("Enter")
    expect(said).to_have_text("Toegevoegd aan je favorieten.")
    expect(star).to_be_focused()
    expect(star).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("Space")

    expect(said).to_have_text("Verwijderd uit je favorieten.")
    expect(star).to_be_focused()
    expect(star).to_have_attribute("aria-pressed", "false")


def test_a_star_works_without_scripts(site: City, employee: User, open_window: OpenWindow) -> None:
    page = open_window(ARTICLE, employee, java_script_enabled=False)

    page.locator(".star").click()

    page.wait_for_url(f"**{ARTICLE}")
    expect(page.locator(".star")).to_have_attribute("aria-pressed", "true")


def test_on_paper_an_article_stands_alone(site: City, employee: User, open_window: OpenWindow) -> None:
    page = open_window(ARTICLE, employee, color_scheme="dark")
    page.emulate_media(media="print")

    for away in (".masthead", ".breadcrumbs", ".contents", ".star", ".footer", ".skip-link"):
        expect(page.locator(away).first).to_be_hidden()
    expect(page.locator("h1")).to_be_visible()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).color") == "rgb(0, 0, 0)"


def test_who_wants_no_motion_gets_none(site: City, employee: User, open_window: OpenWindow) -> None:
    page = open_window("/", employee, reduced_motion="reduce")

    assert page.evaluate("getComputedStyle(document.querySelector('.entrance')).transitionProperty") == "none"
    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"
