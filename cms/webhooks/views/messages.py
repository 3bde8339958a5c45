"""What endpoints were told, for those who look after them; what a message is about only as far as it opens for them."""

import json
from collections.abc import Iterable
from typing import Any, cast

import django_filters
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import BulkActionsCheckboxColumn, Column, DateColumn, TitleColumn
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.reports import ReportView

from cms.access.readers import reader_of
from cms.people.models import User
from cms.webhooks.actions.endpoints import repeat_delivery
from cms.webhooks.carrying import Letter
from cms.webhooks.models import Delivery, Endpoint
from cms.webhooks.rights import may_change, may_look
from cms.webhooks.sight import nameable
from cms.webhooks.tasks import enqueue_telling

CLOSED = _("Something that does not open for you")


class DeliveryFilters(WagtailFilterSet):
    """By state, webhook, event and day."""

    endpoint = django_filters.ModelChoiceFilter(queryset=Endpoint.objects.all(), label=_("Webhook"))
    made_at = django_filters.DateFromToRangeFilter(label=_("Made"), widget=DateRangePickerWidget)

    class Meta:
        model = Delivery
        fields = ["state", "endpoint", "event", "made_at"]


class DeliveryList(ReportView):
    """All of them, the newest first."""

    model = Delivery
    template_name = "webhooks/messages.html"
    page_title = _("Messages of webhooks")
    header_icon = "mail"
    index_url_name = "webhook_messages:list"
    index_results_url_name = "webhook_messages:list_results"
    filterset_class = DeliveryFilters
    is_searchable = False
    default_ordering = "-pk"
    verbose_name_plural = _("messages")
    export_filename = "webhook-messages"
    columns = [
        BulkActionsCheckboxColumn("bulk_actions", obj_type="message"),
        TitleColumn(
            "event", label=_("Event"), accessor="get_event_display", url_name="webhook_messages:message",
            get_title_id=lambda delivery: f"message_{delivery.pk}_title",
        ),
        Column("about", label=_("About")),
        Column("endpoint", label=_("Webhook")),
        DateColumn("made_at", label=_("Made")),
        Column("state", label=_("State"), accessor="get_state_display"),
        Column("last_status", label=_("Last answer"), accessor=lambda delivery: delivery.last_status or ""),
        Column("told_error", label=_("Last error")),
        Column("tries", label=_("Tries")),
        DateColumn("next_attempt_at", label=_("Next try")),
    ]  # fmt: skip
    list_export = ["key", "event", "endpoint.name", "made_at", "state", "tries", "last_status", "last_error"]
    export_headings = {
        "key": _("Id"), "event": _("Event"), "endpoint.name": _("Webhook"), "made_at": _("Made"), "state": _("State"),
        "tries": _("Tries"), "last_status": _("Last answer"), "last_error": _("Last error"),
    }  # fmt: skip

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Raises PermissionDenied for who may not look at webhooks."""
        if not may_look(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_queryset(self) -> QuerySet[Delivery]:
        return Delivery.objects.select_related("endpoint").order_by("-pk")

    def decorate_paginated_queryset(self, object_list: Any) -> Any:
        say_what_about(object_list, self.request)
        return object_list


def say_what_about(deliveries: Iterable[Any], request: HttpRequest) -> None:
    """Give each message `is_readable`, and `about`: where it leads, or that it is closed to who looks."""
    listed = list(deliveries)
    readable = nameable(reader_of(request), listed)
    for delivery in listed:
        delivery.is_readable = delivery.pk in readable
        delivery.about = _about(delivery) if delivery.is_readable else CLOSED


def _about(delivery: Delivery) -> str:
    number = f"{delivery.kind} {delivery.object_id}" if delivery.object_id else ""
    return str(json.loads(delivery.body)["data"].get("path") or number)


class OfDelivery(WagtailAdminTemplateMixin, TemplateView):
    """A screen about one message."""

    header_icon = "mail"
    template_name = "webhooks/message.html"
    request: HttpRequest

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Raises PermissionDenied for who may not look at webhooks."""
        if not may_look(request.user):
            raise PermissionDenied
        self.delivery = get_object_or_404(Delivery.objects.select_related("endpoint"), pk=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def get_page_title(self) -> str:
        return str(self.delivery.get_event_display())

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        above = [
            {"url": reverse("webhooks:index"), "label": _("Webhooks")},
            {"url": reverse("webhook_messages:list"), "label": _("Messages")},
        ]
        return [*super().get_breadcrumbs_items(), *above, {"url": "", "label": str(self.delivery.key)}]


class ShowDelivery(OfDelivery):
    """What was sent and what was said, unless it is closed to who looks."""

    http_method_names = ["get", "head"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        delivery: Any = self.delivery
        say_what_about([delivery], self.request)
        return {
            **super().get_context_data(**kwargs), "delivery": delivery, "headers": headers_shown(delivery),
            "attempts": delivery.attempts.all(), "may_change": may_change(self.request.user),
        }  # fmt: skip


def headers_shown(delivery: Delivery) -> dict[str, str]:
    """The headers that go with a message: its signature, which is made anew at each sending, is not told."""
    letter = Letter(delivery.pk, str(delivery.key), "", delivery.body.encode(), ())
    told = {"webhook-timestamp": _("when it is sent"), "webhook-signature": _("made when it is sent")}
    return {**letter.headers(), **{name: str(said) for name, said in told.items()}}


class RepeatDelivery(OfDelivery):
    """The button that sends it again."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Raises PermissionDenied for who may only look."""
        if not may_change(request.user):
            raise PermissionDenied
        repeat_delivery(self.delivery, by=cast(User, request.user))
        enqueue_telling()
        messages.success(request, _("The message is on its way again, with the same id."))
        return redirect("webhook_messages:message", self.delivery.pk)
