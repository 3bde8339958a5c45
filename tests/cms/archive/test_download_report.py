"""The report of downloads: for those who keep a collection, of what they keep."""

import csv
from datetime import timedelta
from io import StringIO

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Collection

from cms.archive.actions import record_download
from cms.archive.models import Download, LibraryDocument
from cms.people.models import User
from tests.factories.access import create_audience, create_collection
from tests.factories.archive import create_document
from tests.factories.people import create_editor, create_superuser, create_user

pytestmark = pytest.mark.django_db

ADDRESS = "/admin/reports/downloads/"


@pytest.fixture
def employee() -> User:
    return create_user("Eva de Vries", email="eva@plein.example")


@pytest.fixture
def document(employee: User) -> LibraryDocument:
    kept = create_document("Regeling", collection=create_collection("Regels"))
    record_download(kept, by=employee)
    return kept


@pytest.fixture
def keeper(client: Client, document: LibraryDocument) -> User:
    person = create_editor(collections=[document.collection])
    client.force_login(person)
    return person


def rows(client: Client, **asked: str) -> list[tuple[str, str]]:
    answer = client.get(ADDRESS, asked)
    assert answer.status_code == 200
    return [(row.title, row.person) for row in answer.context["object_list"]]


def test_it_shows_what_was_downloaded_by_whom(client: Client, keeper: User) -> None:
    assert rows(client) == [("Regeling", "Eva de Vries")]
    assert ADDRESS in client.get(reverse("wagtailadmin_home")).content.decode()


def test_what_lies_elsewhere_is_neither_shown_nor_counted(client: Client, keeper: User, employee: User) -> None:
    record_download(create_document("Elders", collection=create_collection("Andere")), by=employee)

    answer = client.get(ADDRESS)

    assert "Elders" not in answer.content.decode()
    assert answer.context["paginator"].count == 1


def test_what_does_not_open_for_its_keeper_is_neither_shown_nor_counted(
    client: Client, keeper: User, document: LibraryDocument, employee: User
) -> None:
    vault = create_collection("Kluis", parent=document.collection, audiences=(create_audience(),))
    record_download(create_document("Geheim stuk", collection=vault), by=employee)

    answer = client.get(ADDRESS, {"title": "stuk"})

    assert "Geheim" not in answer.content.decode()
    assert answer.context["paginator"].count == 0
    client.force_login(create_superuser())
    assert rows(client, title="stuk") == [("Geheim stuk", "Eva de Vries")]


def test_downloads_of_a_document_that_is_gone_are_gone_from_it(
    client: Client, keeper: User, document: LibraryDocument
) -> None:
    document.delete()

    assert Download.objects.count() == 1
    assert rows(client) == []


def test_it_is_filtered_by_document_person_and_period(
    client: Client, keeper: User, document: LibraryDocument, employee: User
) -> None:
    other = create_document("Handleiding", collection=document.collection)
    old = record_download(other, by=None)
    Download.objects.filter(pk=old.pk).update(at=timezone.now() - timedelta(days=40))
    month = (timezone.now() - timedelta(days=30)).date().isoformat()

    assert rows(client) == [("Regeling", "Eva de Vries"), ("Handleiding", "")]
    assert rows(client, title="handl") == [("Handleiding", "")]
    assert rows(client, person="vries") == [("Regeling", "Eva de Vries")]
    assert rows(client, person="eva@plein") == [("Regeling", "Eva de Vries")]
    assert rows(client, at_from=month) == [("Regeling", "Eva de Vries")]
    assert rows(client, at_to=month) == [("Handleiding", "")]


def test_it_comes_as_a_table_for_a_spreadsheet(client: Client, keeper: User) -> None:
    answer = client.get(ADDRESS, {"export": "csv"})

    content = b"".join(answer.streaming_content).decode()
    _headings, row = csv.reader(StringIO(content))
    assert row[1:] == ["Regeling", "1", "Eva de Vries", "eva@plein.example"]


def test_who_keeps_no_collection_has_no_report(client: Client, document: LibraryDocument) -> None:
    group = create_editor(collections=[Collection.get_first_root_node()]).groups.get()
    group.collection_permissions.filter(permission__codename="change_collection").delete()
    client.force_login(create_user(groups=[group]))

    answer = client.get(ADDRESS)

    assert answer.status_code == 302
    assert ADDRESS not in client.get(reverse("wagtailadmin_home")).content.decode()
