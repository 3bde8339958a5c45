"""The screens on which documents get their versions."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from wagtail.models import UploadedFile

from cms.archive.models import DocumentKind, FilingRule, LibraryDocument
from cms.people.models import User
from tests.factories.access import create_collection
from tests.factories.archive import create_document
from tests.factories.people import create_editor, create_superuser

pytestmark = pytest.mark.django_db


@pytest.fixture
def keeper(client: Client) -> User:
    """Somebody who keeps all documents, signed in."""
    keeper = create_superuser()
    client.force_login(keeper)
    return keeper


def post(client: Client, document: LibraryDocument, **changes: object) -> object:
    form = {"title": document.title, "language": "nl", "tags": "", "collection": document.collection_id, **changes}
    return client.post(f"/admin/documents/edit/{document.pk}/", form)


def contents_of(document: LibraryDocument) -> list[bytes]:
    return [default_storage.open(version.file.name).read() for version in document.versions.order_by("number")]


def test_another_file_in_the_form_is_another_version(client: Client, keeper: User) -> None:
    document = create_document(content=b"een")
    file = SimpleUploadedFile("b.txt", b"twee")
    answer = post(client, document, file=file, based_on=1, version_note="Artikel 2 erbij")

    assert answer.status_code == 302
    version = document.versions.get(number=2)
    assert (version.author, version.note, version.filename) == (keeper, "Artikel 2 erbij", "b.txt")
    assert contents_of(document) == [b"een", b"twee"]


def test_who_uploads_second_is_asked_and_keeps_the_file(client: Client, keeper: User) -> None:
    document = create_document(content=b"een")
    post(client, document, file=SimpleUploadedFile("b.txt", b"van Bo"), based_on=1)
    answer = post(client, document, file=SimpleUploadedFile("c.txt", b"van Eva"), based_on=1)

    assert answer.status_code == 200
    assert "file" in answer.context["form"].errors
    assert contents_of(document) == [b"een", b"van Bo"]
    kept = UploadedFile.objects.get(uploaded_by_user=keeper)
    shown = answer.content.decode()
    assert f'name="kept_file" value="{kept.pk}"' in shown
    assert 'name="based_on" value="2"' in shown
    assert 'name="is_kept_file_wanted"' in shown

    assert post(client, document, based_on=2, kept_file=kept.pk, is_kept_file_wanted="on").status_code == 302
    assert contents_of(document) == [b"een", b"van Bo", b"van Eva"]
    assert not UploadedFile.objects.exists()


def test_a_kept_file_can_be_left_out(client: Client, keeper: User) -> None:
    document = create_document(content=b"een")
    kept = keep(b"x", of=keeper)

    assert post(client, document, based_on=1, kept_file=kept.pk).status_code == 302
    assert contents_of(document) == [b"een"]
    assert not UploadedFile.objects.exists()


def keep(content: bytes, *, of: User) -> UploadedFile:
    """A file that somebody left while they decide about it."""
    documents = ContentType.objects.get_for_model(LibraryDocument)
    file = SimpleUploadedFile("c.txt", content)
    return UploadedFile.objects.create(uploaded_by_user=of, file=file, for_content_type=documents)


def test_the_file_that_another_person_left_is_nobody_elses(client: Client, keeper: User) -> None:
    document = create_document(content=b"een")
    kept = keep(b"x", of=create_superuser("Bo"))

    assert post(client, document, based_on=1, kept_file=kept.pk, is_kept_file_wanted="on").status_code == 200
    assert contents_of(document) == [b"een"]


def test_a_file_that_is_something_else_is_refused_with_words(client: Client, keeper: User) -> None:
    document = create_document(content=b"een")
    program = SimpleUploadedFile("regeling.pdf", b"MZ\x90\x00\x03\x00\x00\x00" + bytes(200))
    answer = post(client, document, file=program, based_on=1)

    assert answer.status_code == 200
    assert "file" in answer.context["form"].errors
    assert contents_of(document) == [b"een"]


def test_what_the_collection_says_is_filled_in(client: Client, keeper: User) -> None:
    above = create_collection("Personeel")
    below = create_collection("Brieven", parent=above)
    letter = DocumentKind.objects.get(code="letter")
    FilingRule.objects.create(collection=above, language="fr", owner=keeper)
    FilingRule.objects.create(collection=below, kind=letter)
    answer = client.post(
        "/admin/documents/multiple/add/",
        {"title": "Brief", "files[]": SimpleUploadedFile("brief.txt", b"Beste"), "collection": below.pk},
    )

    assert answer.json()["success"]
    document = LibraryDocument.objects.get()
    assert (document.kind, document.language, document.owner) == (letter, "fr", keeper)


def test_the_same_file_is_pointed_out_to_who_may_open_it(client: Client) -> None:
    closed = create_collection("Dicht", audiences=("partners",))
    open_to_all = create_collection("Open")
    create_document("Verborgen regeling", collection=closed, content=b"zelfde")
    create_document("Bekende regeling", collection=open_to_all, content=b"zelfde")
    client.force_login(create_editor(collections=[open_to_all]))
    answer = client.post(
        "/admin/documents/multiple/add/",
        {"title": "Nog eens", "files[]": SimpleUploadedFile("nog.txt", b"zelfde"), "collection": open_to_all.pk},
    ).json()

    assert "Bekende regeling" in answer["form"]
    assert "Verborgen regeling" not in answer["form"]
    shown = client.get(f"/admin/documents/edit/{answer['doc_id']}/").content.decode()
    assert "Bekende regeling" in shown
    assert "Verborgen regeling" not in shown


def test_versions_are_listed_compared_and_restored(client: Client, keeper: User) -> None:
    document = create_document("Regeling", content=b"een")
    post(client, document, title="Verlofregeling", file=SimpleUploadedFile("b.txt", b"twee"), based_on=1)
    shown = client.get(f"/admin/documents/edit/{document.pk}/").content.decode()
    assert f"/documents/{document.pk}/versions/1/regeling.txt" in shown

    compared = client.get(f"/admin/documents/{document.pk}/versions/?from=1&to=2")
    title = next(row for row in compared.context["rows"] if row["label"] == "Titel" or row["label"] == "Title")
    assert (title["before"], title["after"], title["differs"]) == ("Regeling", "Verlofregeling", True)

    address = f"/admin/documents/{document.pk}/versions/1/restore/"
    assert client.get(address).status_code == 200
    assert client.post(address, {"note": "Toch niet", "based_on": 1}).status_code == 302
    assert contents_of(document) == [b"een", b"twee"]
    client.post(address, {"note": "Toch niet", "based_on": 2})
    assert contents_of(document) == [b"een", b"twee", b"een"]


def test_documents_are_listed_and_found_by_what_they_are_filed_under(client: Client, keeper: User) -> None:
    minutes = DocumentKind.objects.get(code="minutes")
    found = create_document("Verslag van mei", kind=minutes, language="de", owner=keeper, dated_on="2026-05-04")
    create_document("Iets anders")

    def listed(query: str) -> set[str]:
        return {document.title for document in client.get(f"/admin/documents/?{query}").context["object_list"]}

    assert listed("") == {"Verslag van mei", "Iets anders"}
    for query in (
        f"kind={minutes.pk}", "language=de", "owner=Ada+Beheer", f"archive_number={found.archive_number}",
        "dated_on_from=2026-05-01&dated_on_to=2026-05-31",
    ):  # fmt: skip
        assert listed(query) == {"Verslag van mei"}, query
