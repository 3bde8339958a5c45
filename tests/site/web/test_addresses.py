"""Addresses that moved, and those that are refused."""

from django.test import Client
from wagtail.contrib.redirects.models import Redirect

from tests.site.web.conftest import City
from tests.site.web.test_pages import seen, words


def test_an_old_address_leads_to_the_page(employee_client: Client, city: City) -> None:
    Redirect.add_redirect("/oud/verlof/", city.article, is_permanent=True)

    response = employee_client.get("/oud/verlof/")

    assert (response.status_code, response["Location"]) == (301, "/kennisbank/verlof/aanvragen/")
    assert response["Cache-Control"] == "private, no-cache"


def test_an_old_address_tells_nothing_to_who_may_not_see_the_page(client: Client, city: City) -> None:
    Redirect.add_redirect("/oud/verlof/", city.article)

    assert client.get("/oud/verlof/").status_code == 404


def test_an_address_without_its_last_slash_is_completed(employee_client: Client, city: City) -> None:
    response = employee_client.get("/kennisbank")

    assert (response.status_code, response["Location"]) == (301, "/kennisbank/")


def test_pages_are_for_reading_only(employee_client: Client, city: City) -> None:
    assert employee_client.post("/kennisbank/").status_code == 405


def test_a_form_from_elsewhere_is_refused_in_our_own_words(db: None) -> None:
    response = Client(enforce_csrf_checks=True).post("/accounts/login/", {"login": "eva@plein.example"})

    assert response.status_code == 403
    assert len(words(seen(response), ".message h1")) == 1
