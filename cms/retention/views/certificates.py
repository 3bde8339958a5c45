"""Certificates of destruction: a list, a page to print, a PDF."""

from typing import Any

import django_filters
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views import View
from django.views.generic import TemplateView
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from cms.retention.models import Certificate, Outcome
from cms.retention.papers import certificate_pdf, lines_of
from cms.retention.rights import readable_certificates
from cms.retention.views.listing import RetentionList

VIEW = "retention.view_certificate"
FIELDS = (
    "archive_number", "title", "filed_under", "kind", "dated_on", "rule", "due_on", "outcome", "proposed_by",
    "proposed_at", "approved_by", "approved_at", "transferred_to", "transferred_at", "destroyed_at", "sha256", "size",
    "content_type",
)  # fmt: skip


class CertificateFilters(WagtailFilterSet):
    """By what it says."""

    archive_number = django_filters.CharFilter(lookup_expr="istartswith", label=_("Archive number"))
    title = django_filters.CharFilter(lookup_expr="icontains", label=_("Title"))
    rule = django_filters.CharFilter(lookup_expr="icontains", label=_("Rule"))
    sha256 = django_filters.CharFilter(lookup_expr="iexact", label="SHA-256")
    outcome = django_filters.ChoiceFilter(choices=Outcome.choices, label=_("Then"))
    destroyed_at = django_filters.DateFromToRangeFilter(label=_("Destroyed"), widget=DateRangePickerWidget)

    class Meta:
        model = Certificate
        fields: list[str] = []


class CertificateList(RetentionList):
    """What was destroyed, the newest first."""

    model = Certificate
    page_title = _("Certificates of destruction")
    header_icon = "doc-full"
    index_url_name = "retention:certificates"
    index_results_url_name = "retention:certificates_results"
    any_permission_of = (VIEW,)
    filterset_class = CertificateFilters
    export_filename = "certificates"
    columns = [
        TitleColumn(
            "archive_number", label=_("Archive number"),
            get_url=lambda certificate: reverse("retention:certificate", args=[certificate.pk]),
        ),
        Column("title", label=_("Title")),
        Column("filed_under", label=_("Filed under")),
        Column("rule", label=_("Rule")),
        Column("proposed_by", label=_("Proposed by")),
        Column("approved_by", label=_("Approved by")),
        DateColumn("destroyed_at", label=_("Destroyed")),
    ]  # fmt: skip
    list_export = FIELDS
    export_headings = {field.name: field.verbose_name for field in Certificate._meta.fields if field.name in FIELDS}

    def get_queryset(self) -> QuerySet[Certificate]:
        return readable_certificates(self.request.user)


def _certificate_for(request: HttpRequest, pk: int) -> Certificate:
    """One certificate. Raises PermissionDenied, or Http404 where it is about what somebody does not keep."""
    if not request.user.has_perm(VIEW):
        raise PermissionDenied
    return get_object_or_404(readable_certificates(request.user), pk=pk)


class CertificatePage(WagtailAdminTemplateMixin, TemplateView):
    """One certificate, to read and to print."""

    template_name = "retention/certificate.html"
    page_title = _("Certificate of destruction")
    header_icon = "doc-full"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        certificate = _certificate_for(self.request, self.kwargs["pk"])
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return {
            **context, "certificate": certificate, "lines": lines_of(certificate),
            "files_left": list(certificate.files_left.all()),
        }  # fmt: skip

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        above = {"url": reverse("retention:certificates"), "label": gettext("Certificates of destruction")}
        return [*super().get_breadcrumbs_items(), above, {"url": "", "label": self.page_title}]


class CertificatePaper(View):
    """One certificate as a PDF."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        certificate = _certificate_for(request, pk)
        answer = HttpResponse(certificate_pdf(certificate), content_type="application/pdf")
        answer["Content-Disposition"] = f'attachment; filename="certificate-{certificate.archive_number}.pdf"'
        answer["Cache-Control"] = "private, no-store"
        return answer
