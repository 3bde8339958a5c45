"""Infected files on the screens of those who keep collections, and documents that are held back from everybody."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from wagtail.models import Collection

from cms.access.policy import may_see, visible_to
from cms.access.readers import reader_of_user
from cms.activity.models import AuditEntry
from cms.archive.actions import delete_document, store_document
from cms.archive.actions.read_text import claim_text
from cms.archive.models import LibraryDocument
from cms.archive.scanning import scan_waiting_documents
from cms.archive.search import document_entries
from cms.graphql_kit.ids import to_global_id
from cms.media.actions import InfectedFileError, release
from cms.media.models import QuarantinedFile
from cms.people.models import User
from search.models import Ticket
from tests.factories.access import create_collection
from tests.factories.people import create_editor, create_superuser, create_user
from tests.factories.scanner import EICAR, scanner

pytestmark = pytest.mark.django_db

ADDRESS = "/admin/reports/infected/"


@pytest.fixture
def scanning(settings: Any) -> Iterator[None]:
    with scanner() as (settings.CLAMAV_URL, _looked_into):
        yield


@pytest.fixture
def away(settings: Any) -> None:
    settings.CLAMAV_URL = "tcp://127.0.0.1:9"
    settings.CLAMAV_WHEN_AWAY = "accept"


@pytest.fixture
def collection() -> Collection:
    return create_collection("Regels", audiences=("staff",))


@pytest.fixture
def keeper(client: Client, collection: Collection) -> User:
    person = create_editor(collections=[collection])
    client.force_login(person)
    return person


def waiting(collection: Collection, content: bytes = b"Artikel 1", by: User | None = None) -> LibraryDocument:
    """A document that came while the scanner was away."""
    return store_document(file=ContentFile(content, name="a.txt"), collection=collection, by=by)


def refused(collection: Collection, name: str = "brief.txt", by: User | None = None) -> QuarantinedFile:
    """What is kept of an infected file."""
    with pytest.raises(InfectedFileError):
        store_document(file=ContentFile(EICAR, name=name), collection=collection, by=by)
    return QuarantinedFile.objects.get(filename=name)


def test_it_shows_what_came_from_whom(client: Client, scanning: None, keeper: User, collection: Collection) -> None:
    refused(collection, by=create_user("Bas Brenger", email="bas@plein.example"))
    said = client.get(ADDRESS).content.decode()
    assert all(each in said for each in ("brief.txt", "Eicar-Signature", "Bas Brenger"))


def test_what_was_for_another_collection_is_not_there(
    client: Client, scanning: None, keeper: User, collection: Collection
) -> None:
    kept = refused(create_collection("Andere", audiences=("staff",)))

    assert list(client.get(ADDRESS).context["object_list"]) == []
    assert client.get(f"{ADDRESS}{kept.pk}/").status_code == 404
    assert client.post(f"{ADDRESS}{kept.pk}/scan/").status_code == 404
    assert client.post(f"{ADDRESS}{kept.pk}/delete/").status_code == 404
    assert default_storage.exists(kept.file.name)
    assert QuarantinedFile.objects.get() == kept


def test_who_keeps_nothing_has_no_report(client: Client, scanning: None, collection: Collection) -> None:
    refused(collection)
    client.force_login(create_editor(permissions=("add_page",)))
    assert client.get(ADDRESS).status_code in (302, 403)


def test_a_copy_is_deleted_and_that_is_written_down(
    client: Client, scanning: None, keeper: User, collection: Collection, django_capture_on_commit_callbacks: Any
) -> None:
    kept = refused(collection)

    assert "brief.txt" in client.get(f"{ADDRESS}{kept.pk}/").content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(f"{ADDRESS}{kept.pk}/delete/").status_code == 302

    assert not QuarantinedFile.objects.exists()
    assert not default_storage.exists(kept.file.name)
    assert AuditEntry.objects.get(act="file.deleted").by_id == keeper.pk


def test_what_is_infected_no_longer_is_given_free(
    client: Client, settings: Any, away: None, keeper: User, collection: Collection
) -> None:
    document = waiting(collection, EICAR)
    with scanner() as (settings.CLAMAV_URL, _looked_into):
        scan_waiting_documents()
        kept = QuarantinedFile.objects.get()
        client.post(f"{ADDRESS}{kept.pk}/scan/")
        assert QuarantinedFile.objects.infected().exists()
        assert client.post(f"{ADDRESS}{kept.pk}/delete/").status_code in (302, 403)
        # as if the scanner had learned better
        kept.file.storage.delete(kept.file.name)
        kept.file.storage.save(kept.file.name, ContentFile(b"Artikel 1"))
        document.file.storage.delete(document.file.name)
        document.file.storage.save(document.file.name, ContentFile(b"Artikel 1"))
        client.post(f"{ADDRESS}{kept.pk}/scan/")
        assert not QuarantinedFile.objects.infected().exists()
        assert LibraryDocument.objects.get().is_quarantined
        scan_waiting_documents()

    assert not LibraryDocument.objects.get().is_quarantined


def test_the_copy_goes_with_the_document(
    settings: Any, away: None, collection: Collection, django_capture_on_commit_callbacks: Any
) -> None:
    document = waiting(collection, EICAR)
    with scanner() as (settings.CLAMAV_URL, _looked_into):
        scan_waiting_documents()
    copy = QuarantinedFile.objects.get().file.name

    with django_capture_on_commit_callbacks(execute=True):
        delete_document(document, by=None)

    assert not QuarantinedFile.objects.exists()
    assert not default_storage.exists(copy)


def test_what_waits_is_seen_by_nobody_found_by_nobody_and_not_read(away: None, collection: Collection) -> None:
    document, reader = waiting(collection), reader_of_user(create_superuser())

    assert not visible_to(reader, LibraryDocument.objects.all()).exists()
    assert not may_see(reader, document)
    assert list(document_entries([document.pk])) == []
    assert claim_text() is None

    Ticket.objects.all().delete()
    release(document)

    assert may_see(reader, LibraryDocument.objects.get())
    assert [entry.subject_id for entry in document_entries([document.pk])] == [document.pk]
    assert Ticket.objects.filter(subject_type="document", subject_id=document.pk).exists()
    assert claim_text() is not None


def test_the_api_lists_nothing_that_waits(client: Client, away: None, collection: Collection) -> None:
    document = waiting(collection)
    client.force_login(create_superuser())
    asked = "query($id: ID!) { document(id: $id) { title } documents { totalCount nodes { title } } }"
    variables = {"id": to_global_id("Document", document.pk)}

    answer = client.post("/graphql/", {"query": asked, "variables": variables}, content_type="application/json").json()

    assert answer == {"data": {"document": None, "documents": {"totalCount": 0, "nodes": []}}}
