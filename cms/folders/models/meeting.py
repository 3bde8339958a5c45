from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.access.models.lock import VisibilityKind
from cms.access.policy import SeenAs
from cms.archive.models import LibraryDocument
from cms.folders.models.folder import Folder


class PaperPart(models.TextChoices):
    """What a document is in a meeting; they are read in this order."""

    AGENDA = "agenda", _("Agenda")
    MINUTES = "minutes", _("Minutes")
    ANNEX = "annex", _("Annex")


class Meeting(models.Model):
    """A meeting of a work group, whose papers lie in one of its folders: who may see that may see the meeting."""

    folder = models.ForeignKey(Folder, on_delete=models.CASCADE, related_name="meetings", verbose_name=_("folder"))
    title = models.CharField(_("title"), max_length=200)
    held_at = models.DateTimeField(_("held at"), db_index=True)
    place = models.CharField(_("place"), max_length=200, blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    seen_as = SeenAs(kind=VisibilityKind.COLLECTION, field="folder__collection_id")
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        ordering = ["-held_at", "-pk"]

    def __str__(self) -> str:
        return self.title


class MeetingPaper(models.Model):
    """A document on the table of a meeting, at its place."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="papers")
    document = models.ForeignKey(LibraryDocument, on_delete=models.CASCADE, related_name="meeting_papers")
    part = models.CharField(_("part"), max_length=10, choices=PaperPart.choices, default=PaperPart.ANNEX)
    position = models.PositiveIntegerField(default=0)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("paper of a meeting")
        verbose_name_plural = _("papers of meetings")
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["meeting", "document"], name="a_paper_once_a_meeting")]

    def __str__(self) -> str:
        return f"{self.meeting_id}: {self.document_id}"
