"""What is done to ticked messages."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

from django.http import Http404, QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.admin.views.bulk_action import BulkAction

from cms.webhooks.actions.endpoints import repeat_delivery
from cms.webhooks.models import Delivery
from cms.webhooks.rights import may_change
from cms.webhooks.tasks import enqueue_telling
from cms.webhooks.views.messages import DeliveryFilters, say_what_about


class RepeatDeliveries(BulkAction):
    """Sends them again."""

    models = [Delivery]
    action_type = "repeat"
    display_name = _("Send again")
    aria_label = _("Send the selected messages again")
    template_name = "webhooks/confirm_repeat.html"

    def get_queryset(self, model: type[Delivery], object_ids: Iterable[int]) -> list[Any]:
        """The ticked ones. Raises Http404 where there are none, as for who may not do this."""
        chosen = Delivery.objects.filter(pk__in=list(object_ids)).select_related("endpoint").order_by("pk")
        found = list(chosen) if may_change(self.request.user) else []
        if not found:
            raise Http404
        say_what_about(found, self.request)
        return found

    def get_all_objects_in_listing_query(self, parent_id: str | None) -> list[int]:
        """All that the list showed, narrowed as it was."""
        asked = QueryDict(urlsplit(self.next_url).query)
        narrowed = DeliveryFilters(asked, queryset=Delivery.objects.all(), request=self.request)
        return list(narrowed.qs.values_list("pk", flat=True)) if narrowed.is_valid() else []

    def get_execution_context(self) -> dict[str, Any]:
        return {"by": self.request.user}

    @classmethod
    def execute_action(cls, objects: list[Delivery], **kwargs: Any) -> tuple[int, int]:
        for delivery in objects:
            repeat_delivery(delivery, by=kwargs["by"])
        enqueue_telling()
        return len(objects), 0

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str:
        told = ngettext("%(count)d message is sent again.", "%(count)d messages are sent again.", num_parent_objects)
        return told % {"count": num_parent_objects}
