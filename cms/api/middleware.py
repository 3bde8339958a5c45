"""Tokens at the doors of files: a front-end elsewhere downloads what the API named to it."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

from cms.access.readers import look_through
from cms.api.authentication import bearer_of, owner_of
from cms.api.responses import PREVIEW_HEADER
from cms.graphql_kit.errors import Unauthenticated
from cms.pages.previews import reader_of_preview

# By name, because a token opens nothing else of the site: least of all the admin, which trusts a session's CSRF token.
FILE_DOORS = {"media", "wagtaildocs_serve", "document_version", "event_calendar", "meeting_papers"}


class BearersAtFileDoors:
    """Lets whoever has a token be that person where files are served, for reading alone; with the token of a preview
    they see as its editor chose."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if _is_file_door(request):
            patch_vary_headers(response, ["Authorization", PREVIEW_HEADER])
        return response

    def process_view(self, request: HttpRequest, *_view: Any) -> HttpResponse | None:
        """Answer 401 to a token that does not open, before the door is asked."""
        if not _is_file_door(request) or request.method not in ("GET", "HEAD"):
            return None
        secret, preview = bearer_of(request), request.headers.get(PREVIEW_HEADER, "")
        try:
            if secret is not None:
                request.user = owner_of(secret)
        except Unauthenticated as error:
            return HttpResponse(
                error.message, status=401, content_type="text/plain", headers={"WWW-Authenticate": "Bearer"}
            )
        if preview:
            look_through(request.user, reader_of_preview(preview, by=request.user))
        return None


def _is_file_door(request: HttpRequest) -> bool:
    match = request.resolver_match
    return match is not None and match.view_name in FILE_DOORS
