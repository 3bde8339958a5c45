"""A person's own searches on the screens, and what a browser tells of the result that was chosen."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cms.api.afterwards import do_what_waits, forget_what_waits
from cms.insights.models import ChosenResult
from cms.searches.models import RecentSearch, SavedSearch
from search.sync import catch_up
from tests.site.web.conftest import City
from tests.site.web.test_pages import seen, words


@pytest.fixture
def findable(city: City) -> City:
    catch_up()
    forget_what_waits()
    return city


def what_is_told(screen: Any) -> dict[str, str]:
    """What the script sends when the first result is chosen."""
    shown, link = screen.select_one(".hit-list"), screen.select_one(".hit h3 a")
    return {"search": shown["data-search"], "result": link["data-result"], "rank": link["data-rank"]}


def test_the_result_that_was_chosen_is_counted(employee_client: Client, findable: City) -> None:
    screen = seen(employee_client.get("/zoeken/?q=aanvragen"))
    assert screen.select_one(".hit-list")["data-tell"] == reverse("search_chosen")
    assert screen.select_one("script[src$='web/choices.js']")

    answer = employee_client.post(reverse("search_chosen"), what_is_told(screen))

    assert (answer.status_code, answer.content) == (204, b"")
    do_what_waits()
    rows = ChosenResult.objects.values_list("asked__query", "subject_type", "subject_id", "rank", "people")
    assert list(rows) == [("aanvragen", "page", findable.article.pk, 1, 1)]


@pytest.mark.parametrize("changed", [{"rank": "eerste"}, {"rank": "9" * 400}, {"result": "x"}, {"search": "x"}])
def test_what_makes_no_sense_is_told_nothing_and_counts_nothing(
    employee_client: Client, findable: City, changed: dict[str, str]
) -> None:
    told = what_is_told(seen(employee_client.get("/zoeken/?q=aanvragen"))) | changed
    assert employee_client.post(reverse("search_chosen"), told).status_code == 204
    do_what_waits()
    assert ChosenResult.objects.count() == 0


def test_a_choice_is_told_from_our_own_screens_alone(findable: City) -> None:
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(reverse("search_chosen"), {"rank": "1"}).status_code == 403
    assert strict.get(reverse("search_chosen")).status_code == 405


def test_the_last_searches_stand_below_an_empty_field(employee_client: Client, findable: City) -> None:
    for query in ("aanvragen", "verlof & vrij"):
        employee_client.get("/zoeken/", {"q": query})
    do_what_waits()

    screen = seen(employee_client.get("/zoeken/"))

    assert words(screen, ".search-own li") == ["verlof & vrij", "aanvragen"]
    assert screen.select_one(".search-own a")["href"] == "/zoeken/?q=verlof%20%26%20vrij"
    assert not seen(Client().get("/zoeken/")).select(".search-own")


def test_a_search_is_saved_with_its_filters_and_found_again(employee_client: Client, findable: City) -> None:
    screen = seen(employee_client.get("/zoeken/?q=aanvragen&kind=ARTICLE"))
    question = screen.select_one("#save-search input[name=question]")["value"]

    asked = {"question": question, "name": "Vrij vragen", "alert": "DAILY"}
    answer = employee_client.post(reverse("save_search"), asked)

    assert answer["Location"] == "/zoeken/?q=aanvragen&kind=ARTICLE"
    (saved,) = SavedSearch.objects.all()
    assert (saved.name, saved.query, saved.alert) == ("Vrij vragen", "aanvragen", "DAILY")
    assert saved.filters == {"kind": ["ARTICLE"]}
    link = seen(employee_client.get("/zoeken/")).select_one(".search-own a")
    assert (link.text, link["href"]) == ("Vrij vragen", "/zoeken/?q=aanvragen&kind=ARTICLE")


def test_what_a_visitor_searches_cannot_be_saved(client: Client, findable: City) -> None:
    assert not seen(client.get("/zoeken/?q=aanvragen")).select("#save-search form")
    answer = client.post(reverse("save_search"), {"question": "?q=a", "name": "a"})
    assert answer.status_code == 302
    assert answer["Location"].startswith("/accounts/login/")
    assert SavedSearch.objects.count() == 0


def test_saved_searches_are_managed_on_the_account_page(employee_client: Client, findable: City) -> None:
    employee_client.post(reverse("save_search"), {"question": "?q=aanvragen", "name": "Vrij", "alert": "NEVER"})
    card = seen(employee_client.get("/account/")).select_one("section[aria-labelledby=searches-title]")
    number = card.select_one("input[name=search]")["value"]

    employee_client.post(reverse("change_search"), {"search": number, "alert": "AT_ONCE"})
    assert SavedSearch.objects.get().alert == "AT_ONCE"
    for _twice in range(2):
        assert employee_client.post(reverse("forget_search"), {"search": number})["Location"] == "/account/"
    assert SavedSearch.objects.count() == 0


def test_last_searches_are_forgotten_and_kept_no_more(employee_client: Client, findable: City) -> None:
    def search_and_choose(wanted: str) -> int:
        employee_client.get("/zoeken/?q=aanvragen")
        do_what_waits()
        assert employee_client.post(reverse("keep_recent_searches"), {"wanted": wanted})["Location"] == "/account/"
        return RecentSearch.objects.count()

    assert search_and_choose("clear") == 0
    assert search_and_choose("yes") == 1
    assert search_and_choose("no") == 0
    employee_client.get("/zoeken/?q=aanvragen")
    do_what_waits()
    assert RecentSearch.objects.count() == 0
