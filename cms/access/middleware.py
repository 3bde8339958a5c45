"""One guard before every view of the admin."""

from collections import defaultdict
from collections.abc import Callable
from functools import cache
from typing import Any

from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from wagtail.models import Page

from cms.access.admin.named import named_by
from cms.access.admin.naming import screen_of
from cms.access.policy import closed_to, note_passing
from cms.access.readers import reader_of


class AdminGuard:
    """Answers 404 to whoever names, in the admin, a thing that does not open for them: as if it did not exist.

    Wagtail's views look at editing rights, and some at nothing: a chooser's "chosen" view, a history, an old link.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not _is_of_admin(request):
            return self.get_response(request)
        with screen_of(request.user):
            return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable, view_args: tuple[Any, ...], view_kwargs: dict[str, Any]
    ) -> None:
        """Look at what is named before the view does. Raises Http404."""
        if not _is_of_admin(request) or not request.user.is_authenticated:
            return
        things: dict[type[Model], set[int]] = defaultdict(set)
        for model, object_id in named_by(request, view_kwargs):
            things[model].add(object_id)
        reader = reader_of(request)
        for model, object_ids in things.items():
            named = model._default_manager.filter(pk__in=object_ids)
            if issubclass(model, Page):
                named = named.filter(depth__gt=1)
            if reader.passes_all:
                note_passing(reader, named)
            elif closed_to(reader, named).exists():
                raise Http404


def _is_of_admin(request: HttpRequest) -> bool:
    return request.path_info.startswith(_address_of_admin())


@cache
def _address_of_admin() -> str:
    """Found once: to look it up at every request took longer than all else that is done here."""
    return reverse("wagtailadmin_home")
