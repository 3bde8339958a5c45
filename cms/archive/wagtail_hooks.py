from django.http import Http404, HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from cms.access.policy import may_see
from cms.access.readers import reader_of
from cms.archive.models import LibraryDocument
from cms.archive.views import DownloadReport, keeps_collections


@hooks.register("before_serve_document", order=-1)
def ask_policy(document: LibraryDocument, request: HttpRequest) -> None:
    """A document that somebody may not see is not there for them, whoever gave them the address."""
    if not may_see(reader_of(request), document):
        raise Http404


@hooks.register("register_admin_urls")
def register_download_report() -> list[URLPattern]:
    """Among the reports."""
    return [
        path("reports/downloads/", DownloadReport.as_view(), name="download_report"),
        path("reports/downloads/results/", DownloadReport.as_view(results_only=True), name="download_report_results"),
    ]


class DownloadReportMenuItem(MenuItem):
    """The way to the report, for those who keep a collection."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether the person does."""
        return keeps_collections(request.user)


@hooks.register("register_reports_menu_item")
def register_download_report_menu_item() -> MenuItem:
    """In the menu of reports."""
    return DownloadReportMenuItem(
        _("Downloads"), reverse("download_report"), name="downloads", icon_name="download", order=1150
    )
