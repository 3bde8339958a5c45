"""Walk: an editor types, and sees the draft in two front-ends elsewhere, through others' eyes, and in a tab."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from cms.reading.actions import prepare_everything
from tests.factories.access import standard
from tests.factories.pages import create_article, create_theme
from tests.walks.conftest import City
from tests.walks.front_ends import FrontEnd, app_screen, website_screen

pytestmark = pytest.mark.browser

PANEL = "#w-preview-iframe"
# In milliseconds: the panel waits half a second after the last key, and a busy machine draws slowly.
LONGEST = 30_000


@pytest.fixture
def cms(city: City, settings: Any) -> Iterator[str]:
    """A server that lets other origins ask: that is decided when it starts."""
    settings.MIDDLEWARE = [settings.CORS_MIDDLEWARE, *settings.MIDDLEWARE]
    server = LiveServer("localhost")
    yield server.url
    server.stop()


@pytest.fixture
def front_ends(cms: str, settings: Any) -> Iterator[tuple[FrontEnd, FrontEnd]]:
    """Both of them, each on an origin of its own; the app's may call the API."""
    with FrontEnd(cms, website_screen).running() as website, FrontEnd(cms, app_screen).running() as app:
        settings.PREVIEW_FRONT_ENDS = [
            f"Website={website.address}/preview?token={{token}}&path={{path}}",
            f"App={app.address}/draft?token={{token}}",
        ]
        settings.PREVIEW_BY_TOKEN_ALONE = ["Website", "App"]
        settings.CORS_ALLOWED_ORIGINS = [app.address]
        yield website, app


# Wagtail looks at a form two seconds after it came, and what was typed until then is no change to it.
FORMS = """
  window.formsReady = window.formsKnown = 0;
  document.addEventListener("w-unsaved:ready", () => window.formsReady++);
  document.addEventListener("w-unsaved:watch-edits", () => window.formsKnown++);
"""
FORMS_ARE_KNOWN = "() => window.formsReady > 0 && window.formsKnown === window.formsReady"

# Wagtail's panel forgets a mode that is chosen while it draws another.
DRAWINGS = """
  window.drawingsBegun = window.drawingsEnded = 0;
  document.addEventListener("w-preview:update", () => window.drawingsBegun++);
  document.addEventListener("w-preview:updated", () => window.drawingsEnded++);
"""
NOTHING_IS_DRAWN = "() => window.drawingsEnded > 0 && window.drawingsEnded === window.drawingsBegun"


def choose_mode(editor: Page, mode: str) -> None:
    """Have the panel show the draft as that front-end does."""
    editor.wait_for_function(NOTHING_IS_DRAWN)
    editor.locator("#id_preview_mode").select_option(mode)


def seen(place: Any, title: str) -> None:
    """The draft's title is shown there, sooner or later."""
    expect(place.locator("h1")).to_have_text(title, timeout=LONGEST)


def test_a_draft_is_seen_in_front_ends_elsewhere(
    city: City,
    front_ends: tuple[FrontEnd, FrontEnd],
    cms: str,
    client: Client,
    browser: Browser,
) -> None:
    website, app = front_ends
    article = create_article(city.theme, "Zorgverlof")
    create_theme(city.home, "Partners", audiences=("staff", "partners"))
    prepare_everything()
    client.force_login(city.editor)
    context = browser.new_context(locale="en")
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": client.session.session_key or "", "url": cms}])
    editor = context.new_page()
    editor.set_default_timeout(LONGEST)
    editor.add_init_script(FORMS + DRAWINGS)
    editor.goto(f"{cms}/admin/pages/{article.pk}/edit/")
    editor.locator("[data-side-panel-toggle=preview]").click()
    panel = editor.frame_locator(PANEL)

    choose_mode(editor, "website:")
    # The screen of this site has more of them, and stands there until the website's is drawn.
    expect(panel.locator("p")).to_have_count(1, timeout=LONGEST)
    expect(panel.locator("p")).to_have_text(re.compile("Werk en verlof"))
    seen(panel, "Zorgverlof")
    editor.wait_for_function(FORMS_ARE_KNOWN)
    editor.fill("#id_title", "Zorgverlof aanvragen")
    seen(panel, "Zorgverlof aanvragen")

    choose_mode(editor, "app:")
    editor.wait_for_function(f"() => document.querySelector('{PANEL}').src.includes('mode=app')")
    seen(panel, "Zorgverlof aanvragen")

    with editor.expect_popup() as opened:
        editor.locator("[data-w-preview-target=newTab]").click()
    tab = opened.value
    tab.wait_for_url(f"{app.address}/**")
    seen(tab, "Zorgverlof aanvragen")
    editor.fill("#id_title", "Zorg")
    seen(panel, "Zorg")
    tab.reload()
    seen(tab, "Zorg")

    # Somebody without anything but the address of that tab sees the draft, and nobody else's eyes were chosen for it.
    stranger = browser.new_context().new_page()
    stranger.goto(tab.url)
    seen(stranger, "Zorg")
    everyone = standard("everyone")
    answer = editor.request.get(
        f"{cms}/admin/pages/{article.pk}/edit/preview/?mode=website:{everyone.pk}", max_redirects=0
    )
    stranger.goto(answer.headers["location"])
    seen(stranger, "Nothing")
