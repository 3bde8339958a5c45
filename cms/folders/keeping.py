"""Who may do what in a folder. Who may see one is the law's business (cms/access/policy.py): doors ask that first."""

from cms.archive.models import LibraryDocument
from cms.folders.models import Folder
from cms.people.actions import looks_after
from cms.people.models import User


def may_write_in(person: User, folder: Folder) -> bool:
    """Whether somebody may put documents into a folder: its owner, and members of its group."""
    if not person.is_active:
        return False
    if folder.work_group is None:
        return folder.owner_id == person.pk
    return not folder.work_group.is_archived and folder.work_group.memberships.filter(user=person).exists()


def keeps(person: User, folder: Folder) -> bool:
    """Whether somebody may name, share and delete a folder: its owner, or who looks after its group."""
    if folder.work_group is None:
        return person.is_active and folder.owner_id == person.pk
    return looks_after(person, folder.work_group)


def may_take_out(person: User, document: LibraryDocument, folder: Folder) -> bool:
    """Whether somebody may delete a document of a folder: who put it there and still may, and who keeps the folder."""
    is_own = document.uploaded_by_user_id == person.pk and may_write_in(person, folder)
    return is_own or keeps(person, folder)
