"""Where care enters the admin."""

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.functional import Promise
from django.utils.safestring import mark_safe
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.admin.widgets import Button
from wagtail.log_actions import LogActionRegistry, LogFormatter
from wagtail.models import Page
from wagtail.permissions import policy_registry

from cms.access.admin.panels import OpenObjectsToModeratePanel
from cms.care.actions.review import LOG_ACTION
from cms.care.panels import WORK
from cms.pages.models import ContentPage
from cms.pages.page_form import check_page


@hooks.register("register_admin_urls")
def register_care_urls() -> list[URLPattern | URLResolver]:
    """Below /admin/care/."""
    return [path("care/", include("cms.care.urls"))]


class ForEditors(MenuItem):
    """An entry for those who edit any page."""

    def is_shown(self, request: Any) -> bool:
        """Whether this person does."""
        policy = policy_registry.get_by_type(Page)
        return bool(policy.user_has_any_permission(request.user, ["add", "change", "publish"]))


@hooks.register("register_reports_menu_item")
def register_review_report() -> MenuItem:
    """First among the reports: it is asked for most."""
    return ForEditors(_("To be reviewed"), reverse("care:reviews"), name="care-reviews", icon_name="date", order=100)


@hooks.register("register_reports_menu_item")
def register_link_report() -> MenuItem:
    """Beside it."""
    return ForEditors(_("Broken links"), reverse("care:links"), name="care-links", icon_name="link", order=110)


@hooks.register("register_reports_menu_item")
def register_orphan_report() -> MenuItem:
    """And what no link leads to."""
    return ForEditors(
        _("Pages nobody finds"), reverse("care:orphans"), name="care-orphans", icon_name="unlocked", order=120
    )


@hooks.register("register_help_menu_item")
def register_guide() -> MenuItem:
    """First in the help menu, above Wagtail's own guide."""
    return MenuItem(_("Quick start"), reverse("care:guide"), name="care-guide", icon_name="help", order=100)


@hooks.register("register_page_header_buttons")
def offer_review(page: Page, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    """Beside the other things one can do with a page."""
    if isinstance(page, ContentPage) and page.live and page.permissions_for_user(user).can_edit():
        yield Button(_("Still right?"), url=reverse("care:review", args=(page.pk,)), icon_name="date", priority=55)


@hooks.register("register_log_actions")
def register_review_action(actions: LogActionRegistry) -> None:
    """Who said when that a page was still right is in its history."""

    @actions.register_action(LOG_ACTION)
    class ReviewFormatter(LogFormatter):
        label = _("Still right")

        def format_message(self, log_entry: Any) -> str | Promise:
            return format_lazy(_("Still right; to be reviewed again on {day}"), day=log_entry.data["review_on"])


# What an editor presses to let others read a page, or judge it.
LETTING_GO = ("action-publish", "action-submit", "action-workflow-action")


@hooks.register("after_create_page")
@hooks.register("after_edit_page")
def warn_of_findings(request: HttpRequest, page: Page) -> None:
    """The page has gone on its way; what its editor had better look at is said, and stops nothing."""
    if isinstance(page, ContentPage) and any(name in request.POST for name in LETTING_GO):
        findings = check_page(page)
        if findings:
            address = reverse("wagtailadmin_pages:edit", args=(page.pk,))
            told = render_to_string("pages/findings.html", {"findings": findings, "edit_address": address})
            messages.warning(request, mark_safe(told))


# After the panels of Wagtail have been replaced by those that show what opens.
LAST = 200


@hooks.register("construct_homepage_panels", order=LAST)
def show_own_work(request: HttpRequest, panels: list[Component]) -> None:
    """Ours about what is to be approved asks the database once, whatever the number of themes."""
    panels[:] = [panel for panel in panels if not isinstance(panel, OpenObjectsToModeratePanel)]
    panels.extend(panel() for panel in WORK)
