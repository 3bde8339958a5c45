"""The end of a document."""

from django.db import transaction

from cms.archive.models import LibraryDocument
from cms.people.models import User


@transaction.atomic
def delete_document(document: LibraryDocument, *, by: User | None) -> None:
    """Delete a document with all its versions; their files go once that is committed.

    Raises DeletionRefusedError where somebody has a reason to keep it."""
    document.deleted_by = by
    document.delete()
