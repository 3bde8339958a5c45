"""What people press in the admin on a walk: the same buttons for every walk."""

import re

from playwright.sync_api import Page

# Where Wagtail brings people when a page is submitted, approved or withdrawn: the page above it, or the dashboard.
DONE = re.compile(r"/admin/(pages/\d+/)?$")


def choose_action(page: Page, selector: str) -> None:
    """Open the menu of actions at the foot of the editor, whose words are in the editor's language, and choose one."""
    page.locator("footer .w-dropdown__toggle").first.click()
    page.locator(f"footer {selector}").first.click()


def submit(page: Page) -> None:
    """Hand what is in the editor to the moderators."""
    choose_action(page, "[name=action-submit]")
    page.wait_for_url(DONE)


def approve(page: Page) -> None:
    """Let what is in the editor through, to the readers."""
    choose_action(page, "[data-workflow-action-name=approve]")
    page.wait_for_url(DONE)


def ask_for_changes(page: Page, comment: str) -> None:
    """Send what is in the editor back, with what should be different."""
    choose_action(page, "[data-workflow-action-name=reject]")
    dialog = page.get_by_role("dialog")
    dialog.locator("[name=comment]").fill(comment)
    dialog.locator("button[type=submit]").click()
    page.wait_for_url(DONE)


def open_task(page: Page, origin: str, title: str) -> None:
    """Go from the dashboard to what waits for this moderator."""
    page.goto(f"{origin}/admin/")
    page.get_by_role("link", name=re.compile(title)).first.click()
    page.wait_for_url(re.compile(r"/admin/pages/\d+/edit/"))
