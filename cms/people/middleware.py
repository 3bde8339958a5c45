from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from cms.people.sessions import note_seen


class NotesSessions:
    """Keeps when each session was last used, for the list on the account page; a bearer's request has no session."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.session.session_key and request.user.is_authenticated:
            note_seen(request)
        return self.get_response(request)
