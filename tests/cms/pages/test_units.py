import pytest

from cms.pages.models import ThemePage, UnitPage
from cms.pages.search import page_entries
from tests.cms.pages.test_translation import translated
from tests.factories.pages import create_home, create_theme, create_unit_page
from tests.factories.people import create_unit, create_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def theme() -> ThemePage:
    return create_theme(create_home(), "Werken")


def test_a_unit_is_found_by_where_it_is_and_how_to_reach_it(theme: ThemePage) -> None:
    page = create_unit_page(
        theme, "Balie", opening_hours="Maandag", address="Stadhuis", phone="14 012", email="balie@plein.example"
    )

    (entry,) = page_entries([page.pk])

    assert (entry.kind, entry.text) == ("UNIT", "Maandag\nStadhuis\n14 012\nbalie@plein.example")


def test_its_entry_names_no_contact_because_not_every_reader_may_see_them(theme: ThemePage) -> None:
    page = create_unit_page(theme, "Balie", contacts=[create_user("Noor Bakker")])

    (entry,) = page_entries([page.pk])

    assert "Noor" not in repr(entry)


def test_a_unit_that_is_gone_leaves_its_page(theme: ThemePage) -> None:
    unit = create_unit()
    page = create_unit_page(theme, "Balie", unit=unit)

    unit.delete()

    assert UnitPage.objects.get(pk=page.pk).unit is None


def test_a_translation_has_the_same_people_and_numbers(theme: ThemePage) -> None:
    noor, unit = create_user("Noor Bakker"), create_unit()
    page = create_unit_page(theme, "Balie", contacts=[noor], unit=unit, phone="14 012", opening_hours="Maandag")
    translated(theme.get_parent().specific)
    translated(theme)

    english = translated(page)

    assert (english.phone, english.unit, english.opening_hours) == ("14 012", unit, "Maandag")
    assert [contact.person for contact in english.contacts.all()] == [noor.profile]
