"""Where statistics enter the admin."""

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from cms.insights.views import POLICY


@hooks.register("register_admin_urls")
def register_insight_urls() -> list[URLResolver]:
    """Below /admin/searches/."""
    return [path("searches/", include("cms.insights.urls"))]


class ForWhoMayCount(MenuItem):
    """An entry for those who may see statistics."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether this person may."""
        return bool(POLICY.user_has_permission(request.user, "view"))


@hooks.register("register_search_menu_item")
def register_search_report() -> MenuItem:
    """First in the menu of search: what fails is looked up before anything is mended."""
    return ForWhoMayCount(
        _("What is searched"), reverse("insights:queries"), name="insights-queries", icon_name="history", order=10
    )


@hooks.register("register_permissions")
def register_insight_permission() -> QuerySet[Permission]:
    """Groups can be let to see the statistics; nobody to change them."""
    return Permission.objects.filter(content_type__app_label="insights", codename="view_askedquery")
