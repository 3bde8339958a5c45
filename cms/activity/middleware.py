from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from cms.activity import asking
from cms.activity.actions import write_waiting


class KnowsWhoAsks:
    """Lets the audit log know the request that is being answered, and writes what waited for its answer, at once."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        asked = asking.begin(request)
        try:
            response = self.get_response(request)
            write_waiting(asked)
            return response
        finally:
            asking.end()
