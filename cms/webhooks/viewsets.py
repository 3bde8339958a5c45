"""The admin's screens for webhooks."""

from django import forms
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, DateColumn

from cms.activity.viewsets import AuditedViewSet
from cms.webhooks.forms import EndpointForm
from cms.webhooks.models import Endpoint
from cms.webhooks.views.doing import Pause, RenewSecret, Resume, SendTest
from cms.webhooks.views.endpoints import AddEndpoint, DeleteEndpoint, EditEndpoint, InspectEndpoint, ListEndpoints


class EndpointViewSet(AuditedViewSet):
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

    def get_urlpatterns(self) -> list[URLPattern]:
        """And what can be done with one."""
        return [
            *super().get_urlpatterns(),
            path("test/<int:pk>/", SendTest.as_view(), name="test"),
            path("secret/<int:pk>/", RenewSecret.as_view(), name="secret"),
            path("pause/<int:pk>/", Pause.as_view(), name="pause"),
            path("resume/<int:pk>/", Resume.as_view(), name="resume"),
        ]
