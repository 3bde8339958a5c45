"""Nothing under hold is deleted by anyone, through any door; what a schedule keeps goes by its destruction alone."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import Permission
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.db import transaction
from django.db.models import ProtectedError
from django.test import Client
from django.urls import reverse
from wagtail.models import Collection, GroupCollectionPermission

from cms.archive.actions import add_version, delete_document
from cms.archive.models import DocumentVersion, LibraryDocument
from cms.archive.refusals import DeletionRefusedError
from cms.people.models import User
from cms.privacy.actions import erase_person
from cms.retention.models import DueDocument, LegalHold
from tests.factories.access import create_collection
from tests.factories.archive import create_document
from tests.factories.people import create_editing_group, create_superuser, create_user
from tests.factories.retention import create_hold, create_schedule

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Collection:
    return create_collection("Dossiers")


@pytest.fixture
def document(place: Collection) -> LibraryDocument:
    return create_document("Besluit", collection=place)


@pytest.fixture(params=["by name", "by collection", "by schedule"])
def kept(request: pytest.FixtureRequest, document: LibraryDocument) -> LibraryDocument:
    if request.param == "by name":
        create_hold(documents=[document])
    elif request.param == "by collection":
        create_hold(collections=[document.collection])
    else:
        create_schedule(1, collections=[document.collection])
    return document


def assert_is_there(document: LibraryDocument) -> None:
    there = LibraryDocument.objects.get(pk=document.pk)
    assert there.title == "Besluit"
    assert there.file.storage.exists(there.file.name)
    assert there.versions.count() == 1


ORM: dict[str, Callable[[LibraryDocument], object]] = {
    "the instance": lambda document: document.delete(),
    "the action": lambda document: delete_document(document, by=None),
    "a queryset": lambda document: LibraryDocument.objects.filter(pk=document.pk).delete(),
    "all documents": lambda document: LibraryDocument.objects.all().delete(),
    "its name in the worklist": lambda document: DueDocument.objects.get(pk=document.pk).delete(),
    "its collection": lambda document: Collection.objects.get(pk=document.collection_id).delete(),
    "collections by the dozen": lambda document: Collection.objects.filter(pk=document.collection_id).delete(),
    "a version": lambda document: document.versions.get().delete(),
    "all versions": lambda document: DocumentVersion.objects.filter(document=document).delete(),
}


@pytest.mark.parametrize("door", ORM)
def test_no_door_of_the_orm_deletes_what_is_kept(kept: LibraryDocument, door: str) -> None:
    with pytest.raises((DeletionRefusedError, ProtectedError)), transaction.atomic():
        ORM[door](kept)

    assert_is_there(kept)


def test_what_nothing_keeps_is_deleted(document: LibraryDocument) -> None:
    """Else the tests above would pass with every door walled up."""
    document.delete()
    assert not LibraryDocument.objects.exists()


def test_whoever_uploaded_it_takes_nothing_along(place: Collection) -> None:
    person = create_user()
    document = create_document("Besluit", collection=place, uploaded_by_user=person, owner=person)
    create_hold(documents=[document])

    person.delete()

    assert_is_there(document)


def test_whoever_is_erased_takes_nothing_along(place: Collection) -> None:
    person = create_user()
    document = create_document("Besluit", collection=place, uploaded_by_user=person, owner=person)
    create_hold(documents=[document])

    erase_person(person, by=create_superuser())

    assert_is_there(document)


def test_the_demo_is_not_loaded_anew_over_it(kept: LibraryDocument, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the demo removes goes by the same doors, all or nothing."""
    monkeypatch.setattr("cms.demo.management.commands.demo.is_demo_loaded", lambda: True)
    monkeypatch.setattr("cms.demo.management.commands.demo.reload_demo", kept.delete)

    with pytest.raises(CommandError, match="has to stay"), transaction.atomic():
        call_command("demo", reset=True, force=True)

    assert_is_there(kept)


@pytest.fixture
def superuser(client: Client) -> Client:
    client.force_login(create_superuser())
    return client


def test_no_administrator_deletes_it_in_bulk(superuser: Client, kept: LibraryDocument) -> None:
    other = create_document("Los stuk")
    address = reverse("wagtail_bulk_action", args=["archive", "librarydocument", "delete"])

    answer = superuser.post(f"{address}?id={kept.pk}&id={other.pk}")

    assert (answer.status_code, answer.url) == (302, reverse("wagtaildocs:index"))
    assert_is_there(kept)
    assert LibraryDocument.objects.filter(pk=other.pk).exists()


def test_no_administrator_deletes_its_collection(superuser: Client, kept: LibraryDocument) -> None:
    answer = superuser.post(reverse("wagtailadmin_collections:delete", args=[kept.collection_id]))

    assert answer.status_code < 500
    assert_is_there(kept)


SCREENS = ("wagtaildocs:delete", "wagtaildocs:delete_multiple")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("is_administrator", [True, False])
def test_no_screen_deletes_it(client: Client, document: LibraryDocument, screen: str, is_administrator: bool) -> None:
    create_hold(collections=[document.collection])
    client.force_login(create_superuser(language="en") if is_administrator else _who_may_delete_in(document.collection))

    answer = client.post(reverse(screen, args=[document.pk]), headers={"x-requested-with": "XMLHttpRequest"})

    assert answer.status_code == 409
    assert "legal hold" in answer.content.decode()
    assert_is_there(document)


def _who_may_delete_in(collection: Collection) -> User:
    group = create_editing_group(collections=[collection])
    may_delete = Permission.objects.get(codename="delete_document", content_type__app_label="wagtaildocs")
    GroupCollectionPermission.objects.create(group=group, collection=collection, permission=may_delete)
    return create_user(groups=[group], language="en")


def test_another_file_is_another_version_and_the_old_one_stays(document: LibraryDocument) -> None:
    create_hold(documents=[document])
    first = document.file.name

    add_version(document, file=ContentFile(b"Nieuw.", name="nieuw.txt"), note="", by=create_superuser(), based_on=1)

    document.refresh_from_db()
    assert [version.number for version in document.versions.all()] == [2, 1]
    assert document.file.storage.exists(first)


def test_what_leaves_a_place_under_hold_stays_under_it(document: LibraryDocument) -> None:
    create_hold(collections=[document.collection])
    elsewhere, third = create_collection("Elders"), create_collection("Nog verder")

    document.collection = elsewhere
    document.save()
    with pytest.raises(DeletionRefusedError), transaction.atomic():
        document.delete()

    LibraryDocument.objects.filter(pk=document.pk).update(collection=third)
    with pytest.raises(DeletionRefusedError), transaction.atomic():
        LibraryDocument.objects.get(pk=document.pk).delete()


def test_many_that_leave_in_one_statement_stay_under_it(document: LibraryDocument) -> None:
    create_hold(collections=[document.collection])

    LibraryDocument.objects.all().update(collection=create_collection("Elders"))

    with pytest.raises(DeletionRefusedError), transaction.atomic():
        LibraryDocument.objects.all().delete()
    assert LibraryDocument.objects.count() == 1


def test_a_collection_made_below_a_place_under_hold_stays_under_it_when_it_is_moved(place: Collection) -> None:
    create_hold(collections=[place])
    below = create_collection("Deel", parent=place)
    document = create_document("Besluit", collection=below)

    below.refresh_from_db()
    below.move(create_collection("Elders"), "sorted-child")

    with pytest.raises(DeletionRefusedError), transaction.atomic():
        LibraryDocument.objects.get(pk=document.pk).delete()


def test_neither_a_hold_nor_a_place_under_hold_is_deleted(place: Collection) -> None:
    hold = create_hold(collections=[place])

    for deletion in (hold.delete, LegalHold.objects.all().delete, place.delete):
        with pytest.raises(ProtectedError), transaction.atomic():
            deletion()

    assert LegalHold.objects.get().collections.get() == place


def test_a_lifted_hold_keeps_nothing(document: LibraryDocument) -> None:
    hold = create_hold(documents=[document], collections=[document.collection])
    LegalHold.objects.filter(pk=hold.pk).update(lifted_at="2026-01-01T00:00:00Z")

    document.delete()

    assert not LibraryDocument.objects.exists()
