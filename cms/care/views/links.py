"""The links of published pages that lead nowhere, or not where everybody can follow."""

from typing import Any

import django_filters
from django.db.models import Case, CharField, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.documents import get_document_model
from wagtail.models import Page

from cms.access.policy import open_to
from cms.access.readers import Reader, reader_of
from cms.care.models import Link
from cms.care.models.links import LinkKind, Problem
from cms.care.views.reports import ByThemeAndLanguage, CareReport, edit_address, edited_pages, theme_title


class LinkFilters(ByThemeAndLanguage):
    """By theme, language, and what is wrong."""

    prefix = "page__card__"

    problem = django_filters.ChoiceFilter(label=_("Problem"), choices=Problem.choices, method="of_problem")

    class Meta:
        model = Link
        fields: list[str] = []

    def of_problem(self, links: QuerySet, name: str, problem: str) -> QuerySet:
        """A filter must tell no more than the list: what does not open is among what "is not there", and nowhere
        else."""
        if problem == Problem.MISSING:
            return links.filter(Q(problem=problem) | Q(leads_to=""))
        return links.filter(problem=problem).exclude(leads_to="")


def leads_to(reader: Reader) -> Coalesce:
    """Where a link leads, in words: a title as far as the thing opens for who asks, or the web address."""
    pages = open_to(reader, Page.objects.filter(pk=OuterRef("target_id"))).values("title")
    documents = open_to(reader, get_document_model().objects.filter(pk=OuterRef("target_id"))).values("title")
    named = Case(
        When(kind=LinkKind.PAGE, then=Subquery(pages[:1])),
        When(kind=LinkKind.DOCUMENT, then=Subquery(documents[:1])),
        When(kind=LinkKind.WEB, then=F("address__url")),
        output_field=CharField(),
    )
    return Coalesce(named, Value(""), output_field=CharField())


def problem_of(link: Any) -> str:
    """What is wrong, in words. Of what does not open for who asks it says no more than of what is gone."""
    if not link.leads_to:
        return str(_("is not there, or not for you"))
    said = f" ({link.address.said})" if link.address_id else ""
    anchor = f": #{link.anchor}" if link.problem == Problem.ANCHOR else ""
    return f"{Problem(link.problem).label}{said}{anchor}"


class LinkReport(CareReport):
    """Links with something wrong, on the pages that one may edit."""

    model = Link
    page_title = _("Broken links")
    header_icon = "link"
    index_url_name = "care:links"
    index_results_url_name = "care:links_results"
    filterset_class = LinkFilters
    verbose_name_plural = _("broken links")
    columns = [
        TitleColumn("page", label=_("On page"), get_url=lambda link: edit_address(link.page_id)),
        Column("text", label=_("Words of the link")),
        Column("leads_to", label=_("Leads to")),
        Column("problem", label=_("Problem"), accessor=problem_of),
        Column("theme_title", label=_("Theme")),
    ]
    list_export = ["page.title", "page.card.path", "text", "leads_to", "problem", "theme_title"]
    export_headings = {
        "page.title": _("On page"), "page.card.path": _("Address"), "text": _("Words of the link"),
        "leads_to": _("Leads to"), "problem": _("Problem"), "theme_title": _("Theme"),
    }  # fmt: skip

    def get_queryset(self) -> QuerySet[Link]:
        links = Link.objects.with_problems().filter(page__in=edited_pages(self.request.user).values("pk"))
        named = links.annotate(
            leads_to=leads_to(reader_of(self.request)), theme_title=theme_title("page__card__theme_id")
        )
        return named.select_related("page__card", "address").order_by("page__title", "page", "pk")

    def to_row_dict(self, item: Any) -> dict[str, Any]:
        """A row of the file says what the screen says."""
        return {**super().to_row_dict(item), "problem": problem_of(item)}
