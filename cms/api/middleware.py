"""Bearer tokens at the doors of files: a front-end elsewhere downloads what the API named to it."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

from cms.api.authentication import bearer_of, owner_of
from cms.graphql_kit.errors import Unauthenticated

# By name, because a token opens nothing else of the site: least of all the admin, which trusts a session's CSRF token.
FILE_DOORS = {"media", "wagtaildocs_serve", "document_version", "event_calendar", "meeting_papers"}


class BearersAtFileDoors:
    """Lets whoever has a token be that person where files are served, for reading alone."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if _is_file_door(request):
            patch_vary_headers(response, ["Authorization"])
        return response

    def process_view(self, request: HttpRequest, *_view: Any) -> HttpResponse | None:
        """Answer 401 to a token that does not open, before the door is asked."""
        secret = bearer_of(request)
        if secret is None or not _is_file_door(request) or request.method not in ("GET", "HEAD"):
            return None
        try:
            request.user = owner_of(secret)
        except Unauthenticated as error:
            return HttpResponse(
                error.message, status=401, content_type="text/plain", headers={"WWW-Authenticate": "Bearer"}
            )
        return None


def _is_file_door(request: HttpRequest) -> bool:
    match = request.resolver_match
    return match is not None and match.view_name in FILE_DOORS
