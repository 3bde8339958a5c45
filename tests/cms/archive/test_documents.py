import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from cms.archive.models import LibraryDocument
from tests.factories.archive import create_document
from tests.factories.people import create_superuser

pytestmark = pytest.mark.django_db


def edit(client: Client, document: LibraryDocument, **changes: object) -> LibraryDocument:
    form = {
        "title": document.title, "language": "nl", "tags": "", "collection": document.collection_id,
        "based_on": document.version, **changes,
    }  # fmt: skip
    assert client.post(f"/admin/documents/edit/{document.pk}/", form).status_code == 302
    return LibraryDocument.objects.get(pk=document.pk)


def test_another_file_is_another_version_and_another_title_is_not(client: Client) -> None:
    client.force_login(create_superuser())
    client.post(
        "/admin/documents/add/",
        {"title": "Regeling", "language": "nl", "tags": "", "file": SimpleUploadedFile("a.txt", b"Artikel 1"),
         "collection": create_document().collection_id},
    )  # fmt: skip
    document = LibraryDocument.objects.latest("pk")
    assert document.version == 1

    assert edit(client, document, title="Verlofregeling").version == 1
    assert edit(client, document, file=SimpleUploadedFile("b.txt", b"Artikel 2")).version == 2


def test_two_files_of_one_name_do_not_meet() -> None:
    one, other = create_document(content=b"een"), create_document(content=b"ander")

    assert one.file.name != other.file.name
    assert (one.file.read(), other.file.read()) == (b"een", b"ander")


def test_a_page_of_markup_never_runs_in_the_browser(client: Client) -> None:
    client.force_login(create_superuser())
    document = create_document()
    document.file.save("evil.html", ContentFile(b"<script>alert(1)</script>"))
    response = client.get(document.url)

    assert response["Content-Disposition"].startswith("attachment")
    assert response["Content-Security-Policy"].endswith("; sandbox")
