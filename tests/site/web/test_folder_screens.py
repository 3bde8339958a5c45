"""Folders, meetings and groups in a real browser: for every eye and hand, and once through from making to reading."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from playwright.sync_api import Page, expect

from cms.folders.actions import arrange_papers, create_folder, plan_meeting, put_document, share_folder
from cms.folders.models import Folder, Meeting
from cms.people.models import User
from tests.browser import PHONE
from tests.factories.people import create_user
from tests.factories.work_groups import create_group
from tests.site.web.conftest import City, OpenWindow
from tests.site.web.test_screens import VIEWS, faults

pytestmark = pytest.mark.browser


@pytest.fixture
def site(django_db_serialized_rollback: None, transactional_db: None, city: City) -> City:
    """The small site, in a database that the server sees too."""
    return city


@pytest.fixture
def colleague(site: City) -> User:
    return create_user("Noor Bakker")


@pytest.fixture
def meeting(site: City, employee: User, colleague: User) -> Meeting:
    """A meeting of a group of two, in a shared folder, with a paper on the table."""
    group = create_group("Ondernemingsraad", owner=employee, members=[colleague], invited=[create_user("Sam Smit")])
    create_group("Lunchlopers", is_open=True, invited=[employee])
    folder = create_folder(name="Vergaderstukken", by=employee, work_group=group)
    share_folder(folder, people=[create_user("Tess Tol")], work_groups=[], by=employee)
    document = put_document(folder, file=ContentFile(b"Een stuk", name="agenda.txt"), by=employee)
    held_at = datetime(2027, 1, 12, 9, tzinfo=UTC)
    made = plan_meeting(folder, title="Vergadering januari", held_at=held_at, place="Raadzaal", by=employee)
    arrange_papers(made, [(document, "agenda")], by=employee)
    return made


def screens_of(meeting: Meeting) -> list[str]:
    folder, table = f"/mappen/{meeting.folder_id}/", f"/vergaderingen/{meeting.pk}/"
    group = f"/groepen/{meeting.folder.work_group.slug}/"
    document = meeting.papers.get().document_id
    return [
        "/mappen/", folder, f"{folder}{document}/", f"{folder}beheer/?name=noor", f"{folder}verwijderen/",
        f"{folder}vergadering/", table, f"{table}stukken/", f"{table}wijzigen/",
        "/groepen/", group, f"{group}beheer/?name=s",
    ]  # fmt: skip


def test_screens_shut_nobody_out(meeting: Meeting, employee: User, open_window: OpenWindow) -> None:
    page = open_window("/accounts/logout/", employee, viewport=PHONE)
    origin = page.url.removesuffix("/accounts/logout/")
    for address in screens_of(meeting):
        page.goto(origin + address)
        for viewport, scheme, options in VIEWS:
            page.set_viewport_size(viewport)  # type: ignore[arg-type]
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            assert faults(page, options) == [], (address, viewport, scheme)
            assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"], (address, viewport)


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_a_folder_is_made_filled_shared_and_read_on_a_phone(
    colleague: User, employee: User, open_window: OpenWindow, tmp_path: Path, scripts: bool
) -> None:
    file = tmp_path / "plan.txt"
    file.write_text("Het plan")
    page = open_window("/", employee, viewport=PHONE, java_script_enabled=scripts)

    page.locator(".account summary").click()
    page.locator(".account a[href='/mappen/']").click()
    page.locator("#folder-name").fill("Plannen")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Plannen")
    page.locator("#file").set_input_files(file)
    page.locator("#title").fill("Het plan van Eva")
    page.keyboard.press("Enter")
    expect(page.locator(".document-card a")).to_have_text("Het plan van Eva")
    page.locator("a[href$='/beheer/']").click()
    page.locator("#colleague").fill("bakker")
    page.keyboard.press("Enter")
    page.locator("#share button[aria-label*='Noor Bakker']").click()
    expect(page.locator("#share button[name=end]")).to_have_count(1)

    folder = Folder.objects.get()
    theirs = open_window(f"/mappen/{folder.pk}/", colleague, viewport=PHONE, java_script_enabled=scripts)
    expect(theirs.locator("main form")).to_have_count(0)
    assert _text_behind(theirs, ".document-card a") == "Het plan"


def _text_behind(page: Page, link: str) -> str:
    """What a link leads to, fetched as the signed-in person of the window."""
    address = page.locator(link).evaluate("link => link.href")
    return page.request.get(address).text()
