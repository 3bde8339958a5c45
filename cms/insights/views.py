"""What staff search for, on the screens of those who may see the statistics."""

from typing import Any
from urllib.parse import urlencode

import django_filters
from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic import PermissionCheckedMixin, WagtailAdminTemplateMixin
from wagtail.admin.views.reports import ReportView
from wagtail.permission_policies import ModelPermissionPolicy

from cms.findability.subjects import named
from cms.insights.charts import chart_of
from cms.insights.counting import by_query, chosen_for, of_unit, trend
from cms.insights.mending import Mending, mendings_for
from cms.insights.models import FEWEST_PEOPLE, AskedQuery, AskedQueryQuerySet
from cms.people.models import Unit

POLICY = ModelPermissionPolicy(AskedQuery)
# What a spreadsheet would take for a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")
MOST_CHOSEN = 20
WITHOUT_RESULTS, WITHOUT_CHOICES = "without_results", "without_choices"


def units(request: HttpRequest) -> QuerySet[Unit]:
    """The departments to choose from."""
    return Unit.objects.order_by("name")


class SearchFilters(WagtailFilterSet):
    """By weeks, language and department, and what went wrong."""

    week = django_filters.DateFromToRangeFilter(label=_("Weeks"), widget=DateRangePickerWidget)
    language = django_filters.ChoiceFilter(label=_("Language"), choices=settings.LANGUAGES)
    unit = django_filters.ModelChoiceFilter(label=_("Department"), queryset=units, method="from_unit")
    trouble = django_filters.ChoiceFilter(
        label=_("Trouble"),
        choices=[(WITHOUT_RESULTS, _("Nothing was found")), (WITHOUT_CHOICES, _("Nothing was chosen"))],
        method="whatever",
    )

    class Meta:
        model = AskedQuery
        fields: list[str] = []

    def from_unit(self, asked: AskedQueryQuerySet, name: str, unit: Unit) -> AskedQueryQuerySet:
        """What people of a department asked, and of those below it."""
        return of_unit(asked, unit)

    def whatever(self, asked: AskedQueryQuerySet, name: str, trouble: str) -> AskedQueryQuerySet:
        """Trouble is of a whole query: the report looks at it once rows are added up."""
        return asked


class MendingColumn(Column):
    """A button in each row that leads to a form, filled in."""

    cell_template_name = "insights/mending_cell.html"

    def __init__(self, mending: Mending) -> None:
        super().__init__(mending.url_name, label=mending.made, accessor=mending.address)
        self.mending = mending


class SearchReport(ReportView):
    """Queries that enough different people asked, the most frequent first."""

    model = AskedQuery
    permission_policy = POLICY
    permission_required = "view"
    page_title = _("What is searched")
    header_icon = "search"
    index_url_name = "insights:queries"
    index_results_url_name = "insights:queries_results"
    results_template_name = "insights/queries_results.html"
    filterset_class = SearchFilters
    verbose_name_plural = _("queries")
    is_searchable = False
    list_export = ["query", "language", "total", "without_results", "chosen_results", "weeks"]
    export_headings = {
        "query": _("Query"), "language": _("Language"), "total": _("Searches"), "without_results": _("Without results"),
        "chosen_results": _("Chosen results"), "weeks": _("Weeks"),
    }  # fmt: skip
    custom_value_preprocess = {
        str: {ReportView.FORMAT_CSV: lambda text: f"'{text}" if text.startswith(FORMULA) else text},
        **ReportView.custom_value_preprocess,
    }
    export_filename = "searches"

    @property
    def columns(self) -> list[Column]:
        """The last two only for who may tune search: from a query that fails to what mends it is one click."""
        shown = [
            TitleColumn("query", label=_("Query"), get_url=lambda row: address_of("insights:query", row)),
            Column("language", label=_("Language")),
            Column("total", label=_("Searches")),
            Column("without_results", label=_("Without results"), accessor=_share),
            Column("chosen_results", label=_("Chosen results")),
        ]
        return [*shown, *(MendingColumn(mending) for mending in mendings_for(self.request.user))]

    def get_queryset(self) -> AskedQueryQuerySet:
        return AskedQuery.objects.all()

    def filter_queryset(self, queryset: AskedQueryQuerySet) -> QuerySet:
        self.asked: AskedQueryQuerySet = super().filter_queryset(queryset)
        rows = by_query(self.asked)
        trouble = self.filters.form.cleaned_data.get("trouble") if self.filters and self.filters.is_valid() else ""
        if trouble == WITHOUT_RESULTS:
            return rows.filter(share__gte=0.5).order_by("-without_results", "query")
        return rows.filter(chosen_results=0) if trouble == WITHOUT_CHOICES else rows

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        weeks = trend(self.asked.shown())
        context: dict[str, Any] = super().get_context_data(*args, **kwargs)
        return {**context, "chart": chart_of(weeks), "weeks": weeks, "fewest": FEWEST_PEOPLE}


def _share(row: dict[str, Any]) -> str:
    return f"{row['without_results']} ({row['share']:.0%})"


def address_of(name: str, row: dict[str, Any]) -> str:
    """A screen about one query."""
    return f"{reverse(name)}?{urlencode({'query': row['query'], 'language': row['language']})}"


class QueryStatistics(PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView):
    """One query: how often it was asked, and which results people chose at which rank."""

    template_name = "insights/query.html"
    page_title = _("What is searched")
    header_icon = "search"
    permission_policy = POLICY
    permission_required = "view"

    @cached_property
    def row(self) -> dict[str, Any]:
        """What the address asks about."""
        return {"query": self.request.GET.get("query", ""), "language": self.request.GET.get("language", "")}

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        above = {"url": reverse("insights:queries"), "label": self.page_title}
        return [*super().get_breadcrumbs_items(), above, {"url": "", "label": self.row["query"]}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        asked = AskedQuery.objects.filter(**self.row)
        weeks = trend(asked.shown())
        return {
            **super().get_context_data(**kwargs),
            **self.row,
            "found": by_query(asked).first(),
            "chart": chart_of(weeks),
            "weeks": weeks,
            "chosen": self._chosen(asked),
            "fewest": FEWEST_PEOPLE,
            "mendings": [(mending.action, mending.address(self.row)) for mending in mendings_for(self.request.user)],
        }

    def _chosen(self, asked: AskedQueryQuerySet) -> list[dict[str, Any]]:
        """By name as far as they open for who looks; what is gone has none."""
        rows = list(chosen_for(asked)[:MOST_CHOSEN])
        names = named((row["subject_type"], row["subject_id"]) for row in rows)
        gone = gettext("Something that is gone")
        return [{**row, "title": names.get((row["subject_type"], row["subject_id"]), gone)} for row in rows]
