"""Where access enters the admin."""

from collections.abc import Iterator
from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.site_summary import SummaryItem
from wagtail.admin.ui.components import Component
from wagtail.admin.widgets.button import Button
from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.log_actions import LogActionRegistry, LogFormatter
from wagtail.models import Page
from wagtail.permissions import policy_registry

from cms.access.actions.choose import LOG_ACTION
from cms.access.admin.api import close_api
from cms.access.admin.audiences import AudienceViewSet
from cms.access.admin.bulk import BULK_ACTIONS
from cms.access.admin.directory import EditDirectory
from cms.access.admin.looking import WhatTheySee, WhoIsIn, WhoSeesCollection, WhoSeesDocument, WhoSeesPage
from cms.access.admin.naming import close_histories
from cms.access.admin.panels import close_panels, close_summary
from cms.access.models import Audience, Restriction
from cms.access.policy import open_to
from cms.access.readers import reader_of

# Ours come after Wagtail's own, because they replace what those put there.
LAST = 100

for bulk_action in BULK_ACTIONS:
    hooks.register("register_bulk_action", bulk_action, order=LAST)


@hooks.register("register_admin_viewset")
def register_audiences() -> AudienceViewSet:
    """Beside the users, in the settings menu."""
    return AudienceViewSet("audiences", url_prefix="audiences")


@hooks.register("register_permissions")
def register_rights_permissions() -> QuerySet[Permission]:
    """Groups can be let to name audiences, and to choose who may see people."""
    named = ("add_audience", "change_audience", "delete_audience", "change_restriction")
    return Permission.objects.filter(content_type__app_label="access", codename__in=named)


@hooks.register("register_admin_urls")
def register_directory() -> list[URLPattern]:
    """Who may see people; and who sees what, and why."""
    return [
        path("directory/", EditDirectory.as_view(), name="directory_audiences"),
        path("rights/audience/<int:pk>/", WhoIsIn.as_view(), name="rights_audience"),
        path("rights/person/<int:pk>/", WhatTheySee.as_view(), name="rights_person"),
        path("rights/page/<int:page_id>/", WhoSeesPage.as_view(), name="rights_page"),
        path("rights/collection/<int:collection_id>/", WhoSeesCollection.as_view(), name="rights_collection"),
        path("rights/document/<int:document_id>/", WhoSeesDocument.as_view(), name="rights_document"),
    ]


@hooks.register("register_page_header_buttons")
def register_page_button(page: Page, user: Any, **kwargs: Any) -> Iterator[Button]:
    """Beside what else is done to a page, for those who edit it."""
    if not page.is_root() and page.permissions_for_user(user).can_edit():
        address = reverse("rights_page", args=[page.pk])
        yield Button(_("Who can see this?"), url=address, icon_name="view", priority=70)


@hooks.register("register_user_listing_buttons")
def register_person_button(user: Any, request_user: Any) -> Iterator[Button]:
    """In the list of accounts, for those who manage audiences."""
    may = policy_registry.get_by_type(Audience).user_has_permission(request_user, "change")
    if may and hasattr(user, "profile"):
        address = reverse("rights_person", args=[user.profile.pk])
        yield Button(_("What can they see?"), url=address, icon_name="view", priority=40)


class DirectoryMenuItem(MenuItem):
    """The way to that choice, for those who may make it."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether the person may."""
        return policy_registry.get_by_type(Restriction).user_has_permission(request.user, "change")


@hooks.register("register_settings_menu_item")
def register_directory_menu_item() -> MenuItem:
    """Below the audiences."""
    return DirectoryMenuItem(
        _("Who may see people"), reverse("directory_audiences"), name="directory", icon_name="user", order=606
    )


@hooks.register("construct_admin_api", order=LAST)
def close_admin_api(router: WagtailAPIRouter) -> None:
    """The admin's own API lists what opens."""
    close_api(router)


@hooks.register("construct_homepage_panels", order=LAST)
def close_homepage_panels(request: HttpRequest, panels: list[Component]) -> None:
    """The dashboard shows what opens."""
    close_panels(panels)


@hooks.register("construct_homepage_summary_items", order=LAST)
def close_homepage_summary(request: HttpRequest, items: list[SummaryItem]) -> None:
    """The dashboard counts what opens."""
    close_summary(request, items)


@hooks.register("construct_page_chooser_queryset", order=LAST)
def close_page_chooser(pages: QuerySet[Page], request: HttpRequest) -> QuerySet[Page]:
    """The chooser, and the search in it, asks no policy."""
    return open_to(reader_of(request), pages)


@hooks.register("before_edit_page")
def notice_saving_by_itself(request: HttpRequest, page: Page) -> None:
    """Wagtail saves a form while somebody still writes in it, and asks for no page in answer."""
    page.is_saved_by_itself = not request.accepts("text/html")


@hooks.register("register_log_actions", order=LAST)
def register_log_actions(actions: LogActionRegistry) -> None:
    """Who chose who may see a thing is in that thing's history, and no history names what does not open."""
    close_histories(actions)

    @actions.register_action(LOG_ACTION)
    class ChooseAudiencesFormatter(LogFormatter):
        label = _("Choose who may see this")

        def format_message(self, log_entry: Any) -> str | Promise:
            before, after = (", ".join(log_entry.data.get(moment, [])) or "-" for moment in ("before", "after"))
            return format_lazy(_("Who may see this: {after} (before: {before})"), after=after, before=before)
