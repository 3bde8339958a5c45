"""A bag while it is written: files first, what is said of them beside, then the manifests over all of it."""

import csv
from dataclasses import replace
from pathlib import Path

import bagit
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.access.policy import lock_of
from cms.archive.files import sha256_and_size
from cms.archive.models import DocumentVersion, LibraryDocument
from cms.transfer.describing import COLUMNS, TABLE, Description
from cms.transfer.dublin_core import dublin_core
from cms.transfer.naming import path_safe
from cms.transfer.reports import Report


class BagWriter:
    """Writes documents into a new folder. `places` are the paths of collections by their ids."""

    def __init__(self, folder: Path, places: dict[int, str], report: Report) -> None:
        self.folder, self.places, self.report = folder, places, report
        folder.mkdir()
        # Beside the bag until its payload is sealed, because all that lies in it then becomes payload.
        self.tags = folder.with_name("tags")
        (self.tags / "dublin_core").mkdir(parents=True)
        self._rows: list[Description] = []

    def add(self, document: LibraryDocument, versions: list[DocumentVersion]) -> bool:
        """Write a document with its versions, the oldest first; whether all of it is in the bag and whole."""
        described = [self._add_version(document, version) for version in versions]
        written = [each for each in described if each]
        if written:
            self._rows += written
            audiences = [", ".join(line) for line in _audiences_of(document)]
            xml = dublin_core(written, publisher=settings.WAGTAIL_SITE_NAME, audiences=audiences)
            (self.tags / "dublin_core" / f"{_number_of(document)}.xml").write_bytes(xml)
        return len(written) == len(versions)

    def seal(self, *, identifier: str, description: str) -> None:
        """Write manifests over payload and tags, and read the whole once more. Raises bagit.BagError."""
        with (self.tags / Path(TABLE).name).open("w", encoding="utf-8", newline="") as file:
            table = csv.DictWriter(file, COLUMNS)
            table.writeheader()
            table.writerows(row.row() for row in self._rows)
        info = {
            "Source-Organization": settings.WAGTAIL_SITE_NAME,
            "External-Identifier": identifier,
            "External-Description": description,
            "Bagging-Date": timezone.localdate().isoformat(),
        }
        bagit.make_bag(str(self.folder), info, checksums=["sha256"])
        # because the library writes no manifest where there is no file, and a bag without one is none
        (self.folder / "manifest-sha256.txt").touch()
        self.tags.rename(self.folder / Path(TABLE).parent)
        bagit.Bag(str(self.folder)).save()
        bagit.Bag(str(self.folder)).validate()

    def _add_version(self, document: LibraryDocument, version: DocumentVersion) -> Description | None:
        described = self._described(document, version)
        path = self.folder / described.path.removeprefix("data/")
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with version.file.storage.open(str(version.file.name)) as source, path.open("wb") as target:
                digest, size = sha256_and_size(source, copy_to=target)
        except FileNotFoundError:
            self._refuse(described, path, _("The file is missing."))
            return None
        if digest != version.sha256:
            self._refuse(described, path, _("The file is not what it was when it came in: its SHA-256 differs."))
            return None
        self.report.note("exported")
        return replace(described, size=size)

    def _refuse(self, described: Description, path: Path, problem: str) -> None:
        path.unlink(missing_ok=True)
        place = _("%(number)s, version %(version)s") % {
            "number": described.archive_number,
            "version": described.version,
        }
        self.report.complain(place, problem)

    def _described(self, document: LibraryDocument, version: DocumentVersion) -> Description:
        place = self.places[document.collection_id]
        number = _number_of(document)
        folders = [path_safe(name) for name in place.split("/") if name]
        parts = ["data", *folders, number, str(version.number), path_safe(version.filename)]
        return Description(
            path="/".join(parts),
            title=document.title,
            archive_number=document.archive_number or "",
            version=version.number,
            collection=place,
            language=document.language,
            kind=document.kind.code if document.kind else "",
            dated_on=document.dated_on,
            source=document.source,
            description=document.description,
            tags=tuple(sorted(tag.name for tag in document.tags.all())),
            owner=document.owner.email if document.owner else "",
            author=version.author.email if version.author else "",
            added_at=version.created_at,
            note=version.note,
            content_type=version.content_type,
            sha256=version.sha256,
        )


def _number_of(document: LibraryDocument) -> str:
    return path_safe(document.archive_number or str(document.pk))


def _audiences_of(document: LibraryDocument) -> list[list[str]]:
    """The names of the audiences of each restriction that a reader of the document has to pass."""
    lock = lock_of(document)
    restrictions = lock.restrictions.order_by("pk") if lock else []
    return [sorted(audience.name for audience in each.audiences.all()) for each in restrictions]
