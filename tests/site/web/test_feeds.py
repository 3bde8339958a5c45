from django.test import Client

from cms.people.models import FeedToken, User
from tests.site.web.conftest import City
from tests.site.web.test_pages import seen, words


def test_a_person_makes_addresses_that_are_shown_once(employee_client: Client, city: City) -> None:
    made = employee_client.post("/account/feeds/")

    fields = seen(made).select(".feed-list input")
    assert words(seen(made), ".feed-list label") == ["Alle thema’s", "Kennisbank", "Alle thema’s", "Kennisbank"]
    assert "no-store" in made["Cache-Control"]
    for field in fields:
        assert Client().get(field["value"].removeprefix("http://localhost:8000")).status_code == 200
    assert not seen(employee_client.get("/account/feeds/")).select(".feed-list")


def test_a_person_ends_their_feeds(employee_client: Client, employee: User, city: City) -> None:
    employee_client.post("/account/feeds/")

    response = employee_client.post("/account/feeds/end/")

    assert (response.status_code, response["Location"]) == (302, "/account/feeds/")
    assert not FeedToken.objects.exists()


def test_a_visitor_signs_in_first(client: Client, city: City) -> None:
    for address in ("/account/feeds/", "/account/feeds/end/"):
        assert client.post(address).status_code == 302
    assert not FeedToken.objects.exists()
