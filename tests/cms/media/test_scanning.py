"""Files with a virus: at each door where files come in, with a scanner that speaks ClamAV's protocol."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from wagtail.models import Collection

from cms.activity.models import AuditEntry
from cms.archive.actions import add_version, store_document
from cms.archive.models import DocumentVersion, LibraryDocument
from cms.archive.scanning import scan_waiting_documents
from cms.media.actions import InfectedFileError, UnscannedFileError, release, scan_waiting_images
from cms.media.models import Image, QuarantinedFile
from cms.notices.models import Notice
from tests.factories.access import create_collection
from tests.factories.archive import create_document
from tests.factories.media import create_image, picture_file
from tests.factories.people import create_superuser, create_user
from tests.factories.scanner import EICAR, scanner

pytestmark = pytest.mark.django_db

NOWHERE = "tcp://127.0.0.1:9"


@pytest.fixture
def looked_into(settings: Any) -> Iterator[list[bytes]]:
    with scanner() as (address, looked_into):
        settings.CLAMAV_URL = address
        yield looked_into


@pytest.fixture
def away(settings: Any) -> None:
    settings.CLAMAV_URL = NOWHERE
    settings.CLAMAV_WHEN_AWAY = "accept"


@pytest.fixture
def collection() -> Collection:
    return create_collection(audiences=("staff",))


def infected(name: str = "brief.txt") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, EICAR)


def infected_picture() -> SimpleUploadedFile:
    return SimpleUploadedFile("foto.png", picture_file().read() + EICAR)


def test_an_infected_document_is_kept_apart_and_its_uploader_told(
    client: Client, looked_into: list[bytes], collection: Collection
) -> None:
    archivist = create_superuser()
    client.force_login(archivist)

    answer = client.post(
        "/admin/documents/add/", {"title": "Brief", "tags": "", "file": infected(), "collection": collection.pk}
    )

    assert "(Eicar-Signature)" in answer.content.decode()
    assert not LibraryDocument.objects.exists()
    kept = QuarantinedFile.objects.get()
    assert (kept.filename, kept.found, kept.size, kept.file.read()) == ("brief.txt", "Eicar-Signature", 68, EICAR)
    assert AuditEntry.objects.get(act="file.quarantined").by_id == archivist.pk
    assert client.get(f"/media/{kept.file.name}").status_code == 404


def test_several_at_once_each_tell_their_own(client: Client, looked_into: list[bytes], collection: Collection) -> None:
    client.force_login(create_superuser())
    address = "/admin/documents/multiple/add/"

    answer = client.post(address, {"title": "a", "files[]": infected(), "collection": collection.pk})
    clean = SimpleUploadedFile("b.txt", b"Artikel 1")
    other = client.post(address, {"title": "b", "files[]": clean, "collection": collection.pk})

    assert answer.json()["success"] is False
    assert "virus" in answer.json()["error_message"]
    assert other.json()["success"] is True
    assert looked_into == [EICAR, b"Artikel 1"]


def test_a_new_version_is_looked_into(looked_into: list[bytes], collection: Collection) -> None:
    document = create_document(collection=collection)

    with pytest.raises(InfectedFileError):
        add_version(document, file=ContentFile(EICAR, name="nieuw.txt"), by=None, based_on=1)

    assert DocumentVersion.objects.get().number == 1
    assert QuarantinedFile.objects.get().filename == "nieuw.txt"


def test_what_a_program_brings_is_looked_into(looked_into: list[bytes], collection: Collection) -> None:
    with pytest.raises(InfectedFileError):
        store_document(file=ContentFile(EICAR, name="a.txt"), collection=collection, by=None)
    with pytest.raises(InfectedFileError):
        LibraryDocument.objects.create(title="b", file=ContentFile(EICAR, name="b.txt"), collection=collection)
    with pytest.raises(InfectedFileError):
        Image.objects.create(title="c", file=infected_picture(), collection=collection, width=1, height=1)

    assert not LibraryDocument.objects.exists()
    assert not Image.objects.exists()


@pytest.mark.parametrize("address", ["/admin/images/add/", "/admin/images/chooser/create/"])
def test_an_infected_picture_is_refused(
    client: Client, looked_into: list[bytes], collection: Collection, address: str
) -> None:
    client.force_login(create_superuser())
    said = {"title": "Foto", "tags": "", "file": infected_picture(), "collection": collection.pk, "description": ""}
    prefixed = {f"image-chooser-upload-{name}": value for name, value in said.items()}

    answer = client.post(address, prefixed if "chooser" in address else said)

    assert "Eicar-Signature" in answer.content.decode()
    assert not Image.objects.exists()
    assert QuarantinedFile.objects.count() == 1


def test_a_scanner_on_a_socket_answers_too(settings: Any, tmp_path: Path, collection: Collection) -> None:
    with scanner(tmp_path / "clamd.ctl") as (address, looked_into):
        settings.CLAMAV_URL = address
        with pytest.raises(InfectedFileError):
            store_document(file=ContentFile(EICAR, name="a.txt"), collection=collection, by=None)
        store_document(file=ContentFile(b"Artikel 1", name="b.txt"), collection=collection, by=None)

    assert looked_into == [EICAR, b"Artikel 1"]


def test_without_a_scanner_nothing_is_taken_in(settings: Any, collection: Collection) -> None:
    settings.CLAMAV_URL = NOWHERE

    with pytest.raises(UnscannedFileError) as refusal:
        store_document(file=ContentFile(b"Artikel 1", name="a.txt"), collection=collection, by=None)

    assert isinstance(refusal.value, ValidationError)
    assert not LibraryDocument.objects.exists()


def test_what_came_while_the_scanner_was_away_waits(
    client: Client, settings: Any, away: None, collection: Collection
) -> None:
    document = store_document(file=ContentFile(b"Artikel 1", name="a.txt"), collection=collection, by=None)
    image = create_image(collection=collection)
    client.force_login(create_superuser())
    addresses = [document.url, document.versions.get().url, f"/media/{image.file.name}"]
    assert [client.get(address).status_code for address in addresses] == [404, 404, 404]

    scan_waiting_documents()
    assert client.get(document.url).status_code == 404
    with scanner() as (settings.CLAMAV_URL, _looked_into):
        scan_waiting_documents()
        scan_waiting_images()

    assert [client.get(address).status_code for address in addresses] == [200, 200, 200]


def test_a_virus_found_later_stays_closed_and_its_uploader_is_told(
    client: Client, settings: Any, away: None, collection: Collection
) -> None:
    archivist = create_user()
    document = store_document(file=ContentFile(EICAR, name="a.txt"), collection=collection, by=archivist)
    with scanner() as (settings.CLAMAV_URL, _looked_into):
        scan_waiting_documents()
        add_version(document, file=ContentFile(b"Artikel 1", name="b.txt"), by=archivist, based_on=1)
        scan_waiting_documents()
    client.force_login(create_superuser())
    document.refresh_from_db()

    assert client.get(document.url).status_code == 200
    assert client.get(document.versions.get(number=1).url).status_code == 404
    assert Notice.objects.get().recipient == archivist
    assert QuarantinedFile.objects.get().found == "Eicar-Signature"


def test_the_record_of_an_infected_file_outlives_the_save_that_failed(
    looked_into: list[bytes], collection: Collection
) -> None:
    with pytest.raises(InfectedFileError):
        LibraryDocument.objects.create(title="b", file=ContentFile(EICAR, name="b.txt"), collection=collection)

    kept = QuarantinedFile.objects.get()
    assert (kept.filename, kept.collection, kept.file.read()) == ("b.txt", collection, EICAR)


def test_the_log_and_the_copy_outlive_a_transaction_that_is_taken_back(
    looked_into: list[bytes], collection: Collection, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level("WARNING", "cms.media.actions"), pytest.raises(InfectedFileError), transaction.atomic():
        store_document(file=ContentFile(EICAR, name="b.txt"), collection=collection, by=create_user())

    assert not QuarantinedFile.objects.exists()
    [line] = [record.getMessage() for record in caplog.records if record.name == "cms.media.actions"]
    assert "Eicar-Signature" in line
    assert default_storage.open(line.rpartition(" at ")[2]).read() == EICAR


def test_a_file_that_waits_is_marked_though_only_the_file_is_saved(away: None, collection: Collection) -> None:
    document = create_document(collection=collection)
    LibraryDocument.objects.update(is_quarantined=False)
    document.refresh_from_db()

    document.file = ContentFile(b"Artikel 2", name="b.txt")
    document.save(update_fields=["file"])

    assert LibraryDocument.objects.get().is_quarantined


def test_what_came_meanwhile_is_not_given_free(away: None, collection: Collection) -> None:
    document = create_document(collection=collection)
    before = LibraryDocument.objects.get()
    add_version(document, file=ContentFile(b"Artikel 2", name="b.txt"), by=None, based_on=1)

    release(before)

    assert LibraryDocument.objects.get().is_quarantined
