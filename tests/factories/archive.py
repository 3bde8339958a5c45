"""Documents."""

from django.core.files.base import ContentFile
from wagtail.models import Collection

from cms.archive.models import LibraryDocument


def create_document(
    title: str = "Regeling",
    *,
    collection: Collection | None = None,
    content: bytes = b"Artikel 1. Dit is de regeling.",
    name: str = "regeling.txt",
    **fields: object,
) -> LibraryDocument:
    """A document, in the root collection by default."""
    collection = collection or Collection.get_first_root_node()
    file = ContentFile(content, name=name)
    return LibraryDocument.objects.create(
        title=title, file=file, collection=collection, file_size=len(content), **fields
    )
