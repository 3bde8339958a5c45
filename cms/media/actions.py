"""What is done to files that come in: they are looked into, and an infected one is kept apart."""

import hashlib
from enum import Enum
from typing import Any, TypeVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files import File
from django.db import transaction
from django.db.models import Model, QuerySet
from django.db.models.fields.files import FieldFile
from django.utils.translation import gettext as _

from cms.activity.actions import record_act
from cms.media.acts import QUARANTINED, RELEASED
from cms.media.models import Image, QuarantinedFile
from cms.media.scanning import ScannerAwayError, is_scanning, virus_in
from cms.notices.actions import tell

ModelT = TypeVar("ModelT", bound=Model)


class InfectedFileError(ValidationError):
    """A file with a virus, which is kept apart and not taken in."""


class UnscannedFileError(ValidationError):
    """A file that could not be looked into, where none is taken in unseen."""


def check_new_file(file: File, *, by: Any) -> bool:
    """Look into a file before it is taken in. False is "later": it must be served to nobody until it was looked into.

    `by` is the account that brings it, or None. One that was looked into a moment ago, by the form before the model,
    is not sent again. Raises InfectedFileError, and UnscannedFileError where the scanner is away and
    CLAMAV_WHEN_AWAY is "refuse".
    """
    if not is_scanning():
        return True
    known = vars(file)
    if "is_scanned" not in known:
        known["is_scanned"] = _scan(file, by)
    return bool(known["is_scanned"])


def _scan(file: File, by: Any) -> bool:
    try:
        found = virus_in(file)
    except ScannerAwayError as error:
        if settings.CLAMAV_WHEN_AWAY == "accept":
            return False
        told = _("Files cannot be checked for viruses at the moment, so none is accepted. Try again later.")
        raise UnscannedFileError(told, code="unscanned") from error
    if not found:
        return True
    keep_apart(file, found=found, by=by)
    told = _("There is a virus in this file (%(virus)s). It is not accepted.")
    raise InfectedFileError(told, code="infected", params={"virus": found})


@transaction.atomic
def keep_apart(file: File, *, found: str, by: Any) -> QuarantinedFile:
    """Keep an infected file where no door leads, for who looks into what happened."""
    file.seek(0)
    digest = hashlib.file_digest(file, "sha256").hexdigest()
    file.seek(0)
    name = (file.name or "").rpartition("/")[2][:255]
    kept = QuarantinedFile(filename=name, sha256=digest, size=file.size, found=found[:255])
    # a copy of its own, because saving would make the uploaded file itself one that is stored
    kept.file.save(digest, File(file.open(), name=digest), save=True)
    record_act(QUARANTINED, by=by, thing=kept, details={"filename": name, "found": found, "sha256": digest})
    return kept


class Verdict(Enum):
    """What came of looking into a stored file."""

    CLEAN = "clean"
    INFECTED = "infected"
    UNKNOWN = "unknown"


def scan_waiting_images() -> None:
    """Look into the pictures that came while the scanner was away."""
    for image in waiting(Image.objects.all()):
        if scan_stored(image, image.file, by=image.uploaded_by_user) is Verdict.CLEAN:
            release(image)


def waiting(things: QuerySet[ModelT]) -> QuerySet[ModelT]:
    """Of these, those that wait for the scanner; not those in whose file it has found something."""
    infected = QuarantinedFile.objects.exclude(stored="").values("stored")
    return things.filter(is_quarantined=True).exclude(file__in=infected)


def scan_stored(thing: Model, file: FieldFile, *, by: Any) -> Verdict:
    """Look into a file that something waits with; `by`, who brought it, is told where it is infected."""
    stored = str(file.name)
    if QuarantinedFile.objects.filter(stored=stored).exists():
        return Verdict.INFECTED
    try:
        with file.storage.open(stored) as content:
            found = virus_in(content)
            if found:
                _mark_infected(thing, content, stored, found, by)
    except (ScannerAwayError, FileNotFoundError):
        return Verdict.UNKNOWN
    return Verdict.INFECTED if found else Verdict.CLEAN


@transaction.atomic
def _mark_infected(thing: Model, content: File, stored: str, found: str, by: Any) -> None:
    kept = keep_apart(content, found=found, by=None)
    QuarantinedFile.objects.filter(pk=kept.pk).update(stored=stored)
    if by is not None:
        tell(by, topic="virus", key=stored, template="media/mails/infected", context={"thing": thing, "found": found})


@transaction.atomic
def release(thing: Any) -> None:
    """Something that waited may be served."""
    type(thing).objects.filter(pk=thing.pk).update(is_quarantined=False)
    record_act(RELEASED, by=None, thing=thing)
