"""Marking pages: with a form alone, or with htmx in place."""

import pytest
from django.test import Client

from cms.graphql_kit.ids import to_global_id
from cms.people.models import User
from cms.responses.models import Favourite
from tests.site.web.conftest import City
from tests.site.web.test_pages import seen, words

ARTICLE = "/kennisbank/verlof/aanvragen/"


@pytest.fixture
def star(city: City) -> dict[str, str]:
    return {"page": to_global_id("Page", city.article.pk), "wanted": "yes", "next": ARTICLE}


def test_a_star_marks_a_page_which_is_then_at_hand(employee_client: Client, star: dict[str, str]) -> None:
    before = seen(employee_client.get(ARTICLE)).select_one(".star")
    answer = employee_client.post("/favorieten/", star)
    screen = seen(employee_client.get(ARTICLE))

    assert before["aria-pressed"] == "false"
    assert answer["Location"] == ARTICLE
    assert screen.select_one(".star")["aria-pressed"] == "true"
    assert words(screen, ".account li[lang], .account ul[aria-labelledby] a") == ["Aanvragen"]
    assert words(seen(employee_client.get("/")), ".favourite-links a") == ["Aanvragen"]
    assert words(seen(employee_client.get("/account/")), "[aria-labelledby=favourites-title] li > a") == ["Aanvragen"]


def test_a_star_unmarks_a_page(employee_client: Client, star: dict[str, str]) -> None:
    employee_client.post("/favorieten/", star)
    employee_client.post("/favorieten/", star | {"wanted": "no"})

    assert Favourite.objects.count() == 0
    assert not seen(employee_client.get("/")).select(".favourites")


def test_htmx_gets_the_star_alone_and_what_is_announced(employee_client: Client, star: dict[str, str]) -> None:
    part = seen(employee_client.post("/favorieten/", star, headers={"HX-Request": "true"}))

    assert not part.select("html")
    assert part.select_one("form#favourite button")["aria-pressed"] == "true"
    assert words(part, "[role=status]") == ["Toegevoegd aan je favorieten."]


def test_nobody_is_sent_to_another_site(employee_client: Client, star: dict[str, str]) -> None:
    for elsewhere in ("https://elsewhere.example/", "//elsewhere.example", ""):
        assert employee_client.post("/favorieten/", star | {"next": elsewhere})["Location"] == "/"


def test_a_visitor_signs_in_first_and_sees_no_star(client: Client, employee: User, star: dict[str, str]) -> None:
    assert client.post("/favorieten/", star)["Location"] == f"/accounts/login/?next={ARTICLE}"
    in_place = client.post("/favorieten/", star, headers={"HX-Request": "true"})
    assert (in_place.content, in_place["HX-Redirect"]) == (b"", f"/accounts/login/?next={ARTICLE}")
    assert not seen(client.get("/bestaat-niet/")).select(".star")
    assert Favourite.objects.count() == 0


def test_there_is_only_something_to_do(employee_client: Client, star: dict[str, str]) -> None:
    assert employee_client.get("/favorieten/").status_code == 405
    assert employee_client.post("/favorieten/", star | {"page": "nonsense"}).status_code == 404
