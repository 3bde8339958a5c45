"""Addresses in the admin."""

from django.urls import path
from wagtail.admin.auth import require_admin_access

from cms.retention.views.certificates import CertificateList, CertificatePage, CertificatePaper
from cms.retention.views.due import DueList
from cms.retention.views.ends import EndList

app_name = "retention"
urlpatterns = [
    path("due/", require_admin_access(DueList.as_view()), name="due"),
    path("due/results/", require_admin_access(DueList.as_view(results_only=True)), name="due_results"),
    path("ends/", require_admin_access(EndList.as_view()), name="ends"),
    path("ends/results/", require_admin_access(EndList.as_view(results_only=True)), name="ends_results"),
    path("certificates/", require_admin_access(CertificateList.as_view()), name="certificates"),
    path(
        "certificates/results/",
        require_admin_access(CertificateList.as_view(results_only=True)),
        name="certificates_results",
    ),
    path("certificates/<int:pk>/", require_admin_access(CertificatePage.as_view()), name="certificate"),
    path("certificates/<int:pk>/pdf/", require_admin_access(CertificatePaper.as_view()), name="certificate_pdf"),
]
