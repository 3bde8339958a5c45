"""Many files at once: each answers for itself."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from wagtail.models import Collection

from cms.archive.models import DocumentKind, DocumentVersion, FilingRule, LibraryDocument
from cms.people.models import User
from tests.factories.access import create_collection
from tests.factories.archive import create_document
from tests.factories.people import create_editor, create_user
from tests.factories.scanner import EICAR, scanner

pytestmark = pytest.mark.django_db

ADD = "/admin/documents/multiple/add/"


@pytest.fixture
def kept() -> Collection:
    """A place that Emma keeps."""
    return create_collection("Bezwaren")


@pytest.fixture
def emma(client: Client, kept: Collection) -> User:
    """She is signed in."""
    emma = create_editor(collections=[kept], name="Emma Editor")
    client.force_login(emma)
    return emma


def upload(client: Client, collection: Collection, content: bytes, name: str = "brief.txt", **said: object) -> Any:
    file = SimpleUploadedFile(name, content)
    answer = client.post(ADD, {"title": name, "collection": collection.pk, "files[]": file, **said})
    assert answer.status_code == 200
    return answer.json()


def test_what_is_said_of_all_goes_before_what_the_collection_says(client: Client, emma: User, kept: Collection) -> None:
    owner = create_user("Olga Eigenaar")
    letter, minutes = (DocumentKind.objects.get(code=code) for code in ("letter", "minutes"))
    FilingRule.objects.create(collection=kept, kind=minutes, language="de")
    said = {"all-kind": letter.pk, "all-owner": owner.pk, "all-tags": "bezwaar, verlof"}

    assert upload(client, kept, b"een", **said)["success"]
    assert upload(client, kept, b"twee")["success"]

    one, two = LibraryDocument.objects.order_by("pk")
    assert (one.kind, one.owner, one.language, sorted(one.tags.names())) == (
        letter, owner, "de", ["bezwaar", "verlof"],
    )  # fmt: skip
    assert (two.kind, two.owner, two.language, list(two.tags.names())) == (minutes, emma, "de", [])
    first = DocumentVersion.objects.get(document=one)
    assert (first.number, first.author, first.sha256) == (1, emma, one.sha256)


def test_the_screen_asks_it_before(client: Client, emma: User, kept: Collection) -> None:
    shown = client.get(ADD).content.decode()
    for name in ("all-kind", "all-language", "all-owner", "all-tags"):
        assert f'name="{name}"' in shown, name
    assert "archive/files_to_add" in shown


def test_what_cannot_be_said_of_all_keeps_the_file_out(client: Client, emma: User, kept: Collection) -> None:
    for said in ({"all-kind": 999_999}, {"all-owner": 999_999}, {"all-tags": "x" * 101}):
        answer = upload(client, kept, b"een", **said)
        assert (answer["success"], bool(answer["error_message"])) == (False, True), said
    assert LibraryDocument.objects.count() == 0


def test_a_file_that_is_refused_says_why(client: Client, emma: User, kept: Collection, settings: Any) -> None:
    settings.WAGTAILDOCS_MAX_UPLOAD_SIZE = 1_000
    program = upload(client, kept, b"MZ\x90\x00\x03\x00\x00\x00" + bytes(200), name="verslag.pdf")
    large = upload(client, kept, b"x" * 1_001)
    with scanner() as (address, _seen):
        settings.CLAMAV_URL = address
        infected = upload(client, kept, EICAR)

    assert [answer["success"] for answer in (program, large, infected)] == [False] * 3
    assert "application/" in program["error_message"]
    assert "1000" in large["error_message"].replace("\xa0", " ").replace(",", "") or large["error_message"]
    assert "Eicar-Signature" in infected["error_message"]
    assert LibraryDocument.objects.count() == 0


def test_a_file_that_is_there_already_is_pointed_out_if_it_opens(client: Client, emma: User, kept: Collection) -> None:
    vault = create_collection("Kluis", audiences=("partners",))
    create_document("Geheim stuk", collection=vault, content=b"zelfde")
    create_document("Bekend stuk", collection=kept, content=b"zelfde")

    form = upload(client, kept, b"zelfde")["form"]
    assert ("Bekend stuk" in form, "Geheim stuk" in form) == (True, False)


def test_nothing_is_added_where_the_person_may_not(client: Client, emma: User) -> None:
    elsewhere = create_collection("Elders")
    upload(client, elsewhere, b"een")
    assert not LibraryDocument.objects.filter(collection=elsewhere).exists()
