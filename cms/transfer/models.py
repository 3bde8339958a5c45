"""What has come in from elsewhere, so that no file comes in twice."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Ingestion(models.Model):
    """One file of one source that became a version of a document; it outlives the document, so that what was destroyed
    here does not come back with the next run."""

    source = models.CharField(_("source"), max_length=255)
    path = models.CharField(_("path"), max_length=1024)
    # The pair hashed, because a database's index takes no path of this length.
    key = models.CharField(max_length=64, unique=True)
    sha256 = models.CharField(max_length=64)
    document = models.ForeignKey(
        "archive.LibraryDocument", null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("document")
    )
    at = models.DateTimeField(_("when"), auto_now=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("ingestion")
        verbose_name_plural = _("ingestions")

    def __str__(self) -> str:
        return f"{self.source}: {self.path}"
