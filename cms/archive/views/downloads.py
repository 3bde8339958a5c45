"""Who downloaded what: a report for those who keep the collections."""

from typing import Any

import django_filters
from django.core.exceptions import PermissionDenied
from django.db.models import CharField, F, Q, QuerySet, Value
from django.db.models.functions import Coalesce, Concat, NullIf, Trim
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.reports import ReportView
from wagtail.models import Collection
from wagtail.permissions import policy_registry

from cms.archive.models import Download


def keeps_collections(user: Any) -> bool:
    """Whether somebody may change any collection: who may not has no report."""
    return collections_kept_by(user).exists()


def collections_kept_by(user: Any) -> QuerySet[Collection]:
    """The collections that somebody may change."""
    collections: QuerySet[Collection] = policy_registry.get_by_type(Collection).collections_user_has_permission_for(
        user, "change"
    )
    return collections


class DownloadFilters(WagtailFilterSet):
    """Which downloads are shown; all that is asked must hold."""

    title = django_filters.CharFilter(label=_("Document"), lookup_expr="icontains")
    person = django_filters.CharFilter(
        label=_("Person"), method="of_person", help_text=_("A name or an e-mail address.")
    )
    at = django_filters.DateFromToRangeFilter(label=_("Period"), widget=DateRangePickerWidget)

    class Meta:
        model = Download
        fields = ["title", "person", "at"]

    def of_person(self, downloads: QuerySet[Download], name: str, value: str) -> QuerySet[Download]:
        """Those of people whose name or address has this in it."""
        return downloads.filter(Q(person__icontains=value) | Q(user__email__icontains=value))


class DownloadReport(ReportView):
    """Downloads of documents in collections that the person keeps: no others are shown or counted, nor those of a
    document that is gone, for nobody can say any more who kept it."""

    model = Download
    page_title = _("Downloads")
    header_icon = "download"
    index_url_name = "download_report"
    index_results_url_name = "download_report_results"
    filterset_class = DownloadFilters
    default_ordering = "-at"
    columns = [
        DateColumn("at", label=_("When")),
        Column("title", label=_("Document")),
        Column("version", label=_("Version")),
        Column("person", label=_("Person")),
        Column("email", label=_("E-mail address")),
    ]
    list_export = ["at", "title", "version", "person", "email"]
    export_headings = {column.name: column.label for column in columns}
    export_filename = "downloads"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not keeps_collections(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_queryset(self) -> QuerySet[Download]:
        """Each with whom it was by, in words; without words it was a visitor, or somebody who is gone."""
        name = NullIf(Trim(Concat("user__first_name", Value(" "), "user__last_name")), Value(""))
        kept = Download.objects.filter(document__collection__in=collections_kept_by(self.request.user))
        person = Coalesce(name, F("user__email"), Value(""), output_field=CharField())
        return kept.annotate(person=person, email=Coalesce("user__email", Value(""))).order_by("-at", "-pk")
