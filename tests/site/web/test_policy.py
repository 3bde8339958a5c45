"""The policy for what a page may load and run, in a real browser: no main screen of readers breaks it."""

from typing import Any

import pytest
from playwright.sync_api import Page

from cms.people.models import User
from tests.factories.media import create_image
from tests.site.web.conftest import City, OpenWindow

pytestmark = pytest.mark.browser

# Written down before any script of the page runs.
NOTE = """
window.broken = [];
document.addEventListener("securitypolicyviolation", (event) => window.broken.push(
  `${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`));
"""
SCREENS = [
    "/", "/kennisbank/", "/kennisbank/verlof/", "/kennisbank/verlof/aanvragen/", "/kennisbank/balie-langer-open/",
    "/nieuws/", "/zoeken/?q=aanvragen", "/agenda/", "/mensen/", "/documenten/", "/account/", "/account/feeds/",
    "/accounts/password/change/", "/accounts/logout/", "/bestaat-niet/", "/en/",
]  # fmt: skip
OF_VISITORS = ["/accounts/login/", "/accounts/password/reset/", "/accounts/login/?next=//example.org/"]


def broken_on(page: Page, addresses: list[str], origin: str) -> list[str]:
    """What the policy stopped on these screens."""
    page.add_init_script(NOTE)
    found = []
    for address in addresses:
        answer = page.goto(origin + address)
        page.wait_for_load_state("networkidle")
        found += [f"{address}: {each}" for each in page.evaluate("window.broken")]
        assert answer is not None
        assert "unsafe-inline" not in answer.headers["content-security-policy"]
    return found


def test_no_screen_breaks_the_policy(
    transactional_db: None, city: City, employee: User, open_window: OpenWindow, live_server: Any
) -> None:
    image = create_image(collection=city.theme.collection, focal_point_x=10, focal_point_y=40)
    city.article.image = image
    city.article.save_revision().publish()
    visitor, reader = open_window("/accounts/login/"), open_window("/", employee)

    assert broken_on(visitor, OF_VISITORS, live_server.url) == []
    assert broken_on(reader, SCREENS, live_server.url) == []


def test_the_policy_is_in_force(
    transactional_db: None, city: City, employee: User, open_window: OpenWindow, live_server: Any
) -> None:
    page = open_window("/", employee)
    page.add_init_script(NOTE)
    page.goto(live_server.url + "/")

    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<p style=\"color: red\" onclick=\"1\">x</p>')")

    assert [each.split()[0] for each in page.evaluate("window.broken")] == ["style-src-attr", "script-src-attr"]
