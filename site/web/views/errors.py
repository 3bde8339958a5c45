"""The screens of what went wrong. They tell nobody whether something exists."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from web.caching import for_this_reader


@for_this_reader
def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The same answer for what is not there and for what is not for this reader."""
    return render(request, "404.html", status=404)


@for_this_reader
def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """For actions that Django or a form refuses; published things that are closed answer `not_found`."""
    return render(request, "403.html", status=403)
