"""What an archivist sees of texts that could not be read, and the button that has them read again."""

import pytest
from django.test import Client
from django.urls import reverse

from cms.archive.actions.read_text import claim_text, read_text
from cms.archive.extraction.outcomes import Reason
from cms.archive.models import DocumentText, LibraryDocument, TextStatus
from cms.people.models import User
from tests.factories.access import create_audience, create_collection
from tests.factories.archive import create_document
from tests.factories.people import create_editor, create_user

pytestmark = pytest.mark.django_db

ADDRESS = "/admin/reports/texts/"


@pytest.fixture
def document() -> LibraryDocument:
    broken = create_document("Kapot stuk", collection=create_collection("Regels"), name="a.pdf", content=b"%PDF-1.7")
    create_document("Heel stuk", collection=broken.collection)
    while text := claim_text():
        read_text(text)
    return broken


@pytest.fixture
def keeper(client: Client, document: LibraryDocument) -> User:
    person = create_editor(collections=[document.collection])
    client.force_login(person)
    return person


def test_it_shows_what_could_not_be_read_and_why(client: Client, keeper: User, document: LibraryDocument) -> None:
    answer = client.get(ADDRESS)

    assert [(row.title, row.reason) for row in answer.context["object_list"]] == [("Kapot stuk", Reason.BROKEN)]
    assert str(DocumentText.objects.get(document=document).told_reason) in answer.content.decode()
    assert reverse("wagtaildocs:edit", args=[document.pk]) in answer.content.decode()


def test_it_is_filtered_by_reason_and_status(client: Client, keeper: User) -> None:
    assert len(client.get(ADDRESS, {"reason": "broken", "status": "failed"}).context["object_list"]) == 1
    assert len(client.get(ADDRESS, {"reason": "encrypted"}).context["object_list"]) == 0


def test_it_goes_along_as_a_table(client: Client, keeper: User) -> None:
    lines = b"".join(client.get(ADDRESS, {"export": "csv"}).streaming_content).decode().splitlines()

    assert len(lines) == 2
    assert lines[1].startswith("Kapot stuk,")


def test_what_lies_elsewhere_or_is_closed_is_neither_shown_nor_counted(
    client: Client, keeper: User, document: LibraryDocument
) -> None:
    create_document("Elders", collection=create_collection("Andere"))
    vault = create_collection("Kluis", parent=document.collection, audiences=(create_audience(),))
    create_document("Geheim", collection=vault)

    answer = client.get(ADDRESS)

    assert [row.title for row in answer.context["object_list"]] == ["Kapot stuk"]
    assert answer.context["paginator"].count == 1


def test_who_keeps_no_collection_has_no_report(client: Client, document: LibraryDocument) -> None:
    client.force_login(create_user())

    assert client.get(ADDRESS).status_code == 302


def test_the_screen_of_a_document_says_why_and_has_it_read_again(
    client: Client, keeper: User, document: LibraryDocument
) -> None:
    text = DocumentText.objects.get(document=document)
    screen = client.get(reverse("wagtaildocs:edit", args=[document.pk])).content.decode()
    assert text.told_reason in screen

    again = reverse("archive_read_again", args=[document.pk])
    assert again in screen
    assert client.get(again).status_code == 405
    assert client.post(again).status_code == 302

    text.refresh_from_db()
    assert (text.status, text.reason, text.attempts) == (TextStatus.WAITING, "", 0)


def test_who_may_not_change_a_document_has_it_not_read_again(client: Client, document: LibraryDocument) -> None:
    client.force_login(create_editor(collections=[create_collection("Andere")]))
    client.post(reverse("archive_read_again", args=[document.pk]))

    assert DocumentText.objects.get(document=document).status == TextStatus.FAILED
