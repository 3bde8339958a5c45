"""How reading the text of documents went, for those who keep them; and another try."""

from typing import Any

import django_filters
from django.core.exceptions import PermissionDenied
from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.reports import ReportView

from cms.archive.actions.read_text import expect_texts
from cms.archive.models import DocumentText, TextStatus
from cms.archive.models.text import REASONS
from cms.archive.tasks import read_waiting_texts
from cms.archive.views.downloads import collections_kept_by, keeps_collections
from cms.archive.views.versions import OfDocument


class ReadAgain(OfDocument):
    """The button of the document's screen."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Have the document read once more, as if it were new."""
        expect_texts([self.document.pk])
        read_waiting_texts()
        messages.success(request, _("“%s” will be read again.") % self.document.title)
        return redirect(self.edit_url)


class TextFilters(WagtailFilterSet):
    """Which texts are shown; all that is asked must hold."""

    title = django_filters.CharFilter(label=_("Document"), field_name="document__title", lookup_expr="icontains")
    status = django_filters.MultipleChoiceFilter(label=_("Status"), choices=TextStatus.choices)
    reason = django_filters.MultipleChoiceFilter(
        label=_("Reason"), choices=[(reason.value, label) for reason, label in REASONS.items()]
    )

    class Meta:
        model = DocumentText
        fields = ["title", "status", "reason"]


class TextReport(ReportView):
    """Documents that search cannot find by all that is in them, of the collections that the person keeps."""

    model = DocumentText
    page_title = _("Texts that could not be read")
    header_icon = "doc-full"
    index_url_name = "text_report"
    index_results_url_name = "text_report_results"
    filterset_class = TextFilters
    default_ordering = "-changed_at"
    columns = [
        TitleColumn("title", label=_("Document"), url_name="wagtaildocs:edit", id_accessor="document_id"),
        Column("status", label=_("Status"), accessor="get_status_display"),
        Column("reason", label=_("Reason"), accessor="told_reason"),
        Column("page_count", label=_("Pages")),
        DateColumn("changed_at", label=_("Since")),
    ]
    list_export = ["title", "get_status_display", "told_reason", "page_count", "changed_at"]
    export_headings = {
        "title": _("Document"), "get_status_display": _("Status"), "told_reason": _("Reason"),
        "page_count": _("Pages"), "changed_at": _("Since"),
    }  # fmt: skip
    export_filename = "texts"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not keeps_collections(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_queryset(self) -> QuerySet[DocumentText]:
        """All that was not read whole, what waits for another try included."""
        kept = DocumentText.objects.filter(document__collection__in=collections_kept_by(self.request.user))
        told = kept.exclude(status=TextStatus.DONE, reason="").annotate(title=F("document__title"))
        return told.order_by("-changed_at", "-pk")
