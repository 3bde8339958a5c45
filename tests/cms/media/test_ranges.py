"""Files in parts, at both doors where files leave."""

import pytest
from django.http import HttpResponse
from django.test import Client

from cms.archive.models import Download, LibraryDocument
from tests.factories.access import create_collection
from tests.factories.archive import create_document
from tests.factories.media import create_image
from tests.factories.people import create_partner, create_user

pytestmark = pytest.mark.django_db

WHOLE = b"0123456789"


@pytest.fixture
def document() -> LibraryDocument:
    collection = create_collection(audiences=("staff",))
    return create_document(collection=collection, content=WHOLE)


@pytest.fixture
def reader(client: Client) -> Client:
    client.force_login(create_user())
    return client


def body(answer: HttpResponse) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


@pytest.mark.parametrize(
    ("asked", "part", "place"),
    [
        ("bytes=0-3", b"0123", "bytes 0-3/10"),
        ("bytes=4-", b"456789", "bytes 4-9/10"),
        ("bytes=9-9", b"9", "bytes 9-9/10"),
        ("bytes=5-500", b"56789", "bytes 5-9/10"),
        ("bytes=-3", b"789", "bytes 7-9/10"),
        ("bytes=-500", WHOLE, "bytes 0-9/10"),
    ],
)
def test_a_part_is_sent(reader: Client, document: LibraryDocument, asked: str, part: bytes, place: str) -> None:
    answer = reader.get(document.url, headers={"range": asked})

    assert answer.status_code == 206
    assert body(answer) == part
    assert (answer["Content-Range"], answer["Content-Length"]) == (place, str(len(part)))
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize("asked", ["bytes=10-", "bytes=10-12", "bytes=-0"])
def test_a_part_that_there_is_not_is_refused(reader: Client, document: LibraryDocument, asked: str) -> None:
    answer = reader.get(document.url, headers={"range": asked})

    assert (answer.status_code, body(answer)) == (416, b"")
    assert answer["Content-Range"] == "bytes */10"
    assert answer["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize(
    "asked", ["", "bytes=", "bytes=-", "bytes=3-1", "bytes=0-1,4-5", "lines=0-1", "bytes=a-b", f"bytes={'9' * 5000}-"]
)
def test_what_asks_for_no_single_part_gets_the_whole(reader: Client, document: LibraryDocument, asked: str) -> None:
    answer = reader.get(document.url, headers={"range": asked})

    assert (answer.status_code, body(answer)) == (200, WHOLE)
    assert answer["Accept-Ranges"] == "bytes"
    assert "Content-Range" not in answer


def test_a_part_of_another_version_is_not_put_to_what_somebody_has(reader: Client, document: LibraryDocument) -> None:
    whole = reader.get(document.url)
    etag, modified = whole["ETag"], whole["Last-Modified"]

    def asked_if(known: str) -> int:
        return reader.get(document.url, headers={"range": "bytes=4-", "if-range": known}).status_code

    assert asked_if(etag) == 206
    assert asked_if(modified) == 206
    assert asked_if('"other"') == 200
    assert asked_if(f"W/{etag}") == 200
    assert asked_if("Thu, 01 Jan 1970 00:00:00 GMT") == 200


def test_a_part_of_an_unchanged_file_is_not_sent_again(reader: Client, document: LibraryDocument) -> None:
    etag = reader.get(document.url)["ETag"]
    answer = reader.get(document.url, headers={"range": "bytes=4-", "if-none-match": etag})

    assert answer.status_code == 304


def test_rights_are_asked_before_any_part(client: Client, document: LibraryDocument) -> None:
    client.force_login(create_partner())

    for asked in ("bytes=0-3", "bytes=10-"):
        answer = client.get(document.url, headers={"range": asked})
        assert answer.status_code == 404
        assert "Content-Range" not in answer
    assert Download.objects.count() == 0


def test_the_parts_of_one_download_are_recorded_once(reader: Client, document: LibraryDocument) -> None:
    for asked in ("bytes=1-", "bytes=4-", "bytes=0-"):
        reader.get(document.url, headers={"range": asked})
    assert Download.objects.count() == 1

    reader.get(document.url)
    assert Download.objects.count() == 2


def test_a_picture_comes_in_parts_too_and_to_nobody_else(client: Client, reader: Client) -> None:
    rendition = create_image(collection=create_collection(audiences=("staff",))).get_rendition("width-10")
    whole = body(reader.get(rendition.url))

    answer = reader.get(rendition.url, headers={"range": "bytes=5-"})
    assert (answer.status_code, body(answer)) == (206, whole[5:])
    assert answer["Content-Security-Policy"].startswith("default-src 'none'")
    assert reader.get(rendition.url, headers={"range": f"bytes={len(whole)}-"}).status_code == 416

    assert Client().get(rendition.url, headers={"range": "bytes=5-"}).status_code == 404
    assert Client().get(rendition.url, headers={"range": f"bytes={len(whole)}-"}).status_code == 404
