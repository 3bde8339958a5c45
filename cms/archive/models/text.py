"""The text inside documents, as far as it could be read, and how reading went."""

from datetime import timedelta
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.archive.extraction.outcomes import PASSING, Reason
from cms.archive.models.document import LibraryDocument

# How often a file is tried by itself, and how long the first pause between two tries is; each next one is six times
# as long.
MOST_ATTEMPTS = 4
FIRST_PAUSE = timedelta(minutes=5)
LONGER_EACH_TIME = 6


class TextStatus(models.TextChoices):
    """Where reading a document stands. DONE with a reason is a text that is not whole."""

    WAITING = "waiting", _("waits to be read")
    READING = "reading", _("is being read")
    DONE = "done", _("read")
    NONE = "none", _("has no text")
    FAILED = "failed", _("could not be read")


REASONS = {
    Reason.ENCRYPTED: _("It asks for a password."),
    Reason.BROKEN: _("The file, or a part of it, is broken."),
    Reason.TOO_LARGE: _("The file is too large."),
    Reason.UNPACKS_TOO_FAR: _("It unpacks to far more than a document holds."),
    Reason.PICTURE_TOO_LARGE: _("It is a picture with too many pixels."),
    Reason.OUT_OF_TIME: _("Reading it took too long."),
    Reason.OUT_OF_MEMORY: _("Reading it took too much memory."),
    Reason.MORE_PAGES: _("It has more pages than are read."),
    Reason.MORE_SCANS: _("It has more scanned pages than are read."),
    Reason.MORE_TEXT: _("It has more text than is kept."),
    Reason.NO_OCR: _("It is a scan, and OCR in its language is not installed."),
    Reason.CRASHED: _("The program that reads it broke down."),
    Reason.UNKNOWN_KIND: _("Files of this kind are not read."),
    Reason.FILE_AWAY: _("The file could not be fetched."),
}


class DocumentTextQuerySet(models.QuerySet["DocumentText"]):
    """Questions about how reading goes."""

    def due(self, *, given_up_after: timedelta) -> "DocumentTextQuerySet":
        """Those to read now, the last asked for first, because somebody may be waiting for that; what a worker began
        and never ended counts too. What is kept apart for a virus is not opened."""
        now = timezone.now()
        is_due = Q(status=TextStatus.WAITING) & (Q(retry_at=None) | Q(retry_at__lte=now))
        is_lost = Q(status=TextStatus.READING, changed_at__lt=now - given_up_after)
        return self.filter(is_due | is_lost, document__is_quarantined=False).order_by("-changed_at", "-pk")

    def lacking(self) -> "DocumentTextQuerySet":
        """Those of which an archivist should know: what could not be read, or not whole."""
        return self.filter(Q(status=TextStatus.FAILED) | Q(status=TextStatus.DONE) & ~Q(reason=""))


class DocumentText(models.Model):
    """What was read in a document's newest version, and how that went: one row a document, written over at each try."""

    document = models.OneToOneField(LibraryDocument, on_delete=models.CASCADE, related_name="read_text")
    version = models.PositiveIntegerField(default=0, help_text="The version that was read; 0 before the first time.")
    status = models.CharField(_("status"), max_length=10, choices=TextStatus, default=TextStatus.WAITING)
    reason = models.CharField(_("reason"), max_length=20, blank=True, default="")
    attempts = models.PositiveSmallIntegerField(default=0)
    retry_at = models.DateTimeField(null=True)
    page_count = models.PositiveIntegerField(_("pages"), null=True, help_text="Of the file, whether read or not.")
    changed_at = models.DateTimeField(_("since"), default=timezone.now)

    objects = DocumentTextQuerySet.as_manager()

    class Meta:
        verbose_name = _("text of a document")
        verbose_name_plural = _("texts of documents")
        indexes = [models.Index(fields=["status", "retry_at"], name="text_to_read")]

    def __str__(self) -> str:
        return f"{self.document_id}: {self.status} {self.reason}"

    @property
    def told_reason(self) -> str:
        """Why the text is missing or not whole, in words; empty where it is whole."""
        return str(REASONS[Reason(self.reason)]) if self.reason else ""

    def note(self, status: TextStatus, **fields: Any) -> None:
        """Write down where reading stands now."""
        for name, value in {"status": status, "changed_at": timezone.now(), **fields}.items():
            setattr(self, name, value)
        self.save()

    def pause_after(self, reason: Reason) -> timedelta | None:
        """How long to wait before another try; None where none would help, or there were enough."""
        if reason not in PASSING or self.attempts >= MOST_ATTEMPTS:
            return None
        return FIRST_PAUSE * LONGER_EACH_TIME ** (self.attempts - 1)


class DocumentTextPage(models.Model):
    """Text of one page, slide or sheet; in a format without pages all of it. `number` counts from 1."""

    text = models.ForeignKey(DocumentText, on_delete=models.CASCADE, related_name="pages")
    number = models.PositiveIntegerField(null=True)
    label = models.CharField(max_length=255, blank=True, default="")
    content = models.TextField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.text_id}: {self.label or self.number or ''}"
