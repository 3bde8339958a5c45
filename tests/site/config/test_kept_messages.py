"""Messages wait in a cookie until they are seen, and nobody takes them up who has no use for them."""

from typing import Any

from django.contrib import messages
from django.contrib.messages.storage.cookie import CookieStorage
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.utils.functional import empty

from config.messages import KeepsMessages


def answered(view: Any, *, cookie: str = "") -> HttpResponse:
    request = RequestFactory().get("/")
    request.COOKIES[CookieStorage.cookie_name] = cookie
    request.session = {}  # type: ignore[assignment]
    return KeepsMessages(view)(request)


def tells(request: HttpRequest) -> HttpResponse:
    messages.success(request, "Kept.")
    return HttpResponse()


def shows(request: HttpRequest) -> HttpResponse:
    return HttpResponse(", ".join(str(message) for message in messages.get_messages(request)))


def test_what_is_told_is_seen_once_on_the_next_screen() -> None:
    told = answered(tells).cookies[CookieStorage.cookie_name].value
    seen = answered(shows, cookie=told)

    assert seen.content == b"Kept."
    assert seen.cookies[CookieStorage.cookie_name].value == ""


def test_who_has_no_use_for_them_leaves_them() -> None:
    told = answered(tells).cookies[CookieStorage.cookie_name].value
    requests: list[HttpRequest] = []

    def passes(request: HttpRequest) -> HttpResponse:
        requests.append(request)
        return HttpResponse()

    assert not answered(passes, cookie=told).cookies
    assert requests[0]._messages._wrapped is empty  # type: ignore[attr-defined]
