"""Where care enters the admin."""

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets import Button
from wagtail.log_actions import LogActionRegistry, LogFormatter
from wagtail.models import Page
from wagtail.permissions import policy_registry

from cms.care.actions.review import LOG_ACTION
from cms.pages.models import ContentPage


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
