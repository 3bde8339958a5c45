"""What is done with folders. Each is a collection behind a restriction of its own, so that the law needs to know of
nothing new: who may see the collection may see what is in it, wherever that is shown."""

from collections.abc import Iterable

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files import File
from django.db import transaction
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.models import Collection

from cms.access.actions import restrict
from cms.access.models import Audience
from cms.access.models.restriction import RestrictionKind
from cms.access.standard import members_of, standard_audiences
from cms.activity.actions import record_act
from cms.archive.actions import delete_document, store_document
from cms.archive.models import LibraryDocument
from cms.folders.acts import FOLDER_CREATED, FOLDER_DELETED, FOLDER_SHARED
from cms.folders.keeping import keeps, may_take_out, may_write_in
from cms.folders.models import Folder, Shelf
from cms.folders.models.folder import ShelfCode
from cms.people.models import User, WorkGroup

LONGEST_NAME = 100
MOST_FOLDERS = 50
WORDS: dict[str, str | Promise] = {
    "name": _("A folder needs a name of at most 100 characters."),
    "too_many": _("There are 50 folders already. Delete one first."),
    "archived": _("This group is archived: nothing is added any more."),
}


class FolderRefusedError(ValidationError):
    """As things are, this cannot be done; `code` is a key of WORDS."""

    def __init__(self, code: str) -> None:
        super().__init__(str(WORDS[code]), code=code)


@transaction.atomic
def create_folder(*, name: str, by: User, work_group: WorkGroup | None = None) -> Folder:
    """Make a folder of one's own, or of a group that one looks after.

    Raises FolderRefusedError, or PermissionDenied for who does not look after the group.
    """
    owner = None if work_group else by
    folder = Folder(owner=owner, work_group=work_group)
    if not keeps(by, folder):
        raise PermissionDenied
    if work_group and work_group.is_archived:
        raise FolderRefusedError("archived")
    if Folder.objects.filter(owner=owner, work_group=work_group).count() >= MOST_FOLDERS:
        raise FolderRefusedError("too_many")
    shelf = _shelf(ShelfCode.GROUPS if work_group else ShelfCode.PERSONAL)
    folder.collection = shelf.add_child(instance=Collection(name=_name(name)))
    folder.save()
    follow_shares(folder)
    record_act(FOLDER_CREATED, by=by, thing=folder)
    return folder


@transaction.atomic
def rename_folder(folder: Folder, *, name: str, by: User) -> None:
    """Call a folder otherwise. Raises FolderRefusedError or PermissionDenied."""
    _ask(by, folder)
    Collection.objects.filter(pk=folder.collection_id).update(name=_name(name))
    folder.collection.refresh_from_db(fields=["name"])


@transaction.atomic
def share_folder(folder: Folder, *, people: Iterable[User], work_groups: Iterable[WorkGroup], by: User) -> None:
    """Let exactly these people and groups read what is in a folder, beside whose it is. Raises PermissionDenied."""
    _ask(by, folder)
    folder.shared_with.set([person for person in people if person.pk != folder.owner_id])
    folder.shared_with_groups.set([group for group in work_groups if group.pk != folder.work_group_id])
    follow_shares(folder)
    details = {
        "people": sorted(folder.shared_with.values_list("pk", flat=True)),
        "work_groups": sorted(folder.shared_with_groups.values_list("pk", flat=True)),
    }
    record_act(FOLDER_SHARED, by=by, thing=folder, details=details)


@transaction.atomic
def delete_folder(folder: Folder, *, by: User) -> None:
    """Delete a folder with all that is in it. Raises PermissionDenied, or DeletionRefusedError where a document has to
    stay: then all of it stays."""
    _ask(by, folder)
    record_act(FOLDER_DELETED, by=by, thing=folder)
    for document in LibraryDocument.objects.filter(collection=folder.collection_id):
        delete_document(document, by=by)
    delete_emptied_folder(folder)


@transaction.atomic
def delete_emptied_folder(folder: Folder) -> None:
    """Delete a folder in which there is nothing, and what was made for it. It asks nobody."""
    collection, code = folder.collection, _code(folder)
    folder.delete()
    collection.delete()
    Audience.objects.filter(code=code).delete()


def put_document(
    folder: Folder, *, file: File, by: User, title: str = "", description: str = "", language: str = ""
) -> LibraryDocument:
    """Put a file into a folder. Raises PermissionDenied, or ValidationError for a file that is not what it says."""
    if not may_write_in(by, folder):
        raise PermissionDenied
    return store_document(
        file=file, collection=folder.collection, by=by, title=title, description=description, language=language
    )


def remove_document(document: LibraryDocument, folder: Folder, *, by: User) -> None:
    """Delete a document of a folder. Raises PermissionDenied, or DeletionRefusedError where it has to stay."""
    if document.collection_id != folder.collection_id or not may_take_out(by, document, folder):
        raise PermissionDenied
    delete_document(document, by=by)


@transaction.atomic
def follow_shares(folder: Folder) -> None:
    """Make a folder's restriction say once more whose it is and whom it is shared with."""
    restrict(kind=RestrictionKind.COLLECTION, key=folder.collection_id, audiences=_audiences_of(folder))


def _ask(person: User, folder: Folder) -> None:
    if not keeps(person, folder):
        raise PermissionDenied


def _name(given: str) -> str:
    name = " ".join(given.split())
    if not 0 < len(name) <= LONGEST_NAME:
        raise FolderRefusedError("name")
    return name


def _code(folder: Folder) -> str:
    return f"folder-{folder.pk}"


def _audiences_of(folder: Folder) -> list[Audience]:
    """Whose it is and whom it is shared with, as one audience that nobody names; nobody at all where it is nobody's."""
    audience, _is_new = Audience.objects.get_or_create(
        code=_code(folder), defaults={"name": _code(folder), "is_nameable": False}
    )
    owners = [folder.owner] if folder.owner else []
    audience.people.set([*owners, *folder.shared_with.all()])
    audience.work_groups.set(folder.shared_with_groups.all())
    return [audience, members_of(folder.work_group)] if folder.work_group else [audience]


def _shelf(code: str) -> Collection:
    """The collection of all folders of one sort, made when the first is; its name is in the organisation's language.

    Staff and partners pass it, because what is below can only narrow that.
    """
    shelf = Shelf.objects.select_related("collection").filter(code=code).first()
    if shelf:
        return shelf.collection
    with translation.override(settings.LANGUAGE_CODE):
        name = str(ShelfCode(code).label)
    collection = Collection.get_first_root_node().add_child(instance=Collection(name=name))
    restrict(kind=RestrictionKind.COLLECTION, key=collection.pk, audiences=standard_audiences("staff", "partners"))
    Shelf.objects.create(code=code, collection=collection)
    return collection
