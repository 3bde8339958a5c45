"""The worklist of what is due."""

from typing import Any

import django_filters
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import BulkActionsCheckboxColumn, Column, TitleColumn

from cms.archive.models import LibraryDocument
from cms.retention.models import Destruction, DueDocument, Outcome, is_held_in
from cms.retention.rights import PROPOSE, kept_documents
from cms.retention.rules import Rules
from cms.retention.views.listing import IndentedCollectionFilter, RetentionList, document_address, kinds


def due_documents(user: Any) -> QuerySet[DueDocument]:
    """What is due of what somebody keeps, and nobody has proposed yet; what is held is there, and marked."""
    documents = DueDocument.objects.filter(pk__in=kept_documents(user).order_by().values("pk"))
    waiting = Destruction.objects.still_open().filter(document=OuterRef("pk"))
    held = LibraryDocument.objects.filter(is_held_in(), pk=OuterRef("pk"))
    due = Rules().due(documents).filter(~Exists(waiting)).annotate(is_held=Exists(held))
    return due.select_related("collection", "kind").order_by("created_on", "pk")


class DueFilters(WagtailFilterSet):
    """By place, kind, the document's date, what becomes of it, and whether it is held."""

    collection = IndentedCollectionFilter()
    kind = django_filters.ModelChoiceFilter(queryset=kinds, label=_("Kind"))
    created_on = django_filters.DateFromToRangeFilter(label=_("Date of the document"), widget=DateRangePickerWidget)
    outcome = django_filters.ChoiceFilter(choices=Outcome.choices, label=_("Then"), method="of_outcome")
    is_held = django_filters.ChoiceFilter(
        choices=[("yes", _("Yes")), ("no", _("No"))], label=_("Under legal hold"), method="of_hold"
    )

    class Meta:
        model = DueDocument
        fields: list[str] = []

    def of_outcome(self, documents: QuerySet[DueDocument], name: str, value: str) -> QuerySet[DueDocument]:
        """Those of which this becomes."""
        transferred = Rules().transferred(documents)
        return transferred if value == Outcome.TRANSFER else documents.exclude(pk__in=transferred.values("pk"))

    def of_hold(self, documents: QuerySet[DueDocument], name: str, value: str) -> QuerySet[DueDocument]:
        """Those under hold, or not."""
        return documents.filter(is_held=value == "yes")


class DueList(RetentionList):
    """The documents whose term is over, the oldest first."""

    model = DueDocument
    page_title = _("Due")
    header_icon = "date"
    index_url_name = "retention:due"
    index_results_url_name = "retention:due_results"
    any_permission_of = (PROPOSE,)
    bulk_type = "due"
    filterset_class = DueFilters
    verbose_name_plural = _("documents that are due")
    export_filename = "due"
    columns = [
        BulkActionsCheckboxColumn("bulk_actions", obj_type="due"),
        TitleColumn(
            "title", label=_("Title"), get_url=lambda document: document_address(document.pk),
            get_title_id=lambda document: f"due_{document.pk}_title",
        ),
        Column("archive_number", label=_("Archive number")),
        Column("collection.name", label=_("Collection")),
        Column("kind", label=_("Kind")),
        Column("rule", label=_("Rule"), accessor=lambda document: document.term.rule),
        Column("due_on", label=_("Due on"), accessor=lambda document: date_format(document.term.due_on)),
        Column("outcome", label=_("Then"), accessor=lambda document: Outcome(document.term.outcome).label),
        Column("hold", label=_("Legal hold"), accessor=lambda document: _("Yes") if document.is_held else ""),
    ]  # fmt: skip
    list_export = [
        "archive_number", "title", "collection.name", "kind", "created_on", "term.rule", "term.due_on", "term.outcome",
        "is_held", "sha256",
    ]  # fmt: skip
    export_headings = {
        "archive_number": _("Archive number"), "title": _("Title"), "collection.name": _("Collection"),
        "kind": _("Kind"), "created_on": _("Date of the document"), "term.rule": _("Rule"), "term.due_on": _("Due on"),
        "term.outcome": _("Then"), "is_held": _("Legal hold"), "sha256": "SHA-256",
    }  # fmt: skip

    def get_queryset(self) -> QuerySet[DueDocument]:
        return due_documents(self.request.user)

    def decorate_paginated_queryset(self, object_list: Any) -> Any:
        rules = Rules()
        for document in object_list:
            document.term = rules.term_of(document)
        return object_list
