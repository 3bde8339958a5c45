from django.test import Client

from cms.access.actions import restrict
from cms.access.models.restriction import RestrictionKind
from cms.people.models import User
from cms.reading.actions import prepare_everything
from tests.factories.access import create_audience
from tests.factories.pages import create_unit_page
from tests.factories.people import create_unit, create_user
from tests.site.web.conftest import City
from tests.site.web.test_pages import seen, words


def unit_page(city: City) -> User:
    """The page of a desk, with one person to ask; returns that person."""
    unit = create_unit("Burgerzaken")
    noor = create_user("Noor Bakker", email="noor@plein.example", phone="06 12 34 56 78", unit=unit)
    create_unit_page(
        city.theme,
        "Balie",
        contacts=[noor],
        unit=unit,
        opening_hours="Maandag 9-17\nDinsdag 9-12",
        address="Stadhuis, kamer 1.2",
        phone="14 012",
        email="balie@plein.example",
    )
    prepare_everything()
    return noor


def test_a_unit_says_when_where_and_whom(employee_client: Client, city: City) -> None:
    noor = unit_page(city)

    screen = seen(employee_client.get("/kennisbank/balie/"))

    assert words(screen, ".facts-box dd") == [
        "Maandag 9-17 Dinsdag 9-12", "Stadhuis, kamer 1.2", "14 012", "balie@plein.example", "Iedereen bij Burgerzaken",
    ]  # fmt: skip
    assert screen.select(".facts-box a[href='tel:14012']")
    assert [link["href"] for link in screen.select(".person-list a")] == [
        f"/mensen/{noor.profile.pk}/", "tel:0612345678", "mailto:noor@plein.example",
    ]  # fmt: skip


def test_a_unit_names_nobody_whom_the_reader_may_not_see(employee_client: Client, city: City) -> None:
    unit_page(city)
    restrict(kind=RestrictionKind.DIRECTORY, key="people", audiences=[create_audience("Niemand")])

    response = employee_client.get("/kennisbank/balie/")

    assert response.status_code == 200
    assert "Noor" not in response.content.decode()
    assert not seen(response).select("#contacts-title")


def test_a_theme_lists_its_units(employee_client: Client, city: City) -> None:
    unit_page(city)

    screen = seen(employee_client.get("/kennisbank/"))

    assert words(screen, "[aria-labelledby=units-title] .row-link") == ["Balie"]
