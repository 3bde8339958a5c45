"""Forms: sending one, and what is said afterwards. A form itself is a page like any other."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe
from graphql_relay import to_global_id

from web.caching import for_this_reader
from web.filling import answers_of, filled, mark_errors
from web.questions import ask, tell
from web.screens import context_of, ticket_of
from web.views.errors import not_found


@require_http_methods(["GET", "HEAD", "POST"])
@for_this_reader
def send(request: HttpRequest, number: int) -> HttpResponse:
    """Send a form; with anything wrong, show it again as it was filled in. Asked for, it leads to the form's page."""
    page = _form(request, number)
    if page is None:
        return not_found(request)
    if request.method != "POST":
        return HttpResponseRedirect(page["path"])
    filling = filled(page, request.POST)
    sent = {"page": page["id"], "ticket": filling.ticket, "answers": answers_of(filling)}
    answer = tell(request, "form_submit", input={**sent, "trap": request.POST.get("website", "")})
    if not answer.errors:
        return HttpResponseRedirect(reverse("form_sent", args=[number]))
    mark_errors(filling, answer.errors)
    if any(error["extensions"].get("part") == "ticket" for error in answer.errors):
        filling.ticket = ticket_of(request, page["id"])
    context = context_of(request, page) | {"filling": filling}
    return render(request, "web/pages/form.html", context, status=422)


@require_safe
@for_this_reader
def sent(request: HttpRequest, number: int) -> HttpResponse:
    """Thank you."""
    page = _form(request, number)
    return render(request, "web/form_sent.html", context_of(request, page)) if page else not_found(request)


def _form(request: HttpRequest, number: int) -> dict[str, Any] | None:
    found: dict[str, Any] | None = ask(request, "form", id=to_global_id("Page", number))["page"]
    return found if found and found["type"] == "FORM" else None
