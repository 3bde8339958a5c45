"""What is done to files that come in: they are looked into, and an infected one is kept apart."""

import hashlib
import logging
from enum import Enum
from typing import Any, TypeVar

from django.conf import settings
from django.core.files import File
from django.db import transaction
from django.db.models import Model, QuerySet
from django.db.models.fields.files import FieldFile
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.activity.actions import record_act
from cms.media.acts import DELETED, QUARANTINED, RELEASED
from cms.media.models import Image, QuarantinedFile
from cms.media.refusals import InfectedFileError, UnscannedFileError
from cms.media.scanning import ScannerAwayError, is_scanning, virus_in
from cms.notices.actions import tell

logger = logging.getLogger(__name__)

ModelT = TypeVar("ModelT", bound=Model)


def check_new_file(file: File, *, by: Any, collection_id: int | None = None) -> bool:
    """Look into a file before it is taken in. False is "later": it must be served to nobody until it was looked into.

    `by` is the account that brings it, or None, and `collection_id` where to. One that was looked into a moment ago,
    by the form before the model, is not sent again. Raises InfectedFileError, and UnscannedFileError where the scanner
    is away and CLAMAV_WHEN_AWAY is "refuse".

    What is written down of an infected file goes where the caller's transaction is taken back: so call this before
    one is begun. The log and the copy of the file stay whatever happens.
    """
    if not is_scanning():
        return True
    known = vars(file)
    if "is_scanned" not in known:
        known["is_scanned"] = _scan(file, by, collection_id)
    return bool(known["is_scanned"])


def _scan(file: File, by: Any, collection_id: int | None) -> bool:
    try:
        found = virus_in(file)
    except ScannerAwayError as error:
        if settings.CLAMAV_WHEN_AWAY == "accept":
            return False
        told = _("Files cannot be checked for viruses at the moment, so none is accepted. Try again later.")
        raise UnscannedFileError(told, code="unscanned") from error
    if not found:
        return True
    keep_apart(file, found=found, by=by, collection_id=collection_id)
    told = _("There is a virus in this file (%(virus)s). It is not accepted.")
    raise InfectedFileError(told, code="infected", params={"virus": found})


@transaction.atomic
def keep_apart(
    file: File, *, found: str, by: Any, collection_id: int | None = None, stored: str = ""
) -> QuarantinedFile:
    """Keep an infected file where no door leads, for who looks into what happened.

    `by` brought it, `collection_id` says where to; `stored` is its name in the storage where it has come in already.
    """
    file.seek(0)
    digest = hashlib.file_digest(file, "sha256").hexdigest()
    file.seek(0)
    name = (file.name or "").rpartition("/")[2][:255]
    kept = QuarantinedFile(filename=name, sha256=digest, size=file.size, found=found[:255], stored=stored)
    kept.brought_by, kept.collection_id = by, collection_id
    # a copy of its own, because saving would make the uploaded file itself one that is stored
    kept.file.save(digest, File(file.open(), name=digest), save=True)
    # because rows go with a transaction of the caller's that is taken back
    whom = by.pk if by else None
    logger.warning("Infected file kept apart: %s in a file of account %s, at %s", found, whom, kept.file.name)
    # because nobody acts where a file that has come in is looked into
    acted, details = None if stored else by, {"filename": name, "found": found, "sha256": digest}
    record_act(QUARANTINED, by=acted, thing=kept, details=details)
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
    infected = QuarantinedFile.objects.infected().exclude(stored="").values("stored")
    return things.filter(is_quarantined=True).exclude(file__in=infected)


def scan_stored(thing: Model, file: FieldFile, *, by: Any) -> Verdict:
    """Look into a file that something waits with; `by`, who brought it, is told where it is infected."""
    stored = str(file.name)
    if QuarantinedFile.objects.infected().filter(stored=stored).exists():
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
    keep_apart(content, found=found, by=by, stored=stored)
    if by is not None:
        tell(by, topic="virus", key=stored, template="media/mails/infected", context={"thing": thing, "found": found})


@transaction.atomic
def release(thing: Any) -> None:
    """Something that waited may be served; not where another file came meanwhile, which nobody has looked into."""
    current = type(thing)._default_manager.select_for_update().filter(pk=thing.pk, file=thing.file.name).first()
    if current is not None:
        current.is_quarantined = False
        # saved, and not by one statement, because search and the kept answers follow what is saved
        current.save(update_fields=["is_quarantined"])
        record_act(RELEASED, by=None, thing=current)


def scan_again(kept: QuarantinedFile) -> Verdict:
    """Look once more into a file that is kept apart: a scanner learns, and unlearns what it was wrong about.

    Where it finds nothing any more, `kept` is infected no longer. Whatever waits with the file is given free by who
    knows what that is.
    """
    try:
        with kept.file.storage.open(str(kept.file.name)) as content:
            found = virus_in(content)
    except (ScannerAwayError, FileNotFoundError):
        return Verdict.UNKNOWN
    kept.found, kept.cleared_at = (found[:255], None) if found else (kept.found, timezone.now())
    kept.save(update_fields=["found", "cleared_at"])
    return Verdict.INFECTED if found else Verdict.CLEAN


@transaction.atomic
def delete_kept(kept: QuarantinedFile, *, by: Any) -> None:
    """Delete the copy of an infected file; that it came stays in the audit log."""
    record_act(DELETED, by=by, thing=kept, details={"filename": kept.filename, "sha256": kept.sha256})
    kept.delete()


def forget_infected(stored: str) -> None:
    """Delete the copies of a stored file that is gone."""
    for kept in QuarantinedFile.objects.filter(stored=stored):
        kept.delete()
