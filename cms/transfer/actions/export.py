"""A collection becomes a bag (RFC 8493): files, a table of what is said of them, and Dublin Core for each document."""

import tempfile
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from uuid import uuid4

import bagit
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from wagtail.models import Collection

from cms.access.policy import open_to
from cms.access.readers import reader_for
from cms.activity.actions import record_act
from cms.archive.models import DocumentVersion, LibraryDocument
from cms.people.models import User
from cms.transfer.acts import ARCHIVE_EXPORTED
from cms.transfer.bag_writer import BagWriter
from cms.transfer.collections import places_below
from cms.transfer.reports import Progress, Report, tell_nobody


class ExportError(RuntimeError):
    """No bag was written; its text says why."""


def export_collection(
    collection: Collection, to: Path, *, by: User, progress: Progress = tell_nobody
) -> tuple[Report, list[int]]:
    """Write the documents of a collection and of those below it, as far as a person may open them, as a new bag.

    The folder `to` is made at the very end, once the bag is whole: an export that breaks off leaves nothing there. A
    file that is missing, or no longer what its hash says, is a problem of the report and not in the bag. Returns the
    report and the ids of the documents that are in the bag with all their versions. Raises ExportError.
    """
    if to.exists():
        raise ExportError(_("%(path)s is there already: name a new folder.") % {"path": to})
    identifier = f"plein-{collection.pk}-{uuid4()}"
    try:
        to.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=to.parent, prefix=f".{to.name}-") as folder:
            report, whole = _write(collection, Path(folder) / "bag", identifier, by, progress)
            (Path(folder) / "bag").rename(to)
    except (OSError, bagit.BagError) as error:
        raise ExportError(_("The bag could not be written: %(error)s") % {"error": error}) from error
    details = {"bag": identifier, "files": report.counts["exported"], "problems": len(report.problems)}
    record_act(ARCHIVE_EXPORTED, by=by, thing=collection, details=details)
    return report, whole


def _write(
    collection: Collection, folder: Path, identifier: str, by: User, progress: Progress
) -> tuple[Report, list[int]]:
    report, whole, done = Report(), list[int](), 0
    writer = BagWriter(folder, places_below(collection), report)
    versions = _versions_in(collection, by)
    total = versions.count()
    for document, its_versions in groupby(_in_order(versions), key=lambda version: version.document):
        listed = list(its_versions)
        if writer.add(document, listed):
            whole.append(document.pk)
        done += len(listed)
        progress(done, total)
    writer.seal(identifier=identifier, description=collection.name)
    return report, whole


def _versions_in(collection: Collection, by: User) -> QuerySet[DocumentVersion]:
    inside = collection.get_descendants(inclusive=True)
    documents = open_to(reader_for(by), LibraryDocument.objects.filter(collection__in=inside))
    return DocumentVersion.objects.filter(document__in=documents.values("pk"))


def _in_order(versions: QuerySet[DocumentVersion]) -> Iterator[DocumentVersion]:
    with_all = versions.select_related("author", "document__owner", "document__kind", "document__collection")
    return with_all.order_by("document__archive_number", "document", "number").iterator(chunk_size=200)
