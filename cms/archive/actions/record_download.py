"""What is done to documents."""

from cms.archive.models import Download, LibraryDocument
from cms.people.models import User


def record_download(document: LibraryDocument, *, by: User | None) -> Download:
    """Write down that somebody took a document; None is a visitor."""
    return Download.objects.create(document=document, title=document.title, version=document.version, user=by)
