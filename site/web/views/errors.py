"""The screens of what went wrong. They tell nobody whether something exists."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from web.caching import for_this_reader


@for_this_reader
def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The same answer for what is not there and for what is not for this reader."""
    return render(request, "404.html", status=404)


@for_this_reader
def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """For actions that Django or a form refuses; published things that are closed answer `not_found`."""
    return render(request, "403.html", status=403)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """What cannot be understood. Shown without the request, in which anything may be wrong, its host too."""
    return HttpResponse(render_to_string("400.html"), status=HTTPStatus.BAD_REQUEST)


def too_many_attempts(request: HttpRequest) -> HttpResponse:
    """For who tries passwords. It costs nothing: no query, no layout."""
    return HttpResponse(render_to_string("429.html"), status=HTTPStatus.TOO_MANY_REQUESTS)
