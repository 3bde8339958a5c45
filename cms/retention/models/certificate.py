"""Certificates of destruction: what is left of a document, and never changes."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Collection

from cms.activity.models import AppendOnly, AppendOnlyQuerySet
from cms.retention.models.schedule import Outcome


class Certificate(AppendOnly):
    """That a document was destroyed, by whom, and under which rule.

    Names are those of that moment. The collection has no constraint in the database: certificates outlive it, and are
    then for administrators alone.
    """

    document_id = models.BigIntegerField(_("id"), unique=True, editable=False)
    archive_number = models.CharField(_("archive number"), max_length=50, db_index=True, editable=False)
    title = models.CharField(_("title"), max_length=255, editable=False)
    collection = models.ForeignKey(
        Collection, verbose_name=_("collection"), on_delete=models.DO_NOTHING, db_constraint=False, related_name="+",
        editable=False,
    )  # fmt: skip
    filed_under = models.TextField(_("filed under"), editable=False)
    kind = models.CharField(_("kind"), max_length=200, blank=True, editable=False)
    dated_on = models.DateField(_("date of the document"), null=True, editable=False)
    rule = models.CharField(_("rule"), max_length=500, editable=False)
    due_on = models.DateField(_("due on"), editable=False)
    outcome = models.CharField(_("then"), max_length=10, choices=Outcome.choices, editable=False)
    proposed_by = models.CharField(_("proposed by"), max_length=255, editable=False)
    proposed_at = models.DateTimeField(_("proposed at"), editable=False)
    approved_by = models.CharField(_("approved by"), max_length=255, editable=False)
    approved_at = models.DateTimeField(_("approved at"), editable=False)
    transferred_to = models.CharField(_("transferred to"), max_length=500, blank=True, editable=False)
    transferred_at = models.DateTimeField(_("transferred at"), null=True, editable=False)
    destroyed_at = models.DateTimeField(_("destroyed at"), auto_now_add=True, db_index=True)
    sha256 = models.CharField("SHA-256", max_length=64, editable=False)
    size = models.PositiveBigIntegerField(_("size"), editable=False)
    content_type = models.CharField(_("type of file"), max_length=255, blank=True, editable=False)
    versions = models.JSONField(_("versions"), default=list, editable=False)

    wagtail_reference_index_ignore = True

    objects = AppendOnlyQuerySet["Certificate"].as_manager()

    class Meta:
        verbose_name = _("certificate of destruction")
        verbose_name_plural = _("certificates of destruction")
        default_permissions = ("view",)
        ordering = ["-destroyed_at", "-pk"]

    def __str__(self) -> str:
        return self.archive_number


class FileRemoval(models.Model):
    """A file of a destroyed document that is still to be removed from the storage. The row goes with the file."""

    certificate = models.ForeignKey(Certificate, on_delete=models.PROTECT, related_name="files_left")
    name = models.CharField(_("file"), max_length=500)
    attempts = models.PositiveIntegerField(_("attempts"), default=0)
    reason = models.TextField(_("reason"), blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("file still to be removed")
        verbose_name_plural = _("files still to be removed")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["name"], name="remove_a_file_once")]

    def __str__(self) -> str:
        return self.name
