"""Work groups: finding one, coming in and going out, and looking after one."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from web.attempts import Attempt, attempt, status_of
from web.caching import for_this_reader
from web.months import moment_asked
from web.questions import ask
from web.views.errors import not_found
from web.views.folder_settings import colleagues, name_asked

GROUPS_ON_A_SCREEN, MEMBERS_ON_A_SCREEN = 24, 100
# What a button says is asked: the stored operation, what else it takes, and what is said when it is done.
ONESELF: dict[str, tuple[str, dict[str, bool], Any]] = {
    "join": ("group_join", {}, gettext_lazy("You are in this group now.")),
    "leave": ("group_leave", {}, gettext_lazy("You left the group.")),
    "accept": ("group_invitation_answer", {"accept": True}, gettext_lazy("You are in this group now.")),
    "decline": ("group_invitation_answer", {"accept": False}, gettext_lazy("You declined the invitation.")),
}
KEEPING: dict[str, tuple[str, Any]] = {
    "archive": ("group_archive", gettext_lazy("The group is archived.")),
    "reopen": ("group_reopen", gettext_lazy("The group is open for work again.")),
}
OF_PERSON: dict[str, tuple[str, Any]] = {
    "invite": ("group_invite", gettext_lazy("The invitation is on its way.")),
    "withdraw": ("group_invitation_withdraw", gettext_lazy("The invitation is withdrawn.")),
    "remove": ("group_member_remove", gettext_lazy("They are out of the group.")),
    "owner": ("group_owner_add", gettext_lazy("They look after the group too now.")),
    "member": ("group_owner_remove", gettext_lazy("They are a member like the others now.")),
}


@require_safe
@for_this_reader
@login_required
def groups(request: HttpRequest) -> HttpResponse:
    """One's own groups, invitations, and all there are: `name` narrows them, `after` goes on."""
    name = name_asked(request)
    wanted = {"name": name} if name else {}
    asked = {"filter": wanted, "first": GROUPS_ON_A_SCREEN, "after": request.GET.get("after")}
    return render(request, "web/groups.html", {**ask(request, "groups", **asked), "name": name})


@require_http_methods(["GET", "HEAD", "POST"])
@for_this_reader
@login_required
def group(request: HttpRequest, slug: str) -> HttpResponse:
    """One group; POST comes in, goes out, or answers an invitation."""
    found = _group(request, slug)
    if found is None:
        return not_found(request)
    tried = None
    if request.method == "POST":
        act = ONESELF.get(request.POST.get("act", ""))
        if act is None:
            return not_found(request)
        operation, more, said = act
        tried = attempt(request, "oneself", operation, group=found["id"], **more)
        if tried.is_done:
            messages.success(request, str(said))
            return _to_what_is_left(tried, slug)
    work = ask(request, "group_work", group=found["id"], now=moment_asked())
    folders = [
        each for each in work["viewer"]["folders"] if each["workGroup"] and each["workGroup"]["id"] == found["id"]
    ]
    context = {"group": found, "folders": folders, "meetings": work["meetings"]["nodes"], "tried": tried}
    return render(request, "web/group.html", context, status=status_of(tried))


@require_http_methods(["GET", "HEAD", "POST"])
@for_this_reader
@login_required
def group_settings(request: HttpRequest, slug: str) -> HttpResponse:
    """For who looks after a group: invite, let go, hand on, archive."""
    found = _group(request, slug)
    if found is None or found["standing"] != "OWNER":
        return not_found(request)
    name, tried = name_asked(request), None
    if request.method == "POST":
        tried = _keep(request, found)
        if tried is None:
            return not_found(request)
        if tried.is_done:
            return _to_what_is_left(tried, slug, screen="group_settings")
    context = {
        "group": found,
        "owner_ids": {each["id"] for each in found["owners"]},
        "member_ids": {each["id"] for each in found["members"]["nodes"]},
        "invited_ids": {each["id"] for each in found["invited"]},
        "name": name,
        "colleagues": colleagues(request, name),
        "tried": tried,
    }
    return render(request, "web/group_settings.html", context, status=status_of(tried))


def _group(request: HttpRequest, slug: str) -> dict[str, Any] | None:
    asked = {"slug": slug, "first": MEMBERS_ON_A_SCREEN, "after": request.GET.get("after")}
    found: dict[str, Any] | None = ask(request, "group", **asked)["workGroup"]
    return found


def _to_what_is_left(tried: Attempt, slug: str, *, screen: str = "group") -> HttpResponse:
    """The screen of the group, to who looks after it no more its own one, and the list to whom it is closed."""
    changed = next(iter(tried.data.values()))["group"]
    if not changed:
        return redirect("groups")
    return redirect(screen if changed["standing"] == "OWNER" else "group", slug)


def _keep(request: HttpRequest, found: dict[str, Any]) -> Attempt | None:
    """Do what a button asks; None where it asks nothing that there is."""
    act = request.POST.get("act", "")
    if act in KEEPING:
        operation, said = KEEPING[act]
        tried = attempt(request, act, operation, group=found["id"])
    elif act in OF_PERSON:
        operation, said = OF_PERSON[act]
        tried = attempt(request, "people", operation, group=found["id"], person=request.POST.get("person", ""))
    else:
        return None
    if tried.is_done:
        messages.success(request, str(said))
    return tried
