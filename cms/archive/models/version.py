"""Every file that a document has ever been."""

from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _

# Letters and digits that look the same on every disk, whether or not it tells capitals from small letters.
NAMES = "abcdefghijklmnopqrstuvwxyz0123456789"


def place_of_file(document: Any, filename: str) -> str:
    """Where the next file of a document is kept: a folder of its own, so that its name stays as it was given."""
    return f"documents/{get_random_string(10, NAMES)}/{filename}"


class DocumentVersion(models.Model):
    """One file of a document, as it was given. Written once, never changed; the newest one's file is the document's.

    `metadata` is what was said of the document until the next version came (empty for the newest: the document says
    it): the keys of `metadata_of`, ids and codes instead of names, so that nobody's name outlives them here."""

    document = models.ForeignKey("archive.LibraryDocument", on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField(_("version"))
    file = models.FileField(_("file"), max_length=255)
    filename = models.CharField(_("file name"), max_length=255)
    sha256 = models.CharField(max_length=64, blank=True, db_index=True)
    size = models.PositiveBigIntegerField(_("size"), null=True)
    content_type = models.CharField(_("type of file"), max_length=127, blank=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("author")
    )
    created_at = models.DateTimeField(_("created at"), db_index=True)
    note = models.CharField(_("note"), max_length=500, blank=True)
    metadata = models.JSONField(default=dict, blank=True)

    class Meta:
        verbose_name = _("version of a document")
        verbose_name_plural = _("versions of documents")
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["document", "number"], name="one_version_a_number")]

    def __str__(self) -> str:
        return f"{self.filename} ({self.number})"

    @property
    def url(self) -> str:
        """Where this very version is, whichever is the newest."""
        return reverse("document_version", args=[self.document_id, self.number, self.filename])
