"""Nobody is sent elsewhere by an address that somebody made up."""

from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.urls import reverse

from cms.graphql_kit.ids import to_global_id
from cms.people.models import User
from tests.factories.people import PASSWORD
from tests.site.web.conftest import City

pytestmark = pytest.mark.django_db

ELSEWHERE = [
    "https://example.org/", "//example.org/", "///example.org/", "/\\example.org/", "\\\\example.org/",
    "https:example.org", "javascript:alert(1)", "http://testserver@example.org/",
    "https://testserver.example.org/", " //example.org/",
]  # fmt: skip


@pytest.mark.parametrize("target", ELSEWHERE)
def test_signing_in_leads_to_no_other_site(client: Client, city: City, employee: User, target: str) -> None:
    answer = client.post(
        reverse("account_login"), {"login": employee.email, "password": PASSWORD, "next": target}, follow=False
    )

    assert answer.status_code == 302
    assert urlsplit(answer["Location"])[:2] == ("", "")
    assert "example.org" not in answer["Location"]


@pytest.mark.parametrize("target", ELSEWHERE)
def test_a_favourite_leads_to_no_other_site(employee_client: Client, city: City, target: str) -> None:
    said = {"page": to_global_id("Page", city.article.pk), "wanted": "yes", "next": target}
    answer = employee_client.post(reverse("favourite"), said)

    assert answer.status_code == 302
    assert urlsplit(answer["Location"])[:2] == ("", "")
    assert "example.org" not in answer["Location"]


@pytest.mark.parametrize("address", ["//example.org", "//example.org/kennisbank", "/en//example.org", "/\\example.org"])
def test_a_lost_slash_leads_to_no_other_site(employee_client: Client, city: City, address: str) -> None:
    answer = employee_client.get(address)

    assert urlsplit(answer.headers.get("Location", ""))[:2] == ("", "")


def test_a_foreign_host_is_not_answered_to(client: Client, city: City) -> None:
    answer = client.get("/accounts/password/reset/", headers={"host": "example.org", "x-forwarded-host": "example.org"})

    assert "example.org" not in answer.content.decode()
