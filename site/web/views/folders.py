"""Folders: the list of those that concern somebody, and one with what is in it."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from graphql_relay import from_global_id, to_global_id

from web.attempts import Attempt, attempt, refused, status_of
from web.caching import for_this_reader
from web.months import moment_asked
from web.questions import ask
from web.views.errors import not_found

DOCUMENTS_ON_A_SCREEN = 50


@require_http_methods(["GET", "HEAD", "POST"])
@for_this_reader
@login_required
def folders(request: HttpRequest) -> HttpResponse:
    """One's own folders, those of one's groups and those shared with one; POST makes one."""
    tried = None
    if request.method == "POST":
        name, group = request.POST.get("name", ""), request.POST.get("group") or None
        tried = attempt(request, "create", "folder_create", name=name, workGroup=group)
        if tried.is_done:
            return _to_new(request, tried.data["folderCreate"]["folder"])
    viewer = ask(request, "folders")["viewer"]
    return render(request, "web/folders.html", {**_sorted(viewer), "tried": tried}, status=status_of(tried))


@require_http_methods(["GET", "HEAD", "POST"])
@for_this_reader
@login_required
def folder(request: HttpRequest, number: int) -> HttpResponse:
    """What is in a folder; POST puts a file into it."""
    asked = {"id": to_global_id("Folder", number), "first": DOCUMENTS_ON_A_SCREEN, "after": request.GET.get("after")}
    found = ask(request, "folder", **asked, now=moment_asked())
    if not found["folder"] or (request.method == "POST" and not found["folder"]["isWritable"]):
        return not_found(request)
    tried = None
    if request.method == "POST":
        tried = _add(request, found["folder"]["id"])
        if tried.is_done:
            messages.success(request, _("The document is in the folder."))
            return redirect("folder", number)
    return render(request, "web/folder.html", {**found, "tried": tried}, status=status_of(tried))


@require_http_methods(["GET", "HEAD", "POST"])
@for_this_reader
@login_required
def delete(request: HttpRequest, number: int) -> HttpResponse:
    """Ask whether a folder may go with all that is in it; POST lets it go."""
    found = ask(request, "folder_settings", id=to_global_id("Folder", number))["folder"]
    if not found or not found["isManageable"]:
        return not_found(request)
    tried = None
    if request.method == "POST":
        tried = attempt(request, "delete", "folder_delete", folder=found["id"])
        if tried.is_done:
            messages.success(request, _("The folder “%(name)s” is deleted.") % {"name": found["name"]})
            return redirect("folders")
    return render(request, "web/folder_delete.html", {"folder": found, "tried": tried}, status=status_of(tried))


def _to_new(request: HttpRequest, made: dict[str, Any] | None) -> HttpResponse:
    """A new folder, where its maker may see it: who looks after all groups is not in each of them."""
    messages.success(request, _("The folder is there. Put the first document in it."))
    return redirect("folder", int(from_global_id(made["id"]).id)) if made else redirect("folders")


def _sorted(viewer: dict[str, Any]) -> dict[str, Any]:
    groups = {group["id"]: group for group in viewer["groups"]}
    own, of_groups, shared = [], [], []
    for each in viewer["folders"]:
        if each["workGroup"] and each["workGroup"]["id"] in groups:
            of_groups.append(each)
        elif each["isManageable"] and not each["workGroup"]:
            own.append(each)
        else:
            shared.append(each)
    looked_after = [group for group in groups.values() if group["standing"] == "OWNER" and not group["isArchived"]]
    return {"own": own, "of_groups": of_groups, "shared": shared, "looked_after": looked_after}


def _add(request: HttpRequest, folder_id: str) -> Attempt:
    file = request.FILES.get("file")
    if file is None:
        return refused(request, "add", _("Choose a file first."))
    sent = {"folder": folder_id, "file": file, "title": request.POST.get("title", "").strip()}
    return attempt(request, "add", "folder_document_add", input=sent)
