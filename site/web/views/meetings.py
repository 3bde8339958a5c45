"""Meetings of work groups: read on a tablet, planned and arranged by who writes in their folder."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from graphql_relay import from_global_id, to_global_id

from web.attempts import Attempt, attempt, refused, status_of
from web.caching import for_this_reader
from web.meetings import blank_meeting, held_at_of, papers_chosen, table_of, typed_meeting
from web.months import moment_asked
from web.questions import ask
from web.views.errors import not_found


@require_safe
@for_this_reader
@login_required
def meeting(request: HttpRequest, number: int) -> HttpResponse:
    """What is on the table, in the order in which it is taken up."""
    found = _meeting(request, number)
    return render(request, "web/meeting.html", {"meeting": found}) if found else not_found(request)


@require_http_methods(["GET", "HEAD", "POST"])
@for_this_reader
@login_required
def plan(request: HttpRequest, number: int) -> HttpResponse:
    """Plan a meeting whose papers lie in a folder of a group."""
    asked = {"id": to_global_id("Folder", number), "first": 1, "after": None, "now": moment_asked()}
    folder = ask(request, "folder", **asked)["folder"]
    if not folder or not folder["isWritable"] or not folder["workGroup"]:
        return not_found(request)
    tried, values = None, blank_meeting()
    if request.method == "POST":
        values = typed_meeting(request.POST)
        tried = _plan(request, folder["id"], values)
        if tried.is_done:
            made = tried.data["meetingPlan"]["meeting"]
            messages.success(request, _("The meeting is planned. Put its papers on the table."))
            return redirect("meeting", int(from_global_id(made["id"]).id))
    context = {"folder": folder, "values": values, "tried": tried}
    return render(request, "web/meeting_plan.html", context, status=status_of(tried))


@require_http_methods(["GET", "HEAD", "POST"])
@for_this_reader
@login_required
def change(request: HttpRequest, number: int) -> HttpResponse:
    """Change a meeting, or call it off."""
    found = _meeting(request, number)
    if not found or not found["folder"]["isWritable"]:
        return not_found(request)
    tried, values = None, blank_meeting(found)
    if request.method == "POST":
        is_off = "call_off" in request.POST
        values = values if is_off else typed_meeting(request.POST)
        tried = _call_off(request, found) if is_off else _change(request, found["id"], values)
        if tried.is_done:
            return _changed(request, found, is_off=is_off)
    context = {"meeting": found, "values": values, "tried": tried}
    return render(request, "web/meeting_change.html", context, status=status_of(tried))


@require_http_methods(["GET", "HEAD", "POST"])
@for_this_reader
@login_required
def arrange(request: HttpRequest, number: int) -> HttpResponse:
    """Say which documents of the folder lie on the table, as what, and in which order."""
    found = _meeting(request, number)
    if not found or not found["folder"]["isWritable"]:
        return not_found(request)
    listed = ask(request, "meeting_table", folder=found["folder"]["id"])["folder"]["documents"]
    rows, tried = table_of(found["papers"], listed["nodes"], request.POST or None), None
    if request.method == "POST":
        tried = _arrange(request, found["id"], rows)
        if tried.is_done:
            messages.success(request, _("The papers lie in this order."))
            return redirect("meeting", number)
    context = {"meeting": found, "rows": rows, "total": listed["totalCount"], "tried": tried}
    return render(request, "web/meeting_arrange.html", context, status=status_of(tried))


def _meeting(request: HttpRequest, number: int) -> dict[str, Any] | None:
    found: dict[str, Any] | None = ask(request, "meeting", id=to_global_id("Meeting", number))["meeting"]
    return found


def _plan(request: HttpRequest, folder_id: str, values: dict[str, str]) -> Attempt:
    held_at = held_at_of(values)
    if not values["title"] or held_at is None:
        return refused(request, "meeting", *_missing(values))
    sent = {"folder": folder_id, "title": values["title"], "heldAt": held_at, "place": values["place"]}
    return attempt(request, "meeting", "meeting_plan", input=sent)


def _change(request: HttpRequest, meeting_id: str, values: dict[str, str]) -> Attempt:
    held_at = held_at_of(values)
    if not values["title"] or held_at is None:
        return refused(request, "meeting", *_missing(values))
    sent = {"title": values["title"], "heldAt": held_at, "place": values["place"]}
    return attempt(request, "meeting", "meeting_change", meeting=meeting_id, **sent)


def _missing(values: dict[str, str]) -> list[str]:
    reasons = [] if values["title"] else [_("Say what the meeting is called.")]
    return reasons if held_at_of(values) else [*reasons, _("Say the day and the time at which it begins.")]


def _call_off(request: HttpRequest, found: dict[str, Any]) -> Attempt:
    return attempt(request, "call_off", "meeting_call_off", meeting=found["id"])


def _changed(request: HttpRequest, found: dict[str, Any], *, is_off: bool) -> HttpResponse:
    if is_off:
        messages.success(request, _("“%(title)s” is called off. Its papers stay.") % {"title": found["title"]})
        return redirect("folder", int(from_global_id(found["folder"]["id"]).id))
    messages.success(request, _("The meeting is changed."))
    return redirect("meeting", int(from_global_id(found["id"]).id))


def _arrange(request: HttpRequest, meeting_id: str, rows: list[Any]) -> Attempt:
    wrong = [row.title for row in rows if not row.is_readable]
    if wrong:
        said = _("Give each paper a whole number, or leave it open: %(titles)s.")
        return refused(request, "arrange", said % {"titles": ", ".join(wrong)})
    return attempt(request, "arrange", "meeting_papers_arrange", meeting=meeting_id, papers=papers_chosen(rows))
