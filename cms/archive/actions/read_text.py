"""Reading the text inside documents, one at a time, whoever reads: the rows of how that goes are the queue."""

import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from cms.access.tree import batches_of
from cms.archive.extraction.limits import MIB, Limits
from cms.archive.extraction.outcomes import Extraction, Reason
from cms.archive.extraction.running import extract
from cms.archive.models import DocumentText, DocumentTextPage, LibraryDocument, TextStatus
from cms.archive.models.text import MOST_ATTEMPTS
from search.tickets import mark_stale

# What a program that reads may take beyond its limit before it counts as lost with its worker.
BEYOND_LIMIT = timedelta(minutes=5)
MISSING_AT_ONCE = 500


def expect_texts(document_ids: Iterable[int]) -> int:
    """Have these documents read, again where they have been: the first try of several. How many there are."""
    count = 0
    for some in batches_of(list(document_ids)):
        ids = list(LibraryDocument.objects.filter(pk__in=some).values_list("pk", flat=True))
        with transaction.atomic():
            DocumentText.objects.bulk_create([DocumentText(document_id=pk) for pk in ids], ignore_conflicts=True)
            DocumentText.objects.filter(document__in=ids).update(
                status=TextStatus.WAITING, reason="", attempts=0, retry_at=None, changed_at=timezone.now()
            )
        count += len(ids)
    return count


def expect_missing_texts() -> int:
    """Have documents read that nobody has asked for, as they were there before texts were read; some at a time."""
    missing = LibraryDocument.objects.filter(read_text=None).order_by("-pk")
    return expect_texts(list(missing.values_list("pk", flat=True)[:MISSING_AT_ONCE]))


def has_text_to_read() -> bool:
    """Whether a document waits to be read now."""
    return DocumentText.objects.due(given_up_after=_given_up_after()).exists()


def claim_text() -> DocumentText | None:
    """Take the next document to read, so that no other reader does; None where there is none."""
    while text := DocumentText.objects.due(given_up_after=_given_up_after()).first():
        claimed_at = timezone.now()
        # Asked again in the statement that changes it: another reader may have been quicker.
        same = DocumentText.objects.filter(pk=text.pk, status=text.status, changed_at=text.changed_at)
        if text.status == TextStatus.READING and text.attempts >= MOST_ATTEMPTS:
            same.update(status=TextStatus.FAILED, reason=Reason.CRASHED, changed_at=claimed_at)
        elif same.update(status=TextStatus.READING, attempts=F("attempts") + 1, changed_at=claimed_at):
            return DocumentText.objects.select_related("document").get(pk=text.pk)
    return None


def read_text(text: DocumentText) -> None:
    """Read the document of a claimed text in its newest version, and keep what comes of it."""
    document = text.document
    extraction = _extracted(document)
    with transaction.atomic():
        now = DocumentText.objects.select_for_update().filter(pk=text.pk).first()
        if now is None or now.status != TextStatus.READING or now.changed_at != text.changed_at:
            # It is gone, or another version came meanwhile, and is to be read itself.
            return
        _keep(now, document.version, extraction)
        mark_stale("document", [document.pk])


def _keep(text: DocumentText, version: int, extraction: Extraction) -> None:
    text.pages.all().delete()
    DocumentTextPage.objects.bulk_create(
        DocumentTextPage(text=text, number=passage.number, label=passage.label[:255], content=passage.text)
        for passage in extraction.passages
    )
    reason, pause = extraction.reason, None
    if extraction.passages:
        status = TextStatus.DONE
    elif reason in (None, Reason.UNKNOWN_KIND):
        status = TextStatus.NONE
    else:
        pause = text.pause_after(reason)
        status = TextStatus.WAITING if pause else TextStatus.FAILED
    text.note(
        status,
        version=version,
        reason=reason or "",
        page_count=extraction.page_count,
        retry_at=timezone.now() + pause if pause else None,
    )


def _extracted(document: LibraryDocument) -> Extraction:
    limits = Limits(**settings.DOCUMENT_TEXT_LIMITS)
    if (document.file_size or 0) > limits.file_size * MIB:
        return Extraction(reason=Reason.TOO_LARGE)
    try:
        with _on_disk(document) as path:
            return extract(path, filename=document.filename, language=document.language, limits=limits)
    except OSError:
        return Extraction(reason=Reason.FILE_AWAY)


@contextmanager
def _on_disk(document: LibraryDocument) -> Iterator[Path]:
    """The document's file where a program can open it: where it is, or a copy from a storage elsewhere.

    Raises OSError where it is not.
    """
    try:
        path: Path | None = Path(document.file.path)
    except NotImplementedError:
        path = None
    if path:
        path.stat()
        yield path
    else:
        with tempfile.NamedTemporaryFile(prefix="plein-document-") as copy:
            with document.open_file() as content:
                shutil.copyfileobj(content, copy)
            copy.flush()
            yield Path(copy.name)


def _given_up_after() -> timedelta:
    return timedelta(seconds=Limits(**settings.DOCUMENT_TEXT_LIMITS).seconds) + BEYOND_LIMIT
