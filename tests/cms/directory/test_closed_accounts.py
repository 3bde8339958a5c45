"""Somebody whose account is closed is nobody's colleague, until it is open again."""

import pytest

from cms.graphql_kit.ids import to_global_id
from cms.people.actions import deactivate_person, reactivate_person
from search.sync import catch_up
from tests.factories.asking import ask
from tests.factories.pages import create_article, create_home, create_theme
from tests.factories.people import create_user

pytestmark = pytest.mark.django_db

WHO = """query($id: ID!) {
  person(id: $id) { name }
  people(filter: { name: "Vertrokken" }) { totalCount }
  search(query: "Vertrokken", filter: { kind: [PERSON] }) { totalCount }
}"""


def test_who_left_is_in_no_list_and_comes_back_when_they_do() -> None:
    colleague, leaver = create_user(), create_user("Vera Vertrokken")
    page = create_article(create_theme(create_home()), "Van Vera", owner=leaver)

    def seen() -> tuple[bool, int, int]:
        catch_up()
        told = ask(WHO, {"id": to_global_id("Person", leaver.profile.pk)}, by=colleague)
        return told["person"] is not None, told["people"]["totalCount"], told["search"]["totalCount"]

    before = seen()
    deactivate_person(leaver, by=None)
    closed = seen()
    page.refresh_from_db()
    owner = str(page.owner)
    reactivate_person(leaver, by=None)

    assert (before, closed, seen()) == ((True, 1, 1), (False, 0, 0), (True, 1, 1))
    assert owner == "Vera Vertrokken"
