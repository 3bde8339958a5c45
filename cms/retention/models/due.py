"""The documents of the worklist."""

from cms.archive.models import LibraryDocument


class DueDocument(LibraryDocument):
    """A document, where it is listed because its term is over: what is done to such in bulk is done from there."""

    class Meta:
        proxy = True
        default_permissions = ()

    # The usage of anything is that of the document itself.
    wagtail_reference_index_ignore = True
