"""The two ends of a request, for the audit log."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from cms.activity import asking
from cms.activity.actions import record_act, write_waiting
from cms.activity.acts import LIST_EXPORTED

# How Wagtail's listings and reports are asked for a file; what else a query says may name people, and is left out.
EXPORTS = ("csv", "xlsx")


class KnowsWhoAsks:
    """Lets the audit log know the request that is being answered, and writes what waited for its answer, at once.

    Every list of the admin that leaves it as a file is noted here, because no view of Wagtail's says that one did.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        asked = asking.begin(request)
        try:
            response = self.get_response(request)
            write_waiting(asked)
            if _is_export(request, response):
                match = request.resolver_match
                details = {"list": match.view_name if match else "", "format": request.GET["export"]}
                record_act(LIST_EXPORTED, by=asked.account, details=details)
            return response
        finally:
            asking.end()


def _is_export(request: HttpRequest, response: HttpResponse) -> bool:
    if response.status_code != 200 or "Content-Disposition" not in response:
        return False
    return request.GET.get("export") in EXPORTS and request.path_info.startswith(reverse("wagtailadmin_home"))
