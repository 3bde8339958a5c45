"""The list of webhooks, and one of them."""

from typing import Any, cast

from django.db.models import Count, Q, QuerySet
from django.http import HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views import generic
from wagtail.admin.widgets import Button
from wagtail.admin.widgets.button import HeaderButton

from cms.people.models import User
from cms.webhooks.actions.endpoints import change_endpoint, delete_endpoint, make_endpoint
from cms.webhooks.models import Endpoint
from cms.webhooks.models.delivery import OPEN
from cms.webhooks.rights import may_change
from cms.webhooks.views.doing import shown_once


class ListEndpoints(generic.IndexView):
    """All of them, and how it goes with each."""

    def get_base_queryset(self) -> QuerySet[Endpoint]:
        waiting = Count("deliveries", filter=Q(deliveries__state__in=OPEN))
        rows: QuerySet[Endpoint] = super().get_base_queryset()
        return rows.select_related("seen_as").annotate(waiting=waiting)

    def get_edit_url(self, instance: Endpoint) -> str:
        """The name leads to how it goes with it, from where it is changed."""
        return reverse("webhooks:inspect", args=[instance.pk])

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        messages = HeaderButton(_("Messages"), url=reverse("webhook_messages:list"), icon_name="mail")
        return [*super().header_buttons, messages]


class AddEndpoint(generic.CreateView):
    """A new one. Its secret is in the answer to the form, and nowhere after that."""

    def save_instance(self) -> Endpoint:
        endpoint: Endpoint = self.form.save(commit=False)
        self.secret = make_endpoint(endpoint, by=cast(User, self.request.user))
        return endpoint

    def save_action(self) -> HttpResponse:
        return shown_once(self.request, self.object, self.secret)


class EditEndpoint(generic.EditView):
    """Changes one; not its secret, which has a screen of its own."""

    def save_instance(self) -> Endpoint:
        endpoint: Endpoint = self.form.save(commit=False)
        change_endpoint(endpoint, by=cast(User, self.request.user))
        return endpoint


class DeleteEndpoint(generic.DeleteView):
    """Deletes one with its messages."""

    def delete_action(self) -> None:
        delete_endpoint(self.object, by=cast(User, self.request.user))


class InspectEndpoint(generic.InspectView):
    """How it goes with one, and what can be done."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        about = {"may_change": may_change(self.request.user), "last": self.object.deliveries.all()[:10]}
        return {**super().get_context_data(**kwargs), **about}

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        address = reverse("webhook_messages:list") + f"?endpoint={self.object.pk}"
        return [*super().header_more_buttons, Button(_("Messages"), url=address, icon_name="mail", priority=5)]
