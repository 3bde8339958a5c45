"""What may be brought in: the form names the limit, and nothing is kept of what is beyond it."""

import struct
import zlib
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from wagtail.models import Collection

from cms.archive.models import LibraryDocument
from cms.media.models import Image
from tests.factories.access import create_collection
from tests.factories.people import create_superuser

pytestmark = pytest.mark.django_db


@pytest.fixture
def collection(client: Client) -> Collection:
    client.force_login(create_superuser())
    return create_collection(audiences=("staff",))


def upload(client: Client, kind: str, file: SimpleUploadedFile, collection: Collection) -> str:
    said = {"title": "A", "tags": "", "description": "", "file": file, "collection": collection.pk}
    return client.post(f"/admin/{kind}/add/", said).content.decode()


def bomb(side: int) -> bytes:
    """A PNG of a few kilobytes that unpacks to a picture of `side` pixels wide and high."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack("!I", len(data)) + name + data + struct.pack("!I", zlib.crc32(name + data))

    head = struct.pack("!IIBBBBB", side, side, 1, 0, 0, 0, 0)
    parts = (
        chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(((side + 7) // 8 + 1) * side))) + chunk(b"IEND", b"")
    )
    return b"\x89PNG\r\n\x1a\n" + parts


@pytest.mark.parametrize("name", ["a.exe", "a.js", "a.docm", "a.bat", "a"])
def test_a_document_of_another_kind_is_refused(client: Client, collection: Collection, name: str) -> None:
    said = upload(client, "documents", SimpleUploadedFile(name, b"x"), collection)

    assert "pdf" in said
    assert not LibraryDocument.objects.exists()


def test_a_document_that_is_too_large_is_refused_by_the_number(
    client: Client, settings: Any, collection: Collection
) -> None:
    settings.WAGTAILDOCS_MAX_UPLOAD_SIZE = 2048
    said = upload(client, "documents", SimpleUploadedFile("a.txt", b"x" * 4096), collection)

    assert "2,0\xa0KB" in said
    assert not LibraryDocument.objects.exists()


@pytest.mark.parametrize("side", [9_100, 14_000])
def test_a_picture_that_unpacks_to_too_much_is_refused(client: Client, collection: Collection, side: int) -> None:
    said = upload(client, "images", SimpleUploadedFile("a.png", bomb(side)), collection)

    assert "80000000" in said
    assert not Image.objects.exists()


def test_too_many_files_at_once_are_refused(client: Client, settings: Any, collection: Collection) -> None:
    settings.DATA_UPLOAD_MAX_NUMBER_FILES = 2
    files = [SimpleUploadedFile(f"{number}.txt", b"x") for number in range(3)]

    assert client.post("/admin/documents/multiple/add/", {"files[]": files}).status_code == 400
    assert not LibraryDocument.objects.exists()
