"""Marking pages to have them at hand."""

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from web.caching import for_this_reader
from web.questions import UnansweredError, ask
from web.views.errors import not_found


@require_POST
@for_this_reader
def favourite(request: HttpRequest) -> HttpResponse:
    """Mark or unmark a page: with htmx the star alone is answered, else one goes back to where one was."""
    if not request.user.is_authenticated:
        return _sign_in(request)
    page, is_wanted = request.POST.get("page", ""), request.POST.get("wanted") == "yes"
    said = _("Added to your favourites.") if is_wanted else _("Removed from your favourites.")
    try:
        ask(request, "favourite_add" if is_wanted else "favourite_remove", page=page)
    except UnansweredError as error:
        if error.codes == {"NOT_FOUND"}:
            return not_found(request)
        if error.codes != {"LIMIT_EXCEEDED"}:
            raise
        said, is_wanted = _("You have a hundred favourites; remove one first."), False
    if request.headers.get("HX-Request"):
        context = {
            "page": {"id": page},
            "favourite_ids": {page} if is_wanted else set(),
            "said": said,
            "next": _next(request),
        }
        return render(request, "web/favourite.html", context)
    return HttpResponseRedirect(_next(request))


def _sign_in(request: HttpRequest) -> HttpResponse:
    """Sign in and come back: the whole window with htmx too, whose star would else hold the sign-in screen."""
    answer = redirect_to_login(_next(request))
    return HttpResponse(headers={"HX-Redirect": answer.url}) if request.headers.get("HX-Request") else answer


def _next(request: HttpRequest) -> str:
    """Where somebody was, when that is a place of this site."""
    address = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(address, allowed_hosts=None):
        return address
    return reverse("wagtail_serve", args=[""])
