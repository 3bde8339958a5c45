"""The dashboard's panels and counts, which Wagtail fills without asking about the pages in them."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Model
from django.http import HttpRequest
from wagtail.admin.site_summary import PagesSummaryItem, SummaryItem
from wagtail.admin.ui.components import Component
from wagtail.admin.views.home import (
    LockedPagesPanel,
    RecentEditsPanel,
    UserObjectsInWorkflowModerationPanel,
    WorkflowObjectsToModeratePanel,
)
from wagtail.models import Page
from wagtail.permissions import policy_registry

from cms.access.admin.policies import opens_for


def _opens(parent_context: Mapping[str, Any], thing: Model) -> bool:
    return not isinstance(thing, Page) or opens_for(parent_context["request"].user, thing)


class OpenObjectsInWorkflowPanel(UserObjectsInWorkflowModerationPanel):
    """What somebody submitted, of what still opens for them."""

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        context = super().get_context_data(parent_context)
        states = context["workflow_states"]
        return {**context, "workflow_states": [each for each in states if _opens(parent_context, each.content_object)]}


class OpenObjectsToModeratePanel(WorkflowObjectsToModeratePanel):
    """What waits for somebody's approval, of what opens for them."""

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        context = super().get_context_data(parent_context)
        return {**context, "states": [each for each in context["states"] if _opens(parent_context, each["obj"])]}


class OpenLockedPagesPanel(LockedPagesPanel):
    """What somebody locked, of what still opens for them."""

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        context = super().get_context_data(parent_context)
        return {**context, "locked_pages": [page for page in context["locked_pages"] if _opens(parent_context, page)]}


class OpenRecentEditsPanel(RecentEditsPanel):
    """What somebody edited, of what still opens for them."""

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        context = super().get_context_data(parent_context)
        return {**context, "last_edits": [each for each in context["last_edits"] if _opens(parent_context, each[1])]}


PANELS: dict[type[Component], type[Component]] = {
    UserObjectsInWorkflowModerationPanel: OpenObjectsInWorkflowPanel,
    WorkflowObjectsToModeratePanel: OpenObjectsToModeratePanel,
    LockedPagesPanel: OpenLockedPagesPanel,
    RecentEditsPanel: OpenRecentEditsPanel,
}


def close_panels(panels: list[Component]) -> None:
    """Put ours in the place of Wagtail's."""
    panels[:] = [PANELS[type(panel)]() if type(panel) in PANELS else panel for panel in panels]


class OpenPagesSummary(PagesSummaryItem):
    """How many pages there are, of those that open."""

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        context = super().get_context_data(parent_context)
        pages = policy_registry.get_by_type(Page).explorable_instances(self.request.user).filter(depth__gt=1)
        return {**context, "total_pages": pages.count()}


def close_summary(request: HttpRequest, items: list[SummaryItem]) -> None:
    """Put our count of pages in the place of Wagtail's."""
    items[:] = [OpenPagesSummary(request) if type(item) is PagesSummaryItem else item for item in items]
