import pytest

from cms.access.actions import restrict
from cms.access.models.restriction import RestrictionKind
from cms.pages.models import ThemePage
from cms.people.models import User
from tests.factories.access import create_audience
from tests.factories.asking import ask, prepared
from tests.factories.pages import create_home, create_theme, create_unit_page
from tests.factories.people import create_partner, create_unit, create_user

pytestmark = pytest.mark.django_db

UNIT = """{ page(path: "/samen/balie/") {
  type ... on UnitPage { unit { name } openingHours address email phone contacts { name } }
} }"""


@pytest.fixture
def theme() -> ThemePage:
    return create_theme(create_home(audiences=("staff", "partners")), "Samen", audiences=("staff", "partners"))


@pytest.fixture
def employee() -> User:
    return create_user("Eva de Vries")


def test_a_unit_says_how_to_reach_it(theme: ThemePage, employee: User) -> None:
    unit = create_unit("Burgerzaken")
    people = [create_user("Noor Bakker", unit=unit), create_user("Aad Aalders", unit=unit)]
    create_unit_page(theme, "Balie", unit=unit, contacts=people, opening_hours="9-17", phone="14 012")
    prepared()

    assert ask(UNIT, by=employee)["page"] == {
        "type": "UNIT",
        "unit": {"name": "Burgerzaken"},
        "openingHours": "9-17",
        "address": "",
        "email": None,
        "phone": "14 012",
        "contacts": [{"name": "Noor Bakker"}, {"name": "Aad Aalders"}],
    }


def test_whom_the_reader_may_not_see_is_missing(theme: ThemePage, employee: User) -> None:
    unit = create_unit("Burgerzaken")
    create_unit_page(theme, "Balie", unit=unit, contacts=[create_user("Noor Bakker", unit=unit)])
    prepared()
    restrict(kind=RestrictionKind.DIRECTORY, key="people", audiences=[create_audience(people=[employee])])

    assert [each["name"] for each in ask(UNIT, by=employee)["page"]["contacts"]] == ["Noor Bakker"]
    closed = ask(UNIT, by=create_partner())["page"]
    assert (closed["contacts"], closed["unit"]) == ([], None)


def test_who_has_left_is_missing(theme: ThemePage, employee: User) -> None:
    noor = create_user("Noor Bakker")
    create_unit_page(theme, "Balie", contacts=[noor, employee])
    prepared()

    noor.is_active = False
    noor.save()

    assert [each["name"] for each in ask(UNIT, by=employee)["page"]["contacts"]] == ["Eva de Vries"]


def test_units_are_those_in_which_or_below_which_somebody_is_seen(employee: User) -> None:
    service = create_unit("Dienst")
    create_user(unit=create_unit("Personeel", parent=service))
    create_unit("Leeg", parent=service)

    units = "{ units { name parent { name } } }"

    assert ask(units, by=employee)["units"] == [
        {"name": "Dienst", "parent": None}, {"name": "Personeel", "parent": {"name": "Dienst"}},
    ]  # fmt: skip
    assert ask(units)["units"] == []
