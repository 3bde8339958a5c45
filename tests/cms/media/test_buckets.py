"""Files in a bucket leave by the same doors, with the same headers, as files on a disk."""

from collections.abc import Iterator

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.http import HttpResponse
from django.test import Client

from cms.archive.models import LibraryDocument
from cms.media.buckets import PrivateBucket
from cms.media.models import Image
from cms.media.renditions import RenditionName
from tests.factories.access import create_collection
from tests.factories.archive import create_document
from tests.factories.bucket import bucket
from tests.factories.media import create_image
from tests.factories.people import create_partner, create_user

pytestmark = pytest.mark.django_db

WHOLE = b"0123456789"
SAME = ("Cache-Control", "Content-Security-Policy", "Content-Type", "X-Content-Type-Options", "Accept-Ranges", "Vary")


@pytest.fixture
def stored() -> Iterator[PrivateBucket]:
    """Every file of the test goes to a bucket."""
    disk = default_storage._wrapped  # type: ignore[attr-defined]
    with bucket() as storage:
        default_storage._wrapped = storage  # type: ignore[attr-defined]
        yield storage
        default_storage._wrapped = disk  # type: ignore[attr-defined]


def make_document() -> LibraryDocument:
    return create_document(collection=create_collection(audiences=("staff",)), content=WHOLE)


def body(answer: HttpResponse) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def test_a_document_comes_out_of_a_bucket_as_from_a_disk(client: Client, request: pytest.FixtureRequest) -> None:
    client.force_login(create_user())
    from_disk = client.get(make_document().url)
    request.getfixturevalue("stored")
    document = make_document()
    answer = client.get(document.url)

    assert (answer.status_code, body(answer), answer["Content-Length"]) == (200, WHOLE, "10")
    assert {name: answer[name] for name in SAME} == {name: from_disk[name] for name in SAME}
    assert client.get(document.url, headers={"if-none-match": answer["ETag"]}).status_code == 304


@pytest.mark.parametrize(("asked", "part"), [("bytes=0-3", b"0123"), ("bytes=4-", b"456789"), ("bytes=-3", b"789")])
def test_a_part_is_asked_of_the_bucket(client: Client, stored: PrivateBucket, asked: str, part: bytes) -> None:
    client.force_login(create_user())
    answer = client.get(make_document().url, headers={"range": asked})

    assert (answer.status_code, body(answer), answer["Content-Length"]) == (206, part, str(len(part)))


def test_nobody_is_sent_to_the_bucket(client: Client, stored: PrivateBucket) -> None:
    document = make_document()
    assert document.file.url == f"/media/{document.file.name}"

    client.force_login(create_partner())
    assert client.get(document.url).status_code == 404
    assert client.get(document.file.url).status_code == 404


def test_a_picture_is_made_smaller_in_a_bucket(client: Client, stored: PrivateBucket) -> None:
    image: Image = create_image(collection=create_collection(audiences=("staff",)))
    rendition = image.get_rendition(RenditionName.CARD)

    assert client.get(rendition.url).status_code == 404
    client.force_login(create_user())
    assert body(client.get(rendition.url)).startswith(b"RIFF")


def test_a_file_that_the_bucket_lost_is_404(client: Client, stored: PrivateBucket) -> None:
    document = make_document()
    stored.delete(document.file.name)
    client.force_login(create_user())

    assert client.get(document.url).status_code == 404


def test_a_second_file_of_a_name_does_not_write_over_the_first(stored: PrivateBucket) -> None:
    names = [stored.save("a.txt", ContentFile(content)) for content in (b"een", b"ander")]

    assert [stored.open(name).read() for name in names] == [b"een", b"ander"]
