from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import HeaderButton
from wagtail.models import Collection
from wagtail.snippets.models import register_snippet

from cms.archive.kinds import DocumentKindViewSet
from cms.archive.views.bulk import BULK_ACTIONS
from cms.archive.views.documents import AddDocument, AddDocuments, EditDocument, ListDocuments
from cms.archive.views.downloads import DownloadReport, keeps_collections
from cms.archive.views.filing import EditFilingRule
from cms.archive.views.infected import DeleteInfectedFile, InfectedReport, ScanAgain, ShowInfectedFile
from cms.archive.views.saved_filters import ForgetFilter, SaveFilter
from cms.archive.views.texts import ReadAgain, TextReport
from cms.archive.views.versions import CompareVersions, RestoreVersion

register_snippet(DocumentKindViewSet)

# After Wagtail's own, which they replace under the same names.
for bulk_action in BULK_ACTIONS:
    hooks.register("register_bulk_action", bulk_action, order=100)


@hooks.register("register_admin_urls", order=-1)
def register_documents() -> list[URLPattern]:
    """Our screens of documents come before Wagtail's own, which keep the names of these addresses."""
    return [
        path("documents/", ListDocuments.as_view(), name="archive_documents"),
        path("documents/results/", ListDocuments.as_view(results_only=True), name="archive_documents_results"),
        path("documents/add/", AddDocument.as_view(), name="archive_add_document"),
        path("documents/multiple/add/", AddDocuments.as_view(), name="archive_add_documents"),
        path("documents/filters/save/", SaveFilter.as_view(), name="archive_save_filter"),
        path("documents/filters/<int:saved_id>/forget/", ForgetFilter.as_view(), name="archive_forget_filter"),
        path("documents/edit/<int:document_id>/", EditDocument.as_view(), name="archive_edit_document"),
        path("documents/<int:document_id>/versions/", CompareVersions.as_view(), name="archive_compare_versions"),
        path(
            "documents/<int:document_id>/versions/<int:number>/restore/",
            RestoreVersion.as_view(),
            name="archive_restore_version",
        ),
        path("collections/<int:collection_id>/filing/", EditFilingRule.as_view(), name="archive_filing_rule"),
    ]


@hooks.register("register_admin_urls")
def register_download_report() -> list[URLPattern]:
    """Among the reports."""
    return [
        path("reports/downloads/", DownloadReport.as_view(), name="download_report"),
        path("reports/downloads/results/", DownloadReport.as_view(results_only=True), name="download_report_results"),
    ]


@hooks.register("register_collection_buttons")
def offer_filing_rule(collection: Collection, user: Any) -> HeaderButton:
    """From a collection to what its new documents are taken to be."""
    address = reverse("archive_filing_rule", args=[collection.pk])
    return HeaderButton(_("What new documents here are taken to be"), url=address, icon_name="doc-full")


@hooks.register("register_admin_urls")
def register_texts() -> list[URLPattern]:
    """What could not be read, among the reports, and the button that has it read again."""
    return [
        path("reports/texts/", TextReport.as_view(), name="text_report"),
        path("reports/texts/results/", TextReport.as_view(results_only=True), name="text_report_results"),
        path("documents/<int:document_id>/read-again/", ReadAgain.as_view(), name="archive_read_again"),
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


@hooks.register("register_reports_menu_item")
def register_text_report_menu_item() -> MenuItem:
    """For the same people as the report of downloads."""
    return DownloadReportMenuItem(
        _("Texts that could not be read"), reverse("text_report"), name="texts", icon_name="doc-full", order=1160
    )


@hooks.register("register_admin_urls")
def register_infected_files() -> list[URLPattern]:
    """Files with a virus, among the reports."""
    return [
        path("reports/infected/", InfectedReport.as_view(), name="infected_report"),
        path("reports/infected/results/", InfectedReport.as_view(results_only=True), name="infected_report_results"),
        path("reports/infected/<int:kept_id>/", ShowInfectedFile.as_view(), name="infected_file"),
        path("reports/infected/<int:kept_id>/scan/", ScanAgain.as_view(), name="infected_scan_again"),
        path("reports/infected/<int:kept_id>/delete/", DeleteInfectedFile.as_view(), name="infected_delete"),
    ]


@hooks.register("register_reports_menu_item")
def register_infected_report_menu_item() -> MenuItem:
    """For the same people as the report of downloads."""
    return DownloadReportMenuItem(
        _("Infected files"), reverse("infected_report"), name="infected", icon_name="warning", order=1170
    )
