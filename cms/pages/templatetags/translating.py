"""What stands above the editor of a translation."""

from typing import Any

from django import template
from wagtail.models import Page, WorkflowState
from wagtail_localize.models import Translation

register = template.Library()


@register.inclusion_tag("pages/translation_bar.html", takes_context=True)
def translation_bar(context: template.Context, translation: Translation, page: Page) -> dict[str, Any]:
    """How far a translation is on its way to readers, and what this person can do about it: Wagtail Localize's editor
    knows nothing of moderators."""
    user = context["request"].user
    state = page.current_workflow_state
    task_state = state.current_task_state.specific if state and state.current_task_state else None
    is_waiting = bool(state) and state.status == WorkflowState.STATUS_IN_PROGRESS
    actions = task_state.task.specific.get_actions(page, user) if task_state and is_waiting else []
    names = {name for name, _label, _has_form in actions}
    return {
        "translation": translation,
        "page": page,
        "task_state": task_state,
        "is_waiting": is_waiting,
        "is_refused": bool(state) and not is_waiting,
        "may_judge": {"approve", "reject"} <= names,
        "may_submit": not is_waiting and page.permissions_for_user(user).can_submit_for_moderation(),
        "csrf_token": context.get("csrf_token"),
    }
