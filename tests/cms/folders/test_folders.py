import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from wagtail.models import Collection

from cms.access.models import Audience, Restriction
from cms.access.policy import may_see, visible_to
from cms.access.readers import reader_for
from cms.activity.models import AuditEntry
from cms.archive.models import LibraryDocument
from cms.folders.actions import (
    FolderRefusedError,
    create_folder,
    delete_folder,
    put_document,
    remove_document,
    rename_folder,
    share_folder,
)
from cms.folders.models import Folder
from cms.people.actions import archive_group, join_group, leave_group
from tests.factories.people import create_partner, create_superuser, create_user


def file(text: str = "Een regeling", name: str = "regeling.txt") -> ContentFile:
    return ContentFile(text.encode(), name=name)


def member_of(group):
    return group.memberships.last().user


def sees(person, thing) -> bool:
    return may_see(reader_for(person), thing)


def test_a_folder_is_its_owners_alone(folder, owner):
    document = put_document(folder, file=file(), by=owner)
    others = [create_user("Iemand Anders"), create_partner()]
    assert (document.title, document.owner) == ("regeling", owner)
    assert sees(owner, document)
    assert sees(owner, folder)
    for person in [*others, None]:
        assert not visible_to(reader_for(person), LibraryDocument.objects.all()).exists()
        assert not visible_to(reader_for(person), Folder.objects.all()).exists()
    assert AuditEntry.objects.get(act="folder.created").by == owner


def test_whom_a_folder_is_shared_with_reads_and_does_not_write(folder, owner, group):
    friend, member = create_partner(), member_of(group)
    document = put_document(folder, file=file(), by=owner)
    share_folder(folder, people=[friend, owner], work_groups=[group], by=owner)
    for person in (friend, member):
        assert sees(person, document)
        with pytest.raises(PermissionDenied):
            put_document(folder, file=file(), by=person)
        with pytest.raises(PermissionDenied):
            remove_document(document, folder, by=person)
        with pytest.raises(PermissionDenied):
            share_folder(folder, people=[person], work_groups=[], by=person)
    assert list(folder.shared_with.all()) == [friend]
    leave_group(group, by=member)
    assert not sees(member, document)
    share_folder(folder, people=[], work_groups=[], by=owner)
    assert not sees(friend, document)
    assert sees(owner, document)
    assert LibraryDocument.objects.filter(collection=folder.collection).count() == 1


def test_a_groups_folder_is_its_members(group):
    keeper, member = (membership.user for membership in group.memberships.all())
    folder = create_folder(name="Vergaderstukken", by=keeper, work_group=group)
    document = put_document(folder, file=file(), by=member)
    outsider = create_user("Iemand Anders")
    assert sees(member, document)
    assert not sees(outsider, document)
    join_group(group, by=outsider)
    assert sees(outsider, document)
    with pytest.raises(PermissionDenied):
        remove_document(document, folder, by=outsider)
    remove_document(document, folder, by=member)
    assert not LibraryDocument.objects.filter(collection=folder.collection).exists()


def test_who_does_not_look_after_a_group_makes_no_folder_of_it(group):
    with pytest.raises(PermissionDenied):
        create_folder(name="Stukken", by=member_of(group), work_group=group)
    assert not Folder.objects.exists()


def test_nothing_is_added_to_an_archived_group(group):
    keeper = group.memberships.first().user
    folder = create_folder(name="Vergaderstukken", by=keeper, work_group=group)
    archive_group(group, by=keeper)
    folder.refresh_from_db()
    with pytest.raises(PermissionDenied):
        put_document(folder, file=file(), by=keeper)
    group.refresh_from_db()
    with pytest.raises(FolderRefusedError):
        create_folder(name="Nog een", by=keeper, work_group=group)
    assert not LibraryDocument.objects.exists()


@pytest.mark.parametrize("name", ["", "   ", "x" * 101])
def test_a_folder_has_a_name(owner, name):
    with pytest.raises(FolderRefusedError):
        create_folder(name=name, by=owner)
    assert not Folder.objects.exists()


def test_a_folder_is_called_otherwise_by_its_owner(folder, owner):
    rename_folder(folder, name="  Oude   stukken ", by=owner)
    assert Collection.objects.get(pk=folder.collection_id).name == "Oude stukken"
    with pytest.raises(PermissionDenied):
        rename_folder(folder, name="Van mij", by=create_user())
    assert Collection.objects.get(pk=folder.collection_id).name == "Oude stukken"


def test_a_deleted_folder_leaves_nothing(folder, owner):
    put_document(folder, file=file(), by=owner)
    collection = folder.collection_id
    delete_folder(folder, by=owner)
    assert not Folder.objects.exists()
    assert not LibraryDocument.objects.exists()
    assert not Collection.objects.filter(pk=collection).exists()
    assert not Restriction.objects.filter(kind="collection", key=str(collection)).exists()
    assert not Audience.objects.filter(code__startswith="folder-").exists()


def test_somebody_else_deletes_no_folder(folder, owner):
    put_document(folder, file=file(), by=owner)
    with pytest.raises(PermissionDenied):
        delete_folder(folder, by=create_user())
    assert Folder.objects.count() == LibraryDocument.objects.count() == 1


def test_nobody_may_choose_the_audience_of_a_folder(folder):
    assert not Audience.objects.nameable().filter(code__startswith="folder-").exists()
    assert Audience.objects.filter(code=f"folder-{folder.pk}").exists()


def test_the_folder_of_a_deleted_account_is_nobodys(folder, owner):
    document = put_document(folder, file=file(), by=owner)
    friend = create_user("Iemand Anders")
    share_folder(folder, people=[friend], work_groups=[], by=owner)
    owner.delete()
    folder.refresh_from_db()
    assert folder.owner is None
    assert sees(friend, document)
    assert sees(create_superuser(), document)
    assert not sees(create_user("Nog Iemand"), document)


def test_the_folder_of_a_deleted_group_is_nobodys(group):
    keeper, member = (membership.user for membership in group.memberships.all())
    folder = create_folder(name="Vergaderstukken", by=keeper, work_group=group)
    document = put_document(folder, file=file(), by=member)
    group.delete()
    assert not sees(member, document)
    folder.refresh_from_db()
    assert folder.work_group is None
