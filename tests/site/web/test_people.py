from django.test import Client

from cms.people.models import User
from tests.factories.people import create_unit, create_user
from tests.site.web.test_pages import seen, words


def test_a_person_shows_what_they_do_and_how_to_reach_them(employee_client: Client) -> None:
    colleague = create_user(
        "Noor Bakker",
        email="noor@plein.example",
        job_title="Adviseur",
        phone="06 12 34 56 78",
        unit=create_unit("Personeel"),
    )

    screen = seen(employee_client.get(f"/mensen/{colleague.profile.pk}/"))

    assert words(screen, "h1") == ["Noor Bakker"]
    assert words(screen, ".lead") == ["Adviseur"]
    assert words(screen, "dd") == ["Personeel", "noor@plein.example", "06 12 34 56 78"]
    assert screen.select("a[href='mailto:noor@plein.example']")
    assert screen.select("a[href='tel:0612345678']")


def test_a_visitor_finds_nobody(client: Client, employee: User) -> None:
    assert client.get(f"/mensen/{employee.profile.pk}/").status_code == 404


def test_a_number_that_nobody_has_is_not_found(employee_client: Client) -> None:
    assert employee_client.get("/mensen/999999/").status_code == 404
