"""The admin's screens for webhooks."""

from typing import Any

from django import forms
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.viewsets.model import ModelViewSet

from cms.webhooks.forms import EndpointForm
from cms.webhooks.models import Endpoint
from cms.webhooks.views.doing import Pause, RenewSecret, Resume, SendTest
from cms.webhooks.views.endpoints import AddEndpoint, DeleteEndpoint, EditEndpoint, InspectEndpoint, ListEndpoints


class EndpointViewSet(ModelViewSet):
    """Webhooks, below the settings."""

    model = Endpoint
    icon = "site"
    menu_label = _("Webhooks")
    menu_name = "webhooks"
    menu_order = 690
    add_to_settings_menu = True
    add_to_reference_index = False
    copy_view_enabled = False
    inspect_view_enabled = True
    index_view_class = ListEndpoints
    add_view_class = AddEndpoint
    edit_view_class = EditEndpoint
    delete_view_class = DeleteEndpoint
    inspect_view_class = InspectEndpoint
    inspect_template_name = "webhooks/endpoint.html"
    inspect_view_fields = ["name"]
    form_fields: list[str] = []
    search_backend_name = None
    search_fields = ["name"]
    list_display = [
        "name", Column("host", label=_("Receiver")), Column("health", label=_("Health")),
        Column("waiting", label=_("Messages waiting")),
        DateColumn("delivered_at", label=_("Last message taken"), sort_key="delivered_at"),
        Column("seen_as", label=_("Told what this person may see")),
    ]  # fmt: skip

    def get_form_class(self, for_update: bool = False) -> type[forms.ModelForm]:
        """One form, new or not."""
        return EndpointForm

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        """Without the addresses that are left out below."""
        gone = {"history_url_name": None, "usage_url_name": None}
        common: dict[str, Any] = super().get_common_view_kwargs(**gone, **kwargs)
        return common

    def get_urlpatterns(self) -> list[URLPattern]:
        """Wagtail's own but history, which is in the audit log, and usage; and what can be done with one."""
        left_out = ("history", "history_results", "usage")
        own = [
            path("test/<int:pk>/", SendTest.as_view(), name="test"),
            path("secret/<int:pk>/", RenewSecret.as_view(), name="secret"),
            path("pause/<int:pk>/", Pause.as_view(), name="pause"),
            path("resume/<int:pk>/", Resume.as_view(), name="resume"),
        ]
        return [*(each for each in super().get_urlpatterns() if each.name not in left_out), *own]
