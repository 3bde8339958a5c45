"""Whether documents may be deleted: one question for every door, answered by whoever has a reason against it."""

from collections.abc import Iterable

from django.utils.functional import Promise

from cms.archive.models import LibraryDocument
from cms.archive.signals import deletion_asked


class DeletionRefusedError(Exception):
    """A document has to stay. `document` is which, `reasons` why, in words for people."""

    def __init__(self, document: LibraryDocument, reasons: Iterable[str | Promise]) -> None:
        self.document = document
        self.reasons = [str(reason) for reason in reasons]
        super().__init__(" ".join(self.reasons))


def reasons_to_keep(document: LibraryDocument) -> list[str | Promise]:
    """Why a document must not be deleted now; empty where nobody objects."""
    answers = deletion_asked.send(sender=LibraryDocument, document=document)
    return [reason for _receiver, reason in answers if reason]
