"""Passkeys and the second step in a real browser, with a device of Chromium's own making."""

from collections.abc import Iterator

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings
from playwright.sync_api import Page, expect

from cms.people.models import User
from tests.browser import PHONE
from tests.factories.people import PASSWORD
from tests.site.web.conftest import City, OpenWindow
from tests.site.web.test_screens import faults

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]

DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def window(city: City, employee: User, open_window: OpenWindow) -> Iterator[Page]:
    """A telephone with a passkey device in it, on which somebody is signed in."""
    page = open_window("/en/accounts/second/", employee, viewport=PHONE)
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    refused: list[str] = []
    page.on("console", lambda message: refused.append(message.text) if "Security Policy" in message.text else None)
    yield page
    assert refused == []


def name_of(page: Page) -> str:
    return next(each["value"] for each in page.context.cookies() if each["name"] == settings.SESSION_COOKIE_NAME)


def test_a_passkey_is_added_and_signs_in_without_a_password(window: Page) -> None:
    assert faults(window) == []
    window.get_by_role("link", name="Add a passkey").click()
    window.get_by_label("Password").fill(PASSWORD)
    window.get_by_role("button", name="Confirm").click()
    assert faults(window) == []
    window.get_by_label("Name", exact=True).fill("My telephone")
    window.get_by_label("Sign in with it without a password").check()
    window.get_by_role("button", name="Add", exact=True).click()
    expect(window.get_by_role("heading", name="Recovery codes")).to_be_visible()
    assert faults(window) == []
    window.get_by_role("link", name="I have kept them").click()
    expect(window.get_by_text("My telephone")).to_be_visible()

    before = name_of(window)
    window.context.clear_cookies()
    window.goto(f"{window.url.split('/en/')[0]}/en/accounts/login/?next=/en/account/")
    assert faults(window) == []
    window.get_by_role("button", name="With a passkey").click()

    expect(window.get_by_role("heading", name="Your account", level=1)).to_be_visible()
    assert name_of(window) != before
    assert Authenticator.objects.filter(type="webauthn").exclude(last_used_at=None).count() == 1


def test_the_screens_of_the_second_step_shut_nobody_out(window: Page) -> None:
    window.get_by_role("link", name="Set up an app").click()
    assert faults(window) == []
    window.get_by_label("Password").fill(PASSWORD)
    window.get_by_role("button", name="Confirm").click()
    expect(window.get_by_role("img")).to_be_visible()
    assert faults(window) == []
    window.get_by_role("button", name="Set up").click()
    window.get_by_label("code").fill("000000")
    window.get_by_role("button", name="Set up").click()
    expect(window.get_by_role("alert")).to_be_visible()
    assert faults(window) == []
    assert window.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
