"""Who took which document."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.archive.models.document import LibraryDocument
from cms.people.models import User

# Within this time further parts of a document belong to a download that is recorded already.
GOING_ON = timedelta(hours=1)


class DownloadQuerySet(models.QuerySet["Download"]):
    """Questions about downloads."""

    def is_going_on(self, document: LibraryDocument, *, by: User | None) -> bool:
        """Whether somebody (None is a visitor) began to take this version of a document a moment ago."""
        since = timezone.now() - GOING_ON
        return self.filter(document=document, version=document.version, user=by, at__gt=since).exists()


class Download(models.Model):
    """That somebody took a document: written once and never changed. `title` outlives the document."""

    document = models.ForeignKey(LibraryDocument, null=True, on_delete=models.SET_NULL, related_name="downloads")
    title = models.CharField(max_length=255)
    version = models.PositiveIntegerField()
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(auto_now_add=True, db_index=True)

    objects = DownloadQuerySet.as_manager()

    class Meta:
        verbose_name = _("download")
        verbose_name_plural = _("downloads")
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"{self.title} ({self.at:%Y-%m-%d})"
