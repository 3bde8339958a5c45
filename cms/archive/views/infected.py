"""Files with a virus, for those who keep the collections that they are in or were to come into."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.reports import ReportView

from cms.activity.asking import acting_now
from cms.archive.models import DocumentVersion
from cms.archive.scanning import scan_waiting_files
from cms.archive.views.downloads import collections_kept_by, keeps_collections
from cms.media.actions import Verdict, delete_kept, scan_again
from cms.media.models import Image, QuarantinedFile

TOLD = {
    Verdict.CLEAN: _("The scanner finds nothing in “%s” any more. What waited with it is given free within a minute."),
    Verdict.INFECTED: _("There is still a virus in “%s”."),
    Verdict.UNKNOWN: _("“%s” could not be scanned: the scanner does not answer, or the copy is gone."),
}


def infected_kept_by(user: Any) -> QuerySet[QuarantinedFile]:
    """The infected files of collections that somebody keeps; those that were to go into none, for who keeps all."""
    kept = collections_kept_by(user)
    documents = DocumentVersion.objects.filter(document__collection__in=kept)
    pictures = Image.objects.filter(collection__in=kept)
    asked = Q(stored="", collection__in=kept)
    asked |= Q(stored__in=documents.values("file")) | Q(stored__in=pictures.values("file"))
    if user.is_superuser:
        asked |= Q(stored="", collection=None)
    return QuarantinedFile.objects.filter(asked).select_related("brought_by").order_by("-at", "-pk")


class InfectedReport(ReportView):
    """All of them, the newest first."""

    model = QuarantinedFile
    page_title = _("Infected files")
    header_icon = "warning"
    index_url_name = "infected_report"
    index_results_url_name = "infected_report_results"
    default_ordering = "-at"
    columns = [
        TitleColumn("filename", label=_("File"), url_name="infected_file"),
        DateColumn("at", label=_("When")),
        Column("brought_by", label=_("Brought by")),
        Column("found", label=_("Virus")),
        Column("state", label=_("State"), accessor="told_state"),
    ]
    list_export = ["filename", "at", "brought_by", "found", "told_state", "sha256", "size"]
    export_headings = {
        "filename": _("File"), "at": _("When"), "brought_by": _("Brought by"), "found": _("Virus"),
        "told_state": _("State"), "sha256": _("SHA-256"), "size": _("Size in bytes"),
    }  # fmt: skip
    export_filename = "infected-files"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not keeps_collections(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_queryset(self) -> QuerySet[QuarantinedFile]:
        return infected_kept_by(self.request.user)


class OfInfectedFile(WagtailAdminTemplateMixin, TemplateView):
    """A screen about one of them; who does not keep its collection is told that there is none."""

    header_icon = "warning"
    template_name = "archive/infected_file.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.kept = get_object_or_404(infected_kept_by(request.user), pk=kwargs["kept_id"])
        return super().dispatch(request, *args, **kwargs)

    def get_page_title(self) -> str:
        return self.kept.filename

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        report = {"url": reverse("infected_report"), "label": _("Infected files")}
        return [*self.breadcrumbs_items, report, {"url": "", "label": self.kept.filename}]


class ShowInfectedFile(OfInfectedFile):
    """What is known of it, and what can be done."""

    http_method_names = ["get", "head"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        stored = self.kept.stored
        version = DocumentVersion.objects.filter(file=stored).select_related("document").first() if stored else None
        picture = Image.objects.filter(file=stored).first() if stored else None
        return {**super().get_context_data(**kwargs), "kept": self.kept, "version": version, "picture": picture}


class ScanAgain(OfInfectedFile):
    """The button that has the scanner look once more."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Say what it found."""
        verdict = scan_again(self.kept)
        say = messages.success if verdict is Verdict.CLEAN else messages.warning
        say(request, TOLD[verdict] % self.kept.filename)
        if verdict is Verdict.CLEAN:
            scan_waiting_files()
        return redirect("infected_file", self.kept.pk)


class DeleteInfectedFile(OfInfectedFile):
    """The button that deletes the copy."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Delete it, unless the file itself is still here: then that is what is to be deleted."""
        if not self.kept.is_deletable:
            raise PermissionDenied
        delete_kept(self.kept, by=acting_now())
        messages.success(request, _("“%s” was deleted.") % self.kept.filename)
        return redirect("infected_report")
