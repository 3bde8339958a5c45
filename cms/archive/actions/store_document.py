"""A new document."""

from collections.abc import Iterable
from pathlib import PurePath
from typing import Any

from django.core.files import File
from django.db import transaction
from wagtail.models import Collection

from cms.archive.models import LibraryDocument, Revision, filing_defaults
from cms.people.models import User
from cms.tags.models import Tag

TITLE_LENGTH = 255


def store_document(
    *,
    file: File,
    collection: Collection,
    by: User | None,
    title: str = "",
    language: str = "",
    note: str = "",
    tags: Iterable[Tag] = (),
    **described: Any,
) -> LibraryDocument:
    """Take a file into a collection. What is not said comes from the filing plan; the title, from the file's name.

    `described` are further fields of the document. Raises ValidationError where the file's content is something else
    than its name says, or the file too large or infected."""
    document = LibraryDocument(
        title=(title or PurePath(file.name or "").stem)[:TITLE_LENGTH],
        file=file,
        collection=collection,
        uploaded_by_user=by,
        **described,
    )
    document.language = language or filing_defaults(collection).language or document.language
    # before the transaction: that a file was infected must be written down, whatever becomes of the rest
    document.clean()
    document.revision = Revision(by, note)
    with transaction.atomic():
        document.save()
        document.tags.set(tags)
    return document
