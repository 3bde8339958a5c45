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
        location="Stadhuis, archief",
        unit=create_unit("Personeel"),
    )

    screen = seen(employee_client.get(f"/mensen/{colleague.profile.pk}/"))

    assert words(screen, "h1") == ["Noor Bakker"]
    assert words(screen, ".lead") == ["Adviseur"]
    assert words(screen, "dd") == ["Personeel", "Stadhuis, archief", "noor@plein.example", "06 12 34 56 78"]
    assert screen.select("a[href='mailto:noor@plein.example']")
    assert screen.select("a[href='tel:0612345678']")


def test_a_visitor_finds_nobody(client: Client, employee: User) -> None:
    assert client.get(f"/mensen/{employee.profile.pk}/").status_code == 404


def test_a_number_that_nobody_has_is_not_found(employee_client: Client) -> None:
    assert employee_client.get("/mensen/999999/").status_code == 404


def test_who_is_who_by_last_name(employee_client: Client, employee: User) -> None:
    create_user("Noor Bakker", job_title="Adviseur", unit=create_unit("Personeel"))

    screen = seen(employee_client.get("/mensen/"))

    assert words(screen, ".contact-name a") == ["Noor Bakker", "Eva de Vries"]
    assert words(screen, ".contact-name small") == ["Adviseur, Personeel"]
    assert words(screen, "[role=status]")[-1] == "2 collega’s"


def test_who_is_who_can_be_narrowed_by_name_and_unit(employee_client: Client, employee: User) -> None:
    service = create_unit("Dienst")
    create_user("Noor Bakker", unit=create_unit("Personeel", parent=service))
    create_user("Noor Jansen", unit=create_unit("Financiën"))
    options = seen(employee_client.get("/mensen/")).select("#people-unit option")
    assert [option.get_text() for option in options][1:] == ["Dienst", "– Personeel", "Financiën"]

    screen = seen(employee_client.get("/mensen/", {"name": "noor", "unit": options[1]["value"]}))

    assert words(screen, ".contact-name a") == ["Noor Bakker"]
    assert words(screen, "#people-unit [selected]") == ["Dienst"]


def test_who_is_who_goes_on_where_it_ended(employee_client: Client, employee: User) -> None:
    for number in range(24):
        create_user(f"Anna Aa{number:02}")
    screen = seen(employee_client.get("/mensen/"))
    assert "Eva de Vries" not in words(screen, ".contact-name a")

    more = seen(employee_client.get(f"/mensen/{screen.select_one('#people .more')['href']}"))

    assert words(more, ".contact-name a") == ["Eva de Vries"]


def test_a_visitor_is_told_of_no_colleague_and_no_unit(client: Client, employee: User) -> None:
    create_user(unit=create_unit("Personeel"))

    screen = seen(client.get("/mensen/"))

    assert not screen.select(".contact")
    assert not screen.select("#people-unit")


def test_a_senseless_unit_is_an_address_that_is_not_there(employee_client: Client) -> None:
    assert employee_client.get("/mensen/?unit=nonsense").status_code == 404
