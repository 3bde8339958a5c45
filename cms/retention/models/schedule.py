"""How long documents are kept, and what becomes of them then."""

from datetime import date

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Collection

from cms.archive.models import DocumentKind, LibraryDocument
from cms.retention.terms import LONGEST, due_on


class Event(models.TextChoices):
    """What the years are counted from."""

    CREATED = "created", _("the document's date, or else the day it was added")
    SUPERSEDED = "superseded", _("the day it was superseded")
    CASE_CLOSED = "case_closed", _("the day its case was closed")


class Outcome(models.TextChoices):
    """What becomes of a document when its term is over."""

    DESTROY = "destroy", _("destroy")
    TRANSFER = "transfer", _("transfer to an archive")


class RetentionSchedule(models.Model):
    """A rule of the selection list: keep so many years from an event, then destroy or transfer."""

    name = models.CharField(_("name"), max_length=200, help_text=_("What archivists and certificates call it."))
    reference = models.CharField(
        _("reference"),
        max_length=100,
        blank=True,
        help_text=_(
            "Its number in the selection list that it comes from, such as “Selectielijst gemeenten 2020, 5.1.2”."
        ),
    )
    years = models.PositiveSmallIntegerField(
        _("years"), validators=[MaxValueValidator(LONGEST)], help_text=_("How many years a document is kept.")
    )
    event = models.CharField(
        _("counted from"),
        max_length=20,
        choices=Event.choices,
        default=Event.CREATED,
        help_text=_("As long as this has not happened, a document is not due."),
    )
    counts_from_new_year = models.BooleanField(
        _("from the next 1 January"),
        default=False,
        help_text=_("The term begins on the first of January after the event."),
    )
    outcome = models.CharField(
        _("then"),
        max_length=10,
        choices=Outcome.choices,
        default=Outcome.DESTROY,
        help_text=_("What is proposed when the term is over."),
    )
    collections = models.ManyToManyField(
        Collection, through="ScheduledCollection", related_name="+", blank=True, verbose_name=_("collections")
    )
    kinds = models.ManyToManyField(
        DocumentKind, through="ScheduledKind", related_name="+", blank=True, verbose_name=_("kinds of documents")
    )

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("retention schedule")
        verbose_name_plural = _("retention schedules")
        ordering = ["name"]

    def __str__(self) -> str:
        return f"{self.name} ({self.reference})" if self.reference else self.name

    def event_day(self, document: LibraryDocument) -> date | None:
        """When this schedule's event happened to a document; None is not yet."""
        if self.event == Event.SUPERSEDED:
            return document.superseded_on
        if self.event == Event.CASE_CLOSED:
            return document.case_closed_on
        return document.dated_on or timezone.localdate(document.created_at)

    def due_on(self, document: LibraryDocument) -> date | None:
        """The first day on which this schedule lets a document go; None where its event has not happened."""
        event = self.event_day(document)
        return due_on(event, self.years, counts_from_new_year=self.counts_from_new_year) if event else None


class ScheduledCollection(models.Model):
    """That a schedule holds for the documents of a collection and of all below it that have none of their own."""

    schedule = models.ForeignKey(RetentionSchedule, on_delete=models.CASCADE, related_name="scheduled_collections")
    collection = models.OneToOneField(Collection, on_delete=models.CASCADE, related_name="retention")

    wagtail_reference_index_ignore = True

    def __str__(self) -> str:
        return f"{self.collection}: {self.schedule}"


class ScheduledKind(models.Model):
    """That a schedule holds for all documents of a kind."""

    schedule = models.ForeignKey(RetentionSchedule, on_delete=models.CASCADE, related_name="scheduled_kinds")
    kind = models.OneToOneField(DocumentKind, on_delete=models.CASCADE, related_name="retention")

    wagtail_reference_index_ignore = True

    def __str__(self) -> str:
        return f"{self.kind}: {self.schedule}"
