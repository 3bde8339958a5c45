"""Who may do what in a folder. Who may see one is the law's business (cms/access/policy.py): doors ask that first."""

from collections.abc import Iterable
from typing import NamedTuple

from cms.archive.models import LibraryDocument
from cms.folders.models import Folder
from cms.people.actions import looked_after_by
from cms.people.models import User, WorkGroup


class Rights(NamedTuple):
    """What somebody may do in a folder: put documents into it; name, share and delete it."""

    is_writable: bool = False
    is_manageable: bool = False


def rights_in_folders(person: User, folders: Iterable[Folder]) -> dict[int, Rights]:
    """What somebody may do in each of these, by its id: in their own all; in a group's its members write, and who looks
    after the group manages. The same few queries for any number of folders."""
    listed = list(folders)
    groups = {folder.work_group_id for folder in listed if folder.work_group_id}
    member_of = set(WorkGroup.objects.with_member(person).filter(pk__in=groups).values_list("pk", flat=True))
    kept = looked_after_by(person, groups)
    found = {}
    for folder in listed:
        if folder.work_group is None:
            is_own = person.is_active and folder.owner_id == person.pk
            found[folder.pk] = Rights(is_own, is_own)
        else:
            writes = person.is_active and folder.work_group_id in member_of and not folder.work_group.is_archived
            found[folder.pk] = Rights(writes, folder.work_group_id in kept)
    return found


def may_write_in(person: User, folder: Folder) -> bool:
    """Whether somebody may put documents into a folder."""
    return rights_in_folders(person, [folder])[folder.pk].is_writable


def keeps(person: User, folder: Folder) -> bool:
    """Whether somebody may name, share and delete a folder."""
    return rights_in_folders(person, [folder])[folder.pk].is_manageable


def may_take_out(person: User, document: LibraryDocument, folder: Folder) -> bool:
    """Whether somebody may delete a document of a folder: who put it there and still may, and who keeps the folder."""
    rights = rights_in_folders(person, [folder])[folder.pk]
    is_own = document.uploaded_by_user_id == person.pk and rights.is_writable
    return is_own or rights.is_manageable
