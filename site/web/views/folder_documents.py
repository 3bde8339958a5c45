"""One document of a folder: its versions, a new one, and taking it out."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from graphql_relay import to_global_id

from web.attempts import Attempt, attempt, refused, status_of
from web.caching import for_this_reader
from web.questions import ask
from web.views.errors import not_found


@require_http_methods(["GET", "HEAD", "POST"])
@for_this_reader
@login_required
def folder_document(request: HttpRequest, number: int, document: int) -> HttpResponse:
    """A document with its versions; POST adds one, or takes the document out."""
    found = _found(request, number, document)
    if found is None or (request.method == "POST" and not _may_change(found["folder"])):
        return not_found(request)
    tried = None
    if request.method == "POST":
        tried = _remove(request, found) if "remove" in request.POST else _revise(request, found)
        if tried.is_done and tried.form == "remove":
            messages.success(request, _("“%(title)s” is deleted.") % {"title": found["document"]["title"]})
            return redirect("folder", number)
        if tried.is_done:
            messages.success(request, _("The new version is there."))
            return redirect("folder_document", number, document)
    context = {**found, "tried": tried, "may_change": _may_change(found["folder"])}
    return render(request, "web/folder_document.html", context, status=status_of(tried))


def _found(request: HttpRequest, number: int, document: int) -> dict[str, Any] | None:
    """The folder and the document, when that lies in it: an address can name any two."""
    asked = {"folder": to_global_id("Folder", number), "document": to_global_id("Document", document)}
    after = None
    while True:
        found = ask(request, "folder_document", **asked, after=after)
        if not found["folder"] or not found["document"]:
            return None
        listed = found["folder"]["documents"]
        if any(each["id"] == found["document"]["id"] for each in listed["nodes"]):
            return found
        if not listed["pageInfo"]["hasNextPage"]:
            return None
        after = listed["pageInfo"]["endCursor"]


def _may_change(folder: dict[str, Any]) -> bool:
    """Whether there is anything to do here for the reader; who looks after an archived group deletes, and adds none."""
    return bool(folder["isWritable"] or folder["isManageable"])


def _revise(request: HttpRequest, found: dict[str, Any]) -> Attempt:
    file = request.FILES.get("file")
    if file is None:
        return refused(request, "revise", _("Choose a file first."))
    based_on = request.POST.get("based_on", "")
    sent = {"document": found["document"]["id"], "file": file, "note": request.POST.get("note", "").strip()}
    number = int(based_on) if based_on.isdecimal() and len(based_on) < 9 else 0
    return attempt(request, "revise", "folder_document_revise", **sent, basedOn=number)


def _remove(request: HttpRequest, found: dict[str, Any]) -> Attempt:
    return attempt(request, "remove", "folder_document_remove", document=found["document"]["id"])
