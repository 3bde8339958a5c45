"""Documents as the archive keeps them, on Wagtail's own document model."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager
from wagtail.documents.models import AbstractDocument, DocumentQuerySet
from wagtail.documents.models import Document as WagtailDocument

from cms.archive.signals import documents_moved
from cms.people.models import User
from cms.tags.models import TaggedItem


class DocumentTag(TaggedItem):
    """A tag on a document."""

    content_object = models.ForeignKey("archive.LibraryDocument", on_delete=models.CASCADE, related_name="tagged_items")


class LibraryDocumentQuerySet(DocumentQuerySet):
    """Documents, by the dozen."""

    @transaction.atomic
    def update(self, **fields: Any) -> int:
        """As Django's. A move to another collection, which Wagtail's bulk action does like this, is told."""
        ids = list(self.values_list("pk", flat=True)) if {"collection", "collection_id"} & fields.keys() else []
        count = super().update(**fields)
        if ids:
            documents_moved.send(sender=self.model, ids=ids)
        return count


class LibraryDocument(AbstractDocument):
    """A file of the library. Its rights are those of its collection."""

    tags = TaggableManager(help_text=None, blank=True, verbose_name=_("tags"), through=DocumentTag)
    language = models.CharField(
        _("language"),
        max_length=10,
        choices=settings.LANGUAGES,
        default=settings.LANGUAGE_CODE,
        help_text=_("The language the document is written in; search reads it in that language."),
    )
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)
    updated_at = models.DateTimeField(auto_now=True)

    objects = LibraryDocumentQuerySet.as_manager()

    admin_form_fields = (*WagtailDocument.admin_form_fields, "language")

    class Meta(AbstractDocument.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        permissions = [("choose_document", "Can choose document")]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        """As Django's. Another file makes another version of the document."""
        if self.pk and not kwargs.get("update_fields"):
            former = LibraryDocument.objects.filter(pk=self.pk).values_list("file_hash", flat=True).first()
            self.version += 1 if former and former != self.file_hash else 0
        super().save(*args, **kwargs)


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
