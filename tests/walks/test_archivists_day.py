"""Walk: an archivist's day. Fifty files in, a rule, a sentence in a scan, a hold, an end that two people agree on."""

import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import FilePayload, Page, expect
from wagtail.models import Collection

from cms.archive.actions.read_text import claim_text, read_text
from cms.archive.models import DocumentKind, LibraryDocument
from cms.people.models import User
from cms.retention.actions import catch_up as destroy_what_is_approved
from cms.retention.models import Certificate
from search.sync import catch_up as fill_search
from tests.browser import DESK
from tests.factories.access import create_collection
from tests.factories.retention import create_archivist
from tests.walks.conftest import City
from tests.walks.papers import SENTENCE, fifty_files

pytestmark = pytest.mark.browser

# Where pictures for the manual are put, if they are wanted.
PICTURES = os.environ.get("PICTURES", "")


@dataclass(frozen=True)
class Desk:
    """Two archivists, and the place they keep."""

    anna: User
    bram: User
    plan: Collection


@pytest.fixture
def desk(city: City) -> Desk:
    """Both work in English, so that buttons have one name."""
    plan = create_collection("Bezwaren")
    anna, bram = (create_archivist(name, language="en") for name in ("Anna Archief", "Bram Bewaarder"))
    return Desk(anna, bram, plan)


def keep_picture(page: Page, name: str) -> None:
    if PICTURES:
        page.set_viewport_size(DESK)
        page.screenshot(path=Path(PICTURES) / f"{name}.png")


def add_files(page: Page, origin: str, desk: Desk, kind: DocumentKind) -> None:
    """All in one go; one is refused, one was there already."""
    files = fifty_files()
    page.goto(f"{origin}/admin/documents/multiple/add/")
    page.get_by_text("What is the same for all files").click()
    page.locator("[name=all-kind]").select_option(str(kind.pk))
    page.locator("#id_adddocument_collection").select_option(str(desk.plan.pk))
    payloads: list[FilePayload] = [
        {"name": name, "mimeType": "application/octet-stream", "buffer": content} for name, content in files.items()
    ]
    page.locator("#fileupload").set_input_files(payloads)
    expect(page.locator("#upload-list > li.upload-complete")).to_have_count(len(files), timeout=120_000)
    expect(page.locator("#upload-list > li.upload-failure")).to_have_count(1)
    expect(page.locator("#upload-list > li.upload-failure")).to_contain_text("programma.pdf")
    expect(page.get_by_text("The same file is here already:")).to_have_count(1)


def set_rule(page: Page, origin: str) -> None:
    page.goto(f"{origin}/admin/retention/schedules/new/")
    page.fill("[name=name]", "Bezwaarschriften")
    page.fill("[name=years]", "5")
    page.locator("[name=event][value=created]").check()
    page.locator("[name=outcome][value=destroy]").check()
    page.get_by_label(re.compile("Bezwaren")).check()
    save(page)


def save(page: Page) -> None:
    """Send the form in the middle of the screen, and wait for the answer."""
    with page.expect_navigation():
        page.locator(
            "main form[method=POST] button[type=submit], main form[method=post] button[type=submit]"
        ).first.click()


def date_document(page: Page, origin: str, document: LibraryDocument) -> None:
    """It bears a date of long ago."""
    page.goto(f"{origin}/admin/documents/edit/{document.pk}/")
    page.fill("[name=dated_on]", "2001-01-01")
    form = page.locator("form").filter(has=page.locator("[name=dated_on]"))
    with page.expect_navigation():
        # by the keyboard, because the calendar lies over the button
        form.locator("button[type=submit]").first.press("Enter")


def hits(reader: Page, origin: str) -> Any:
    """What the site finds of the sentence in the scan."""
    reader.goto(f"{origin}/en/zoeken/?q=kastanjeboom+marktplein")
    return reader.locator("li.hit")


def hold(page: Page, origin: str, document: LibraryDocument) -> None:
    page.goto(f"{origin}/admin/retention/holds/new/")
    page.fill("[name=name]", "Beroep bij de rechtbank")
    page.fill("[name=reason]", "De zaak loopt nog.")
    page.fill("[name=documents]", document.archive_number or "")
    save(page)


def try_to_delete(page: Page, origin: str, document: LibraryDocument) -> None:
    page.goto(f"{origin}/admin/documents/delete/{document.pk}/")
    save(page)
    expect(page.get_by_text("It is under legal hold").first).to_be_visible()
    assert LibraryDocument.objects.filter(pk=document.pk).exists()


def lift(page: Page, origin: str) -> None:
    page.goto(f"{origin}/admin/retention/holds/")
    page.get_by_role("link", name="Beroep bij de rechtbank").first.click()
    page.goto(re.sub(r"/(edit|inspect)/(\d+)/$", r"/lift/\2/", page.url))
    page.fill("[name=because]", "De rechtbank heeft uitspraak gedaan.")
    save(page)


def do_to_row(page: Page, title: str, action: str) -> None:
    """Tick the row of this title, choose what is done to it, and say yes."""
    page.get_by_role("row").filter(has_text=title).locator("[data-bulk-action-checkbox]").check()
    page.locator("[data-bulk-action-button]", has_text=action).first.click()
    save(page)


def read_certificate(page: Page, origin: str, document: LibraryDocument) -> None:
    page.goto(f"{origin}/admin/retention/certificates/")
    page.get_by_role("link", name=document.archive_number or "").first.click()
    for told in ("dossier", "Anna Archief", "Bram Bewaarder", document.sha256):
        expect(page.locator("main").get_by_text(told).first).to_be_visible()


def see_that_it_is_gone(page: Page, origin: str, document: LibraryDocument, place: str) -> None:
    """From search, from its address, from the disk and from the list."""
    expect(hits(page, origin)).to_have_count(0)
    answer = page.request.get(f"{origin}{document.url}")
    assert answer.status == 404
    assert not Path(place).exists()
    page.goto(f"{origin}/admin/documents/?archive_number={document.archive_number}")
    expect(page.locator("[data-bulk-action-checkbox]")).to_have_count(0)
    assert not LibraryDocument.objects.filter(pk=document.pk).exists()


def read_the_scan() -> LibraryDocument:
    """Have what was added last read, as the reader beside the server does."""
    text = claim_text()
    assert text is not None
    read_text(text)
    fill_search()
    return LibraryDocument.objects.get(pk=text.document_id)


def end_of_a_document(
    anna: Page, desk: Desk, origin: str, sign_in: Callable[[str], Page], document: LibraryDocument
) -> None:
    """Held, lifted, proposed by one and approved by the other."""
    place = document.file.path
    date_document(anna, origin, document)
    hold(anna, origin, document)
    anna.goto(f"{origin}/admin/documents/edit/{document.pk}/")
    keep_picture(anna, "archive-document")
    try_to_delete(anna, origin, document)
    lift(anna, origin)

    anna.goto(f"{origin}/admin/retention/due/")
    keep_picture(anna, "archive-worklist")
    do_to_row(anna, "dossier", "Propose")

    bram = sign_in(desk.bram.email)
    bram.goto(f"{origin}/admin/retention/ends/")
    do_to_row(bram, "dossier", "Approve")
    destroy_what_is_approved()
    fill_search()
    assert Certificate.objects.get().archive_number == document.archive_number
    read_certificate(bram, origin, document)
    see_that_it_is_gone(anna, origin, document, place)


def test_an_archivists_day(desk: Desk, live_server: Any, sign_in: Callable[[str], Page]) -> None:
    origin, kind = live_server.url, DocumentKind.objects.get(code="letter")
    anna = sign_in(desk.anna.email)

    add_files(anna, origin, desk, kind)
    kept = LibraryDocument.objects.filter(collection=desk.plan)
    assert (kept.count(), kept.filter(kind=kind, owner=desk.anna).count()) == (49, 49)

    set_rule(anna, origin)
    document = read_the_scan()
    assert document.filename == "dossier.pdf"
    expect(hits(anna, origin)).to_have_count(1)
    expect(hits(anna, origin).first).to_contain_text("page 2")
    expect(hits(anna, origin).first).to_contain_text(SENTENCE.split()[-1])

    end_of_a_document(anna, desk, origin, sign_in, document)
