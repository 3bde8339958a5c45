"""What may be brought in: the form names the limit, and nothing is kept of what is beyond it."""

import struct
import zlib
from io import BytesIO
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from PIL import Image as Picture
from wagtail.models import Collection
from wagtail.users.models import UserProfile

from cms.archive.actions import add_version, store_document
from cms.archive.models import DocumentVersion, LibraryDocument
from cms.media.models import Image
from cms.media.refusals import TooLargeError
from tests.factories.access import create_collection
from tests.factories.archive import create_document
from tests.factories.media import picture_file
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


def truncated(form: str) -> SimpleUploadedFile:
    """The first half of a picture."""
    content = BytesIO()
    Picture.effect_noise((600, 600), 90).save(content, format=form)
    return SimpleUploadedFile(f"half.{form.lower()}", content.getvalue()[: content.tell() // 2], f"image/{form}")


@pytest.mark.parametrize("form", ["PNG", "JPEG", "GIF", "WEBP"])
def test_a_truncated_picture_is_an_error_of_the_form(client: Client, collection: Collection, form: str) -> None:
    said = upload(client, "images", truncated(form), collection)

    assert 'class="error-message"' in said
    assert not Image.objects.exists()


def test_a_truncated_picture_is_an_error_of_the_other_forms_too(client: Client, collection: Collection) -> None:
    said = {"title": "A", "files[]": truncated("PNG"), "collection": collection.pk}
    many = client.post("/admin/images/multiple/add/", said)
    said = {"title": "A", "tags": "", "description": "", "file": truncated("PNG"), "collection": collection.pk}
    prefixed = {f"image-chooser-upload-{name}": value for name, value in said.items()}
    chosen = client.post("/admin/images/chooser/create/", prefixed)

    assert (many.status_code, many.json()["success"]) == (200, False)
    assert (chosen.status_code, chosen.json()["step"]) == (200, "reshow_creation_form")
    assert not Image.objects.exists()


def upload_portrait(client: Client, portrait: SimpleUploadedFile) -> HttpResponse:
    """Save the screen of one's account as it comes, but for the portrait."""
    client.force_login(create_superuser())
    panels = client.get("/admin/account/").context["panels_by_tab"].values()
    fields = [field for several in panels for panel in several for field in panel.get_form() if field.value()]
    return client.post(
        "/admin/account/", {field.html_name: field.value() for field in fields} | {"avatar-avatar": portrait}
    )


@pytest.mark.parametrize("kind", ["truncated", "bomb"])
def test_a_portrait_that_cannot_be_made_smaller_is_an_error_of_the_form(client: Client, kind: str) -> None:
    portrait = truncated("JPEG") if kind == "truncated" else SimpleUploadedFile("a.png", bomb(9_100), "image/png")

    answer = upload_portrait(client, portrait)

    assert answer.status_code == 200
    assert answer.content.decode().count('class="error-message"') == 1
    assert not UserProfile.objects.exclude(avatar="").exists()


def test_a_portrait_is_made_smaller(client: Client) -> None:
    portrait = SimpleUploadedFile("a.png", picture_file(width=600, height=300).read(), "image/png")

    assert upload_portrait(client, portrait).status_code == 302
    assert UserProfile.objects.get().avatar.width == 400


def test_a_document_that_a_program_brings_is_no_larger_either(settings: Any) -> None:
    settings.WAGTAILDOCS_MAX_UPLOAD_SIZE = 2048
    document, large = create_document(), b"x" * 4096

    with pytest.raises(TooLargeError, match=r"2,0\\xa0KB"):
        store_document(file=ContentFile(large, name="a.txt"), collection=document.collection, by=None)
    with pytest.raises(TooLargeError, match=r"2,0\\xa0KB"):
        add_version(document, file=ContentFile(large, name="a.txt"), by=None, based_on=1)
    with pytest.raises(TooLargeError, match=r"2,0\\xa0KB"):
        create_document(collection=document.collection, content=large)

    assert DocumentVersion.objects.get().document == document


@pytest.mark.parametrize("side", [9_100, 14_000])
def test_a_picture_that_a_program_brings_has_no_more_pixels_either(side: int) -> None:
    with pytest.raises(TooLargeError, match="80000000"):
        Image.objects.create(title="A", file=ContentFile(bomb(side), name="a.png"), width=1, height=1)

    assert not Image.objects.exists()


def test_a_picture_that_a_program_brings_has_no_more_bytes_either(settings: Any) -> None:
    settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE = 100

    with pytest.raises(TooLargeError, match="100"):
        Image.objects.create(title="A", file=picture_file(), width=1, height=1)

    assert not Image.objects.exists()
