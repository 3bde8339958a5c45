"""Addresses in the admin."""

from django.urls import path
from wagtail.admin.auth import require_admin_access

from cms.insights.views import QueryStatistics, SearchReport

app_name = "insights"
urlpatterns = [
    path("", require_admin_access(SearchReport.as_view()), name="queries"),
    path("results/", require_admin_access(SearchReport.as_view(results_only=True)), name="queries_results"),
    path("query/", require_admin_access(QueryStatistics.as_view()), name="query"),
]
