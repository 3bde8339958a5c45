"""Addresses of Wagtail's admin that answer with our view: mounted before Wagtail's own, which keep their names."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.views import View
from wagtail.admin.auth import require_admin_access
from wagtail.admin.views import workflows
from wagtail.models import Task
from wagtail.permissions import policy_registry

from cms.access.admin import collections, reports

VIEWS: dict[str, type[View]] = {
    "reports/page-types-usage/": reports.OpenPageTypesReport,
    "reports/site-history/": reports.OpenHistoryReport,
    "reports/locked/": reports.OpenLockedPagesReport,
    "reports/workflow/": reports.OpenWorkflowReport,
    "reports/workflow_tasks/": reports.OpenWorkflowTasksReport,
    "redirects/": reports.OpenRedirectsList,
    "localize/reports/translations/": reports.OpenTranslationsReport,
}


def for_keepers_of_workflows(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Wagtail shows the tasks of all workflows to whoever enters the admin, and they are called after their themes."""

    @wraps(view)
    def asked(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if not policy_registry.get_by_type(Task).user_has_any_permission(request.user, ["add", "change"]):
            raise PermissionDenied
        return view(request, **kwargs)

    return require_admin_access(asked)


def _entered(view: type[View], **options: Any) -> Callable[..., HttpResponse]:
    return require_admin_access(view.as_view(**options))


def _patterns() -> list[URLPattern]:
    whole = [path(address, _entered(view)) for address, view in VIEWS.items()]
    return whole + [path(f"{address}results/", _entered(view, results_only=True)) for address, view in VIEWS.items()]


urlpatterns = [
    *_patterns(),
    path("collections/", _entered(collections.ListCollections), name="rights_collections"),
    path("collections/add/", _entered(collections.CreateCollection), name="rights_add_collection"),
    path("collections/<int:pk>/", _entered(collections.EditCollection), name="rights_edit_collection"),
    path("collections/<int:collection_id>/privacy/", collections.no_privacy, name="rights_no_privacy"),
    path("workflows/task_chooser/", for_keepers_of_workflows(workflows.TaskChooserView.as_view())),
    path("workflows/task_chooser/create/", for_keepers_of_workflows(workflows.TaskChooserCreateView.as_view())),
    path("workflows/task_chooser/results/", for_keepers_of_workflows(workflows.TaskChooserResultsView.as_view())),
    path("workflows/task_chooser/<int:task_id>/", for_keepers_of_workflows(workflows.task_chosen)),
]
