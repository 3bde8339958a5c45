"""The answer when something broke: no traceback, and none of what may be broken is used to give it."""

import sys
from http import HTTPStatus

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

RETRY_SECONDS = "30"


def server_error(request: HttpRequest) -> HttpResponse:
    """503 while the database is away, which passes; else 500."""
    is_away = isinstance(sys.exc_info()[1], OperationalError | InterfaceError)
    # without the request, because what templates get with it asks the database
    page = render_to_string("503.html" if is_away else "500.html")
    response = HttpResponse(page, headers={"Cache-Control": "no-store"})
    response.status_code = HTTPStatus.SERVICE_UNAVAILABLE if is_away else HTTPStatus.INTERNAL_SERVER_ERROR
    if is_away:
        response["Retry-After"] = RETRY_SECONDS
    return response
