from django.test import Client

from cms.reading.actions import prepare_everything
from tests.factories.pages import create_news, create_theme, translate
from tests.site.web.conftest import City
from tests.site.web.test_pages import seen, words


def test_news_comes_newest_first(employee_client: Client, city: City) -> None:
    create_news(city.theme, "Nieuwe laptops", publish=True)
    create_news(city.theme, "Griepprik", publish=True)
    prepare_everything()

    titles = words(seen(employee_client.get("/nieuws/")), ".news-item h2")

    assert titles[:2] == ["Griepprik", "Nieuwe laptops"]


def test_news_can_be_narrowed_to_a_theme(employee_client: Client, city: City) -> None:
    other = create_theme(city.home, "Burgerzaken")
    create_news(other, "Nieuwe balie")
    prepare_everything()
    chips = seen(employee_client.get("/nieuws/")).select(".chips a")
    address = next(chip["href"] for chip in chips if chip.get_text() == "Burgerzaken")

    screen = seen(employee_client.get(f"/nieuws/{address}"))

    assert words(screen, ".news-item h2") == ["Nieuwe balie"]
    assert words(screen, ".chips [aria-current]") == ["Burgerzaken"]


def test_a_visitor_sees_no_news_of_staff(client: Client, city: City) -> None:
    screen = seen(client.get("/nieuws/"))

    assert not screen.select(".news-item")


def test_news_of_another_language_points_to_that_of_the_source(employee_client: Client, city: City) -> None:
    translate(city.home, "en")
    prepare_everything()

    assert seen(employee_client.get("/en/nieuws/")).select_one(".more[hreflang=nl]")["href"] == "/nieuws/"


def test_a_senseless_cursor_is_an_address_that_is_not_there(employee_client: Client, city: City) -> None:
    assert employee_client.get("/nieuws/?after=nonsense").status_code == 404
    assert employee_client.get("/nieuws/?theme=nonsense").status_code == 404
