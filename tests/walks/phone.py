"""What every walk on a phone does."""

from playwright.sync_api import Page, expect

from tests.browser import PHONE
from tests.factories.people import PASSWORD


def look_at(page: Page, heading: str) -> None:
    """Wait for the screen with this heading, all of which is between the sides of the phone."""
    expect(page.get_by_role("heading", level=1)).to_have_text(heading)
    root = "document.documentElement"
    assert page.evaluate(f"[{root}.clientWidth, {root}.scrollWidth]") == [PHONE["width"]] * 2, heading


def sign_in(page: Page, email: str) -> None:
    page.goto("/accounts/login/")
    look_at(page, "Aanmelden")
    page.fill("input[name=login]", email)
    page.fill("input[name=password]", PASSWORD)
    page.locator("form").filter(has=page.locator("input[name=password]")).get_by_role("button").tap()
    look_at(page, "Plein")
