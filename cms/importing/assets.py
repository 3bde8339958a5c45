"""Pictures and documents of an import, each kept once in the collection of what it belongs to."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.files import File
from django.db import DatabaseError, transaction
from django.utils.translation import gettext as _
from wagtail.models import Collection

from cms.archive.actions import store_document
from cms.archive.models import LibraryDocument
from cms.importing.files import SourceFile
from cms.importing.manuscripts import Manuscript
from cms.importing.readings import FileUse
from cms.importing.reports import Report
from cms.media.models import Image

TITLE_LENGTH = 255


@dataclass
class Assets:
    """The folder's files as the library has them: their ids by path, apart for pictures and for documents."""

    folder: Path
    language: str
    report: Report
    pictures: dict[str, int] = field(default_factory=dict)
    documents: dict[str, int] = field(default_factory=dict)
    _files: dict[str, SourceFile] = field(default_factory=dict)

    def file(self, path: str) -> SourceFile:
        """One file of the folder; asked twice, read once."""
        return self._files.setdefault(path, SourceFile(self.folder, path))

    def check(self, manuscripts: Iterable[Manuscript]) -> None:
        """Tell which pictures cannot be shown, at every line that wants to show them."""
        for manuscript in manuscripts:
            remarks = self.report.remarks_on(manuscript.source_path)
            for use in manuscript.files:
                fault = self._fault_of(use)
                if fault:
                    told = _("“%(path)s” was left out: %(reason)s") % {"path": use.path, "reason": fault}
                    remarks.fault(told, use.line)

    def _fault_of(self, use: FileUse) -> str:
        file = self.file(use.path)
        if not file.digest:
            return _("it cannot be read")
        return file.fault_as_picture if use.is_picture else ""

    def bring_in(self, manuscripts: Iterable[Manuscript], collection: Collection) -> None:
        """Make a picture or document of each file in use that the collection has not got yet."""
        for manuscript in manuscripts:
            for use in manuscript.files:
                known = self.pictures if use.is_picture else self.documents
                if use.path in known or self._fault_of(use):
                    continue
                try:
                    with transaction.atomic():
                        known[use.path] = self._kept(use, collection)
                except (ValidationError, DatabaseError, OSError, ValueError) as error:
                    reason = " ".join(error.messages) if isinstance(error, ValidationError) else error
                    told = _("“%(path)s” did not come in: %(reason)s") % {"path": use.path, "reason": reason}
                    self.report.remarks_on(manuscript.source_path).error(told, use.line)

    def _kept(self, use: FileUse, collection: Collection) -> int:
        """The id of a file's picture or document: the one with the same bytes, else a new one."""
        file = self.file(use.path)
        model = Image if use.is_picture else LibraryDocument
        known = model.objects.filter(collection=collection, file_hash=file.digest).order_by("pk").first()
        if known is not None:
            return int(known.pk)
        with file.place.open("rb") as content:
            return int(self._stored(use, file, File(content, name=file.name), collection).pk)

    def _stored(self, use: FileUse, file: SourceFile, content: File, collection: Collection) -> Image | LibraryDocument:
        if not use.is_picture:
            title = (use.title or file.title)[:TITLE_LENGTH]
            return store_document(file=content, title=title, collection=collection, by=None, language=self.language)
        return Image.objects.create(
            title=file.title[:TITLE_LENGTH],
            description=use.title[:TITLE_LENGTH],
            file=content,
            file_size=file.place.stat().st_size,
            file_hash=file.digest,
            collection=collection,
        )
