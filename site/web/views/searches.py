"""A person's own searches: saving them, hearing of what is new, and having the last ones at hand or not."""

import re
from dataclasses import fields
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from web.caching import for_this_reader
from web.deeds import do_and_say
from web.questions import UnansweredError, ask, tell
from web.search_questions import SearchQuestion

ALERTS = {
    "NEVER": gettext_lazy("Never"),
    "DAILY": gettext_lazy("Once a day"),
    "AT_ONCE": gettext_lazy("Within minutes"),
}
LONGEST_NAME = 100
CAPITAL = re.compile("[A-Z]")


@require_POST
def chosen(request: HttpRequest) -> HttpResponse:
    """A browser tells which result was chosen, on its way there: it waits for nothing, and is told nothing."""
    told = request.POST
    rank = told.get("rank", "")
    if rank.isdecimal() and len(rank) < 6:
        tell(request, "clicked_result", search=told.get("search", ""), result=told.get("result", ""), rank=int(rank))
    return HttpResponse(status=204)


@require_POST
@for_this_reader
@login_required
def save_search(request: HttpRequest) -> HttpResponse:
    """Save the question on the screen, and go back to it."""
    question = SearchQuestion.from_address(QueryDict(request.POST.get("question", "").lstrip("?")))
    name = request.POST.get("name", "").strip()[:LONGEST_NAME] or question.query[:LONGEST_NAME]
    asked = question.variables
    try:
        ask(
            request, "search_save", name=name, query=question.query, filter=asked["filter"],
            alert=_alert(request),
        )  # fmt: skip
        messages.success(request, _("Saved. You find it where you search, and on your account page."))
    except UnansweredError as error:
        if error.codes != {"LIMIT_EXCEEDED"}:
            raise
        messages.warning(request, _("You have saved as many searches as one can keep; forget one first."))
    return redirect(reverse("search") + question.address_of_first())


@require_POST
@for_this_reader
@login_required
def change_search(request: HttpRequest) -> HttpResponse:
    """Be told sooner of something new, later, or not at all."""
    do_and_say(request, "search_change", _("Changed."), id=request.POST.get("search", ""), alert=_alert(request))
    return redirect("account")


@require_POST
@for_this_reader
@login_required
def forget_search(request: HttpRequest) -> HttpResponse:
    """Forget a saved search."""
    do_and_say(request, "search_forget", _("The search is forgotten."), id=request.POST.get("search", ""))
    return redirect("account")


@require_POST
@for_this_reader
@login_required
def keep_recent(request: HttpRequest) -> HttpResponse:
    """Have one's last searches kept, or not, or forget those there are."""
    wanted = request.POST.get("wanted", "")
    if wanted == "clear":
        ask(request, "recent_searches_clear")
        messages.success(request, _("Your last searches are forgotten."))
    else:
        ask(request, "recent_searches_keep", wanted=wanted == "yes")
        said = _("Your last searches are kept.") if wanted == "yes" else _("Your searches are not kept any more.")
        messages.success(request, said)
    return redirect("account")


def shown_searches(saved: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Saved searches as screens show them, each with the address of its question."""
    return [each | {"address": reverse("search") + _question_of(each).address_of_first()} for each in saved]


def _question_of(saved: dict[str, Any]) -> SearchQuestion:
    """The question, with as much of its filter as our screen has: a front-end elsewhere may have saved it."""
    known = {field.name for field in fields(SearchQuestion)}
    narrowed = {CAPITAL.sub(r"_\g<0>", name).lower(): value for name, value in saved["filter"].items() if value}
    given: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in narrowed.items() if name in known
    }
    return SearchQuestion(query=saved["query"], **given)


def _alert(request: HttpRequest) -> str:
    alert = request.POST.get("alert", "")
    return alert if alert in ALERTS else "NEVER"
