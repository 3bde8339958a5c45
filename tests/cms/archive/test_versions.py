"""Every file of a document is a version, and none gets lost."""

from hashlib import sha256
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from django.utils import timezone
from django_tasks import default_task_backend

from cms.archive.actions import VersionConflictError, add_version, restore_version, store_document
from cms.archive.models import DocumentKind, DocumentVersion, LibraryDocument
from cms.archive.signals import version_added
from cms.people.models import User
from tests.factories.access import create_collection, restrict_collection
from tests.factories.archive import create_document
from tests.factories.people import create_user

pytestmark = pytest.mark.django_db


def text(content: bytes, name: str = "regeling.txt") -> ContentFile:
    return ContentFile(content, name=name)


def contents_of(document: LibraryDocument) -> list[bytes]:
    """What each version's file holds, the first version first."""
    versions = document.versions.order_by("number")
    return [default_storage.open(version.file.name).read() for version in versions]


@pytest.fixture
def eva() -> User:
    return create_user("Eva de Vries")


def test_a_document_begins_with_its_first_version(eva: User) -> None:
    document = store_document(file=text(b"Artikel 1"), collection=create_collection(), by=eva, note="Uit het register")

    version = document.versions.get()
    assert (version.number, version.author, version.note, version.size) == (1, eva, "Uit het register", 9)
    assert (version.filename, version.content_type) == ("regeling.txt", "text/plain")
    assert version.sha256 == document.sha256 == sha256(b"Artikel 1").hexdigest()
    assert (document.title, document.owner) == ("regeling", eva)
    assert document.archive_number.startswith(f"{timezone.localdate().year}-")


def test_another_file_is_a_version_and_the_former_stays(eva: User) -> None:
    document = create_document(content=b"een")
    version = add_version(document, file=text(b"twee", "nieuw.txt"), by=eva, based_on=1, note="Artikel 2 erbij")

    assert (version.number, version.author, version.note) == (2, eva, "Artikel 2 erbij")
    assert (document.version, document.filename, document.sha256) == (2, "nieuw.txt", version.sha256)
    assert contents_of(document) == [b"een", b"twee"]


def test_who_comes_second_is_told_and_nothing_is_written(eva: User) -> None:
    document = create_document(content=b"een")
    add_version(document, file=text(b"van Eva"), by=eva, based_on=1)
    with pytest.raises(VersionConflictError) as conflict:
        add_version(document, file=text(b"van Bo"), by=create_user("Bo"), based_on=1)

    assert (conflict.value.newest.number, conflict.value.newest.author) == (2, eva)
    assert contents_of(document) == [b"een", b"van Eva"]


def test_an_earlier_file_comes_back_as_a_version_of_its_own(eva: User) -> None:
    document = create_document(content=b"een")
    add_version(document, file=text(b"twee"), by=None, based_on=1)
    restored = restore_version(document.versions.get(number=1), by=eva, note="Toch niet")

    assert (restored.number, restored.author, restored.note) == (3, eva, "Toch niet")
    assert contents_of(document) == [b"een", b"twee", b"een"]
    assert len({version.file.name for version in document.versions.all()}) == 3
    with pytest.raises(VersionConflictError):
        restore_version(restored, by=eva, based_on=2)


def test_what_was_said_of_a_version_is_kept_with_it() -> None:
    document = create_document("Regeling", kind=DocumentKind.objects.get(code="policy"))
    document.tags.add("verlof")
    document.title = "Verlofregeling"
    document.file = text(b"twee")
    document.save()

    first, second = document.versions.order_by("number")
    assert (first.metadata["title"], first.metadata["kind"]) == ("Regeling", "policy")
    assert (first.metadata["tags"], second.metadata) == (["verlof"], {})


def test_a_form_of_an_hour_ago_does_not_put_back_the_former_file() -> None:
    document = create_document(content=b"een")
    opened_before = LibraryDocument.objects.get(pk=document.pk)
    add_version(document, file=text(b"twee"), by=None, based_on=1)
    opened_before.title = "Verlofregeling"
    opened_before.save()

    now = LibraryDocument.objects.get(pk=document.pk)
    assert (now.title, now.version, now.file.read()) == ("Verlofregeling", 2, b"twee")
    assert now.versions.count() == 2


def test_a_file_that_wagtail_puts_there_itself_is_a_version_too() -> None:
    document = create_document(content=b"een")
    document.file.save("twee.txt", ContentFile(b"twee"))

    assert contents_of(document) == [b"een", b"twee"]
    assert (document.version, document.file_size) == (2, 4)


def test_a_version_that_fails_leaves_no_file() -> None:
    document = create_document(content=b"een")
    before = stored_files()
    version_added.connect(refuse)
    try:
        with pytest.raises(RuntimeError):
            add_version(document, file=text(b"twee"), by=None, based_on=1)
    finally:
        version_added.disconnect(refuse)

    assert (document.versions.count(), LibraryDocument.objects.get().version) == (1, 1)
    assert stored_files() == before


def refuse(**kwargs: Any) -> None:
    raise RuntimeError


def stored_files() -> list[str]:
    folders = default_storage.listdir("documents")[0]
    return [f"{folder}/{name}" for folder in folders for name in default_storage.listdir(f"documents/{folder}")[1]]


def test_a_deleted_document_takes_all_its_files_along(django_capture_on_commit_callbacks: Any, eva: User) -> None:
    document = create_document(content=b"een")
    add_version(document, file=text(b"twee"), by=eva, based_on=1)
    names = [version.file.name for version in document.versions.all()]
    default_task_backend.clear()
    with django_capture_on_commit_callbacks(execute=True):
        document.delete()
        assert all(map(default_storage.exists, names))

    assert not DocumentVersion.objects.exists()
    deleted = [result.args[1] for result in default_task_backend.results if "delete_file" in result.task.name]
    assert set(deleted) == set(names)


def test_a_file_that_is_not_what_it_says_is_refused(eva: User) -> None:
    document = create_document(content=b"een")
    with pytest.raises(ValidationError) as refused:
        add_version(document, file=text(b"MZ\x90\x00\x03\x00\x00\x00" + bytes(200), "regeling.pdf"), by=eva, based_on=1)

    assert refused.value.error_dict["file"][0].code == "contradicted"
    assert document.versions.count() == 1


def test_a_kept_address_gives_the_newest_and_that_of_a_version_this_one(client: Client, eva: User) -> None:
    document = create_document(content=b"een")
    kept = document.url
    add_version(document, file=text(b"twee", "nieuw.txt"), by=eva, based_on=1)
    client.force_login(eva)

    assert b"".join(client.get(kept).streaming_content) == b"twee"
    assert b"".join(client.get(document.versions.get(number=1).url).streaming_content) == b"een"
    for guessed in (f"/documents/{document.pk}/versions/3/nieuw.txt", f"/documents/{document.pk}/ander.txt"):
        assert client.get(guessed).status_code == 404
    client.force_login(create_user(affiliation="partner"))
    restrict_collection(document.collection, "staff")
    for version in document.versions.all():
        assert client.get(version.url).status_code == 404
