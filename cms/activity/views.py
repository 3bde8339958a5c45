"""The audit log on the screen of those who may read it."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.reports import ReportView
from wagtail.permission_policies import ModelPermissionPolicy

from cms.activity.acts import declared_acts
from cms.activity.models import AuditEntry
from cms.activity.naming import named_for

JUDGED_AT_ONCE = 500
# What a spreadsheet would take for a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


class AuditFilters(WagtailFilterSet):
    """Which entries are shown; all that is asked must hold."""

    act = django_filters.ChoiceFilter(label=_("Act"), choices=declared_acts)
    person = django_filters.CharFilter(label=_("By"), method="by_person", help_text=_("A name or an e-mail address."))
    thing_name = django_filters.CharFilter(label=_("About"), lookup_expr="icontains")
    thing_id = django_filters.CharFilter(label=_("Number"), help_text=_("Of what it is about."))
    address = django_filters.CharFilter(label=_("Network address"), lookup_expr="startswith")
    request_id = django_filters.CharFilter(label=_("Request"))
    at = django_filters.DateFromToRangeFilter(label=_("Period"), widget=DateRangePickerWidget)

    class Meta:
        model = AuditEntry
        fields = ["act", "person", "thing_name", "thing_id", "address", "request_id", "at"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # because it would find what the list does not name
        if not self.request.user.is_superuser:
            del self.filters["thing_name"]

    def by_person(self, entries: QuerySet[AuditEntry], name: str, value: str) -> QuerySet[AuditEntry]:
        """Those by people whose name or address has this in it."""
        return entries.filter(Q(by_name__icontains=value) | Q(by__email__icontains=value))


class AuditReport(ReportView):
    """All entries, the latest first. Of a thing that does not open for an auditor only its kind and number are told."""

    model = AuditEntry
    permission_policy = ModelPermissionPolicy(AuditEntry)
    permission_required = "view"
    page_title = _("Audit log")
    header_icon = "history"
    index_url_name = "activity:log"
    index_results_url_name = "activity:log_results"
    filterset_class = AuditFilters
    default_ordering = "-at"
    is_searchable = False
    columns = [
        DateColumn("at", label=_("When")),
        Column("label", label=_("Act")),
        Column("by_name", label=_("By")),
        Column("told", label=_("About")),
        Column("said", label=_("Details")),
        Column("address", label=_("Network address")),
    ]
    list_export = [
        "at", "act", "label", "by_id", "by_name", "thing_kind", "thing_id", "told", "said", "address", "request_id",
    ]  # fmt: skip
    export_headings = {
        "at": _("When"), "act": _("Name of the act"), "label": _("Act"), "by_id": _("Account"), "by_name": _("By"),
        "thing_kind": _("Kind"), "thing_id": _("Number"), "told": _("About"), "said": _("Details"),
        "address": _("Network address"), "request_id": _("Request"),
    }  # fmt: skip
    custom_value_preprocess = {
        str: {ReportView.FORMAT_CSV: lambda text: f"'{text}" if text.startswith(FORMULA) else text},
        **ReportView.custom_value_preprocess,
    }
    export_filename = "audit-log"

    def get_queryset(self) -> QuerySet[AuditEntry]:
        return AuditEntry.objects.order_by("-at", "-pk")

    def get_table(self, object_list: Iterable[AuditEntry]) -> Any:
        return super().get_table(list(self._told(object_list)))

    def as_spreadsheet(self, queryset: QuerySet[AuditEntry], spreadsheet_format: str) -> HttpResponse:
        """The file, of a log of any length."""
        entries = queryset.iterator(chunk_size=JUDGED_AT_ONCE)
        answer: HttpResponse = super().as_spreadsheet(self._told(entries), spreadsheet_format)
        return answer

    def _told(self, entries: Iterable[AuditEntry]) -> Iterator[AuditEntry]:
        """Each with what this auditor may know of it, asked for many at once."""
        coming = iter(entries)
        while some := list(islice(coming, JUDGED_AT_ONCE)):
            named = named_for(self.request.user, some)
            for entry in some:
                is_named = entry.pk in named
                entry.told = told_of(entry) if is_named else f"{entry.thing_kind} {entry.thing_id}"
                entry.said = details_of(entry) if is_named else ""
                yield entry


def told_of(entry: AuditEntry) -> str:
    """What an entry is about, in words; its kind and number where the thing had no name."""
    return entry.thing_name or f"{entry.thing_kind} {entry.thing_id}".strip()


def details_of(entry: AuditEntry) -> str:
    """The details of an entry on one line."""
    return "; ".join(f"{key}: {_in_words(value)}" for key, value in entry.details.items())


def _in_words(value: Any) -> str:
    return ", ".join(str(each) for each in value) if isinstance(value, list) else str(value)


def is_auditor(request: HttpRequest) -> bool:
    """Whether somebody may read the log."""
    return bool(AuditReport.permission_policy.user_has_permission(request.user, "view"))
