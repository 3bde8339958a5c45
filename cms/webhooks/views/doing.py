"""What can be done with a webhook, by buttons and by a screen that asks first."""

from abc import ABC, abstractmethod
from typing import Any, ClassVar, cast

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from cms.people.models import User
from cms.webhooks.actions.endpoints import pause, renew_secret, resume, send_test
from cms.webhooks.models import Endpoint
from cms.webhooks.rights import may_change
from cms.webhooks.tasks import enqueue_telling


class OfEndpoint(WagtailAdminTemplateMixin, TemplateView):
    """A screen about one webhook, for who may change it."""

    header_icon = "site"
    request: HttpRequest

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Raises PermissionDenied for anybody else."""
        if not may_change(request.user):
            raise PermissionDenied
        self.endpoint = get_object_or_404(Endpoint, pk=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def get_page_title(self) -> str:
        return self.endpoint.name

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        above = {"url": reverse("webhooks:index"), "label": _("Webhooks")}
        own = {"url": reverse("webhooks:inspect", args=[self.endpoint.pk]), "label": self.endpoint.name}
        return [*super().get_breadcrumbs_items(), above, own]


class Button(OfEndpoint, ABC):
    """Does one thing at once."""

    http_method_names = ["post"]
    done: ClassVar[Promise]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Do it, say so, and go back to where the button was."""
        self.do(cast(User, request.user))
        messages.success(request, self.done % {"name": self.endpoint.name})
        return redirect("webhooks:inspect", self.endpoint.pk)

    @abstractmethod
    def do(self, by: User) -> None:
        """What the button does."""


class SendTest(Button):
    """Sends a message that says nothing."""

    done = _("A test is on its way to “%(name)s”: see below what comes of it.")

    def do(self, by: User) -> None:
        send_test(self.endpoint, by=by)
        enqueue_telling()


class Pause(Button):
    """Holds everything up."""

    done = _("“%(name)s” is told nothing until you resume it.")

    def do(self, by: User) -> None:
        pause(self.endpoint, by=by)


class Resume(Button):
    """Lets it go on."""

    done = _("“%(name)s” is told again, of what happened meanwhile too.")

    def do(self, by: User) -> None:
        resume(self.endpoint, by=by)
        enqueue_telling()


class RenewSecret(OfEndpoint):
    """Asks first, then shows the new secret, this once."""

    http_method_names = ["get", "head", "post"]
    template_name = "webhooks/renew_secret.html"
    page_title = _("Make a new secret")
    header_icon = "key"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "endpoint": self.endpoint}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        secret = renew_secret(self.endpoint, by=cast(User, request.user))
        return shown_once(request, self.endpoint, secret)


class ShowSecret(OfEndpoint):
    """The answer that has a secret in it."""

    template_name = "webhooks/secret.html"
    header_icon = "key"


def shown_once(request: HttpRequest, endpoint: Endpoint, secret: str) -> HttpResponse:
    """The screen with a new secret, which nobody keeps on the way."""
    screen = ShowSecret(endpoint=endpoint)
    screen.setup(request)
    context = screen.get_context_data(endpoint=endpoint, secret=secret)
    return TemplateResponse(request, "webhooks/secret.html", context, headers={"Cache-Control": "no-store"})
