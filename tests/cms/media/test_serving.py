"""What leaves with a file: its headers, and what they tell to whom."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cms.archive.actions import add_version, store_document
from cms.archive.models import Download, LibraryDocument
from cms.media.serving import disposition, plain_name
from cms.people.models import User
from tests.factories.access import create_audience, create_collection
from tests.factories.archive import create_document
from tests.factories.media import create_image
from tests.factories.people import create_editor, create_partner, create_superuser, create_user

pytestmark = pytest.mark.django_db

HTML = b"<!doctype html><html><script>alert(1)</script></html>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


@pytest.fixture
def document() -> LibraryDocument:
    return create_document(collection=create_collection(audiences=("staff",)), content=b"0123456789")


@pytest.fixture
def reader(client: Client) -> Client:
    client.force_login(create_user())
    return client


def told(answer: HttpResponse) -> tuple[int, bytes, dict[str, str]]:
    """All that an answer tells, but which request it was and its token against forgery, new in each."""
    headers = {name: value for name, value in answer.headers.items() if name != "X-Request-ID"}
    return answer.status_code, re.sub(rb'value="\w{64}"', b"", answer.content), headers


@pytest.mark.parametrize(
    ("name", "content"), [("a.html", HTML), ("a.svg", SVG), ("a.xml", b"<?xml version='1.0'?><a/>")]
)
def test_what_could_run_is_kept_and_not_opened(reader: Client, name: str, content: bytes) -> None:
    collection = create_collection(audiences=("staff",))
    answer = reader.get(store_document(file=ContentFile(content, name=name), collection=collection, by=None).url)

    assert answer["Content-Disposition"] == f'attachment; filename="{name}"'
    assert answer["Content-Security-Policy"].endswith("; sandbox")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cross-Origin-Resource-Policy"] == "same-site"


def test_a_page_that_calls_itself_a_paper_is_not_shown(reader: Client) -> None:
    document = create_document(collection=create_collection(audiences=("staff",)), content=HTML, name="brief.pdf")
    answer = reader.get(document.url)

    assert "pdf" not in answer["Content-Type"]
    assert answer["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize(
    ("name", "header"),
    [
        ("a.pdf", 'inline; filename="a.pdf"'),
        ('a\r\nSet-Cookie: b="c".pdf', 'inline; filename="aSet-Cookie: b=_c_.pdf"'),
        ("a\n", 'inline; filename="a"'),
        ("../../etc/passwd", 'inline; filename=".._.._etc_passwd"'),
        ("overzicht €.pdf", "inline; filename*=utf-8''overzicht%20%E2%82%AC.pdf"),
        ("fdp.\u202eexe", 'inline; filename="fdp.exe"'),
    ],
)
def test_an_odd_name_becomes_a_header_that_holds(name: str, header: str) -> None:
    assert disposition(name, "application/pdf") == header


def test_a_name_without_end_keeps_its_ending() -> None:
    assert len(plain_name("é" * 5000 + ".pdf")) == 150
    assert plain_name("é" * 5000 + ".pdf").endswith("é.pdf")


def test_head_says_the_same_and_sends_nothing(reader: Client, document: LibraryDocument) -> None:
    whole, head = reader.get(document.url), reader.head(document.url)

    assert (head.status_code, head.content) == (200, b"")
    for name in ("Content-Length", "Content-Type", "ETag", "Cache-Control", "Content-Disposition", "Accept-Ranges"):
        assert head[name] == whole[name], name
    assert Download.objects.count() == 1


def test_a_missing_file_is_404_and_told_to_who_keeps_the_machine(
    reader: Client, document: LibraryDocument, caplog: pytest.LogCaptureFixture
) -> None:
    document.file.storage.delete(document.file.name)

    assert reader.get(document.url).status_code == 404
    assert f"The file {document.file.name} of archive.LibraryDocument {document.pk} is gone" in caplog.text
    assert Download.objects.count() == 0


def test_hidden_and_missing_are_told_alike(client: Client, document: LibraryDocument) -> None:
    image = create_image(collection=document.collection)
    files = [
        document.url,
        document.versions.get().url,
        image.get_rendition("width-10").url,
        f"/media/{image.file.name}",
    ]
    client.force_login(create_partner())

    hidden = [told(client.get(address)) for address in files]
    document.delete()
    image.delete()
    missing = [told(client.get(address)) for address in files]

    assert [status for status, _content, _headers in hidden] == [404] * 4
    assert hidden == missing


@pytest.mark.parametrize("make_reader", [create_partner, create_editor])
def test_hidden_and_missing_ask_the_database_as_much(client: Client, make_reader: Callable[[], User]) -> None:
    """What takes longer to refuse is there: each question more is what a clock could measure."""
    closed = create_collection("Kluis", audiences=(create_audience(),))
    document, image = create_document(collection=closed), create_image(collection=closed)
    rendition = image.get_rendition("width-10").url
    files = [document.url, document.versions.get().url, rendition, f"/media/{image.file.name}"]
    client.force_login(make_reader())

    def statements(address: str) -> int:
        client.get(address)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 404
        return len(asked)

    hidden = [statements(address) for address in files]
    document.delete()
    image.delete()

    assert hidden == [statements(address) for address in files]


def test_nobody_learns_by_a_hash_that_a_file_is_here(reader: Client, document: LibraryDocument) -> None:
    etag = reader.get(document.url)["ETag"]
    stranger = Client()
    stranger.force_login(create_partner())

    assert document.sha256 not in etag
    assert document.file_hash not in etag
    for mark in (etag, f'"{document.file_hash}"', f'"{document.sha256}"', "*"):
        for header in ("if-none-match", "if-match", "if-range"):
            answer = stranger.get(document.url, headers={header: mark, "range": "bytes=0-1"})
            assert answer.status_code == 404, (header, mark)
            assert "ETag" not in answer
    assert reader.get(document.url, headers={"if-match": '"another"'}).status_code == 412


def test_two_files_of_the_same_bytes_have_marks_of_their_own(reader: Client, document: LibraryDocument) -> None:
    other = create_document(collection=document.collection, content=b"0123456789")

    assert reader.get(document.url)["ETag"] != reader.get(other.url)["ETag"]


def test_an_earlier_version_is_another_address(reader: Client, document: LibraryDocument) -> None:
    add_version(document, file=ContentFile(b"tweede", name="tweede.txt"), by=None, based_on=1)
    document.refresh_from_db()
    former = document.versions.get(number=1)

    assert b"".join(reader.get(document.url).streaming_content) == b"tweede"
    assert b"".join(reader.get(former.url).streaming_content) == b"0123456789"
    assert list(Download.objects.order_by("pk").values_list("version", flat=True)) == [2, 1]
    assert Client().get(former.url).status_code == 404
    assert reader.get(former.url.replace("/1/", "/7/")).status_code == 404


def test_somebody_removed_gets_no_further_part(reader: Client, document: LibraryDocument) -> None:
    assert reader.get(document.url, headers={"range": "bytes=0-3"}).status_code == 206

    User.objects.update(is_active=False)

    assert reader.get(document.url, headers={"range": "bytes=4-"}).status_code == 404


def test_what_is_held_back_is_for_nobody(client: Client, document: LibraryDocument) -> None:
    LibraryDocument.objects.filter(pk=document.pk).update(is_quarantined=True)
    client.force_login(create_superuser())

    assert client.get(document.url).status_code == 404
    assert client.get(document.versions.get().url).status_code == 404


def test_a_server_before_ours_sends_the_file_once_rights_are_asked(
    reader: Client, settings: Any, document: LibraryDocument
) -> None:
    settings.SENDFILE_HEADER = "X-Accel-Redirect"
    answer = reader.get(document.url)

    assert (answer.status_code, answer.content) == (200, b"")
    assert answer["X-Accel-Redirect"] == f"/held-files/{document.file.name}"
    assert answer["Cache-Control"] == "private, no-store"
    assert Download.objects.count() == 1
    assert "X-Accel-Redirect" not in Client().get(document.url)

    settings.SENDFILE_HEADER = "X-Sendfile"
    assert reader.get(document.url)["X-Sendfile"] == document.file.path
