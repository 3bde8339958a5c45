"""What whoever keeps a folder does with it: call it otherwise, and share it."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from graphql_relay import to_global_id

from web.attempts import Attempt, attempt, status_of
from web.caching import for_this_reader
from web.questions import ask
from web.views.errors import not_found
from web.views.people import LONGEST_NAME


@require_http_methods(["GET", "HEAD", "POST"])
@for_this_reader
@login_required
def folder_settings(request: HttpRequest, number: int) -> HttpResponse:
    """The name of a folder and who reads along; `name` finds colleagues, POST changes one thing."""
    found = ask(request, "folder_settings", id=to_global_id("Folder", number))
    if not found["folder"] or not found["folder"]["isManageable"]:
        return not_found(request)
    name, tried = name_asked(request), None
    if request.method == "POST":
        tried = _rename(request, found["folder"]) if "rename" in request.POST else _share(request, found["folder"])
        if tried.is_done:
            messages.success(request, _("The folder is changed."))
            query = f"?{urlencode({'name': name})}#share" if name else ""
            return redirect(reverse("folder_settings", args=[number]) + query)
    context = {**found, "name": name, "colleagues": colleagues(request, name), "tried": tried}
    return render(request, "web/folder_settings.html", context, status=status_of(tried))


def name_asked(request: HttpRequest) -> str:
    """The name of the colleague that somebody looks for; empty where they look for nobody."""
    return request.GET.get("name", "").strip()[:LONGEST_NAME]


def colleagues(request: HttpRequest, name: str) -> dict[str, Any] | None:
    """Colleagues of a name; None where nobody is looked for."""
    return ask(request, "colleagues", name=name)["people"] if name else None


def _rename(request: HttpRequest, folder: dict[str, Any]) -> Attempt:
    return attempt(request, "rename", "folder_rename", folder=folder["id"], name=request.POST["rename"])


def _share(request: HttpRequest, folder: dict[str, Any]) -> Attempt:
    """Share with one person or group more or less than now: the API takes all of them at once."""
    shares = {
        "people": [each["id"] for each in folder["sharedWith"]],
        "workGroups": [each["id"] for each in folder["sharedWithGroups"]],
    }
    for kind, field in (("people", "person"), ("workGroups", "group")):
        if given := request.POST.get(field):
            others = [each for each in shares[kind] if each != given]
            shares[kind] = others if "end" in request.POST else [*others, given]
    return attempt(request, "share", "folder_share", folder=folder["id"], **shares)
