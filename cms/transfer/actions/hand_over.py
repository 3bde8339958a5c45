"""After another archive has taken a bag: what was agreed to be transferred is noted as gone there."""

from collections import defaultdict

from django.utils.translation import gettext as _

from cms.archive.models import LibraryDocument
from cms.people.models import User
from cms.retention.actions import CannotGoError, mark_transferred, waiting_for_transfer
from cms.transfer.describing import BadRowError
from cms.transfer.reports import Report
from cms.transfer.sources import Source, digest_of


def note_transfer(source: Source, *, to: str, by: User) -> Report:
    """Mark as transferred each document that waits for it and is in a bag with all its versions, whole.

    `to` names the archive and its receipt. What is in the bag and does not wait is left alone. Raises BadSourceError.
    """
    report, hashes = Report(), _hashes_in(source)
    for row in waiting_for_transfer(by).select_related("document").order_by("pk"):
        document = row.document
        if document is None or document.archive_number not in hashes:
            continue
        if not _has_all_of(document, hashes[document.archive_number]):
            report.complain(document.archive_number, _("The bag does not hold all versions of this document, whole."))
            continue
        try:
            mark_transferred(row, to=to, by=by)
            report.note("transferred")
        except CannotGoError as error:
            report.complain(document.archive_number, error)
    return report


def _hashes_in(source: Source) -> dict[str, set[str]]:
    """The hashes of the whole files of each document in a bag, by its archive number."""
    found: dict[str, set[str]] = defaultdict(set)
    for _place, row in source.rows():
        try:
            if not isinstance(row, BadRowError):
                found[row.archive_number].add(digest_of(source.open_file(row), "sha256"))
        except BadRowError:
            continue
    return found


def _has_all_of(document: LibraryDocument, hashes: set[str]) -> bool:
    return set(document.versions.values_list("sha256", flat=True)) <= hashes
