"""Addresses in the admin."""

from django.urls import path
from wagtail.admin.auth import require_admin_access

from cms.activity.views import AuditReport

app_name = "activity"
urlpatterns = [
    path("", require_admin_access(AuditReport.as_view()), name="log"),
    path("results/", require_admin_access(AuditReport.as_view(results_only=True)), name="log_results"),
]
