"""Addresses of Wagtail's admin that answer with our view: mounted before Wagtail's own, under the same names."""

from django.urls import URLPattern, path
from wagtail.admin.auth import require_admin_access

from cms.access.admin.reports import (
    OpenHistoryReport,
    OpenPageTypesReport,
    OpenRedirectsList,
    OpenTranslationsReport,
)

VIEWS = {
    "reports/page-types-usage/": OpenPageTypesReport,
    "reports/site-history/": OpenHistoryReport,
    "redirects/": OpenRedirectsList,
    "localize/reports/translations/": OpenTranslationsReport,
}


def _patterns() -> list[URLPattern]:
    whole = [path(address, require_admin_access(view.as_view())) for address, view in VIEWS.items()]
    results = [
        path(f"{address}results/", require_admin_access(view.as_view(results_only=True)))
        for address, view in VIEWS.items()
    ]
    return whole + results


urlpatterns = _patterns()
