"""What may not be deleted, by whom and through whichever door: what is under hold, and what a schedule keeps.

A schedule lets a document go in one way only, by its destruction, which leaves a certificate before it deletes.
"""

from collections.abc import Iterable

from django.db.models import Model, ProtectedError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.models import Collection

from cms.archive.models import LibraryDocument
from cms.retention.models import Certificate, LegalHold
from cms.retention.models.hold import places_above
from cms.retention.rules import Rules

# For whoever may delete the document, who need not know of which case it is a part.
HELD = _("It is under legal hold: nobody can delete it until the hold is lifted.")
SCHEDULED = _("A retention schedule keeps it: it goes only by a destruction that two people agreed on.")


class HeldError(ProtectedError):
    """A place of the filing plan that is under hold, or a hold itself, may not be deleted. `args[0]` says why."""

    def __init__(self, thing: Model) -> None:
        super().__init__(str(HELD), {thing})


def hold_collections(paths: Iterable[str]) -> None:
    """Have whoever sets a hold on these places of the filing plan, and whoever deletes below them, wait for each other
    until the transaction ends: no hold is set between the question and the deletion."""
    above = {place for path in paths for place in places_above(path)}
    rows = Collection.objects.select_for_update(no_key=True).filter(path__in=above).order_by("path")
    list(rows.values_list("pk", flat=True))


def is_held(document: LibraryDocument) -> bool:
    """Whether a hold keeps a document."""
    return LegalHold.objects.on(document).exists()


def reason_to_keep(document: LibraryDocument) -> Promise | None:
    """Why a document may not be deleted now; None where nothing keeps it. Ask it in the transaction that deletes."""
    hold_collections([document.collection.path])
    if is_held(document):
        return HELD
    if Rules().of(document) and not Certificate.objects.filter(document_id=document.pk).exists():
        return SCHEDULED
    return None
