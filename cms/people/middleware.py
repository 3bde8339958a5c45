from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from cms.people.sessions import note_seen
from cms.people.sign_in.second_factors import is_short_of_factor


class NotesSessions:
    """Keeps when each session was last used, for the list on the account page; a bearer's request has no session."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.session.session_key and request.user.is_authenticated:
            note_seen(request)
        return self.get_response(request)


class AsksForFactor:
    """Leads who must have a second factor, and has none, to where one is set up; nothing else opens till then.

    Not the admin alone: who administers reads everything through every door.
    """

    OPEN = ("account_", "mfa_", "openid_connect_")
    OPEN_TOO = frozenset({"healthz", "readyz", "site_style", "choose_language"})

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: Any) -> HttpResponse | None:
        """Answer before the view where a factor is missing: a screen by leading on, everything else by 403."""
        name = request.resolver_match.view_name if request.resolver_match else ""
        if name.startswith(self.OPEN) or name in self.OPEN_TOO or not is_short_of_factor(request):
            return None
        if request.method in ("GET", "HEAD") and request.accepts("text/html") and name != "graphql":
            messages.warning(
                request, _("Your account needs a second step at sign-in. Set one up, and go on from there.")
            )
            return redirect("mfa_index")
        return HttpResponseForbidden("A second factor is missing.", content_type="text/plain")
