"""Where access enters the admin."""

from typing import Any

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry, LogFormatter

from cms.access.actions.choose import LOG_ACTION


@hooks.register("register_log_actions")
def register_log_actions(actions: LogActionRegistry) -> None:
    """Who chose who may see a thing is in that thing's history."""

    @actions.register_action(LOG_ACTION)
    class ChooseAudiencesFormatter(LogFormatter):
        label = _("Choose who may see this")

        def format_message(self, log_entry: Any) -> str | Promise:
            before, after = (", ".join(log_entry.data.get(moment, [])) or "-" for moment in ("before", "after"))
            return format_lazy(_("Who may see this: {after} (before: {before})"), after=after, before=before)
