"""Another file for a document, and an earlier one back."""

from django.core.files import File
from django.db import transaction
from django.utils.translation import gettext as _

from cms.archive.models import DocumentVersion, LibraryDocument, Revision
from cms.people.models import User


class VersionConflictError(Exception):
    """Somebody else's version came first. `newest` is that one; nothing was written."""

    def __init__(self, newest: DocumentVersion) -> None:
        self.newest = newest
        super().__init__(f"Version {newest.number} of document {newest.document_id} came first.")


def add_version(
    document: LibraryDocument, *, file: File, by: User | None, based_on: int, note: str = ""
) -> DocumentVersion:
    """Make a file the newest version of a document. `based_on` is the number of the version that its maker had.

    Raises VersionConflictError where that is not the newest any more, and ValidationError where the file's content is
    something else than its name says, or the file too large or infected."""
    checked = LibraryDocument(title=document.title, file=file, collection_id=document.collection_id)
    # before the transaction: that a file was infected must be written down, whatever becomes of the rest
    checked.clean()
    with transaction.atomic():
        return _put_in_place(document, file, Revision(by, note), based_on)


@transaction.atomic
def restore_version(
    version: DocumentVersion, *, by: User | None, note: str = "", based_on: int | None = None
) -> DocumentVersion:
    """Make the file of an earlier version the newest once more, as a version of its own; what is said of the document
    stays. Raises VersionConflictError where `based_on` is given and not the newest any more, and FileNotFoundError
    where the earlier file is missing."""
    document = version.document
    told = note or _("Version %(number)d restored") % {"number": version.number}
    with version.file.storage.open(str(version.file.name)) as content:
        file = File(content, name=version.filename)
        return _put_in_place(document, file, Revision(by, told), based_on)


def _put_in_place(document: LibraryDocument, file: File, revision: Revision, based_on: int | None) -> DocumentVersion:
    # The row stays locked until the end, so that of two at once the second finds the first one's version.
    current = LibraryDocument.objects.select_for_update().get(pk=document.pk)
    if based_on is not None and current.version != based_on:
        raise VersionConflictError(current.versions.get(number=current.version))
    current.file = file
    current.revision = revision
    current.save()
    document.refresh_from_db()
    return current.versions.get(number=current.version)
