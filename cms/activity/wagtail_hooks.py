"""Where the audit log enters the admin."""

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from cms.activity.views import is_auditor


@hooks.register("register_admin_urls")
def register_audit_urls() -> list[URLResolver]:
    """Among the reports."""
    return [path("reports/audit/", include("cms.activity.urls"))]


class ForAuditors(MenuItem):
    """An entry for those who may read the log."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether this person may."""
        return is_auditor(request)


@hooks.register("register_reports_menu_item")
def register_audit_report() -> MenuItem:
    """Last among the reports: few may see it."""
    return ForAuditors(_("Audit log"), reverse("activity:log"), name="audit-log", icon_name="history", order=1200)


@hooks.register("register_permissions")
def register_audit_permission() -> QuerySet[Permission]:
    """Groups can be let to read the log; nobody to change it."""
    return Permission.objects.filter(content_type__app_label="activity", codename="view_auditentry")
