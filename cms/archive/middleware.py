"""Documents that have to stay, and what they need, in the admin."""

from collections.abc import Callable

from django.db.models import ProtectedError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from wagtail.admin import messages

from cms.access.policy import may_open
from cms.access.readers import reader_of
from cms.archive.refusals import DeletionRefusedError


class TellsWhyDocumentsStay:
    """Answers a deletion that somebody has a reason against with that reason, whichever screen asked for it.

    Wagtail deletes in half a dozen views, and knows no reasons; nothing is deleted where one document has to stay."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Back to where somebody came from; a script is told in JSON."""
        told = _reason_of(exception, request)
        if not told:
            return None
        if request.headers.get("X-Requested-With") == "XMLHttpRequest" or not request.accepts("text/html"):
            return JsonResponse({"success": False, "error_message": told}, status=409)
        messages.error(request, told)
        return redirect(_came_from(request))


def _reason_of(exception: Exception, request: HttpRequest) -> str:
    """Why something stays, in words for who asks; empty where the exception is about something else."""
    if isinstance(exception, DeletionRefusedError):
        named = f"{exception.document}: " if may_open(reader_of(request), exception.document) else ""
        return named + " ".join(exception.reasons)
    if isinstance(exception, ProtectedError):
        # Django's own words are for programmers, and name what needs it; an app's own exception has its reason.
        is_djangos = type(exception) is ProtectedError
        return str(_("It stays, because something else still needs it.") if is_djangos else exception.args[0])
    return ""


def _came_from(request: HttpRequest) -> str:
    address = request.headers.get("Referer", "")
    is_ours = url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure())
    return address if is_ours else reverse("wagtaildocs:index")
