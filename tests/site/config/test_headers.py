"""What browsers are told about every answer."""

from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from config.headers import EDITOR_POLICY, READER_POLICY, SecurityHeadersMiddleware, written


def answer(path: str, **headers: str) -> HttpResponse:
    def view(request: HttpRequest) -> HttpResponse:
        return HttpResponse("", headers=headers)

    return SecurityHeadersMiddleware(view)(RequestFactory().get(path))


def test_readers_get_scripts_from_files_alone() -> None:
    response = answer("/kennisbank/")

    assert response["Content-Security-Policy"] == written(READER_POLICY)
    assert "script-src 'self';" in response["Content-Security-Policy"]
    assert response["Permissions-Policy"] == "camera=(), geolocation=(), microphone=()"


def test_the_editor_keeps_its_scripts_within_pages() -> None:
    response = answer("/admin/pages/3/edit/")

    assert response["Content-Security-Policy"] == written(EDITOR_POLICY)
    assert "script-src 'self' 'unsafe-inline';" in response["Content-Security-Policy"]


def test_a_view_keeps_the_policy_it_sets() -> None:
    response = answer("/documents/1/", **{"Content-Security-Policy": "sandbox"})

    assert response["Content-Security-Policy"] == "sandbox"


@pytest.mark.parametrize("path", ["/accounts/login/", "/admin/"])
def test_a_form_may_lead_to_the_issuers_that_are_configured(settings: Any, path: str) -> None:
    elsewhere = {"server_url": "https://sso.example.org/realms/city", "screens": ["https://login.example.com/a"]}
    apps = [{"settings": each} for each in (elsewhere, {"server_url": "http://127.0.0.1:8081"})]
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": apps}}

    policy = answer(path)["Content-Security-Policy"]

    led_to = "https://sso.example.org https://login.example.com http://127.0.0.1:8081"
    assert f"; form-action 'self' {led_to}; " in policy
