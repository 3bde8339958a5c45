"""Another system looks for accounts, in pages and by filters."""

import json
from typing import Any

import pytest

from cms.directory.models import ProvisionedAccount
from cms.people.models import User
from tests.cms.directory.scim import (
    LIST,
    TOKEN,
    USER,
    Keeper,
)
from tests.factories.people import create_unit, create_user

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ('userName eq "EVA@example.com"', ["Eva"]),
        ('externalId eq "e1"', ["Eva"]),
        ('externalId eq "E1"', []),
        ('emails.value eq "ann@example.com"', ["Ann"]),
        ('emails[type eq "work" and value co "@example"]', ["Eva", "Ann"]),
        ('emails[type eq "home"]', []),
        ("active eq false", ["Ann"]),
        ('active eq "True"', ["Eva"]),
        ('displayName sw "An" or name.familyName eq "Vries"', ["Eva", "Ann"]),
        ('active eq true and not (userName co "eva")', []),
        ("title pr", ["Eva"]),
        (f'{USER}:userName ne "eva@example.com"', ["Ann"]),
        ('id eq "nothing"', []),
    ],
)
def test_filters_find_by_what_is_there(keeper: Keeper, asked: str, names: list[str]) -> None:
    eva = create_user("Eva Vries", email="eva@example.com", job_title="Baas")
    ProvisionedAccount.objects.create(user=eva, source="scim", external_id="e1")
    User.objects.filter(pk=create_user("Ann Jansen", email="ann@example.com").pk).update(is_active=False)

    answer = keeper.client.get("/scim/v2/Users", {"filter": asked}, headers={"Authorization": f"Bearer {TOKEN}"})

    told = json.loads(answer.content)
    assert [each["name"]["givenName"] for each in told["Resources"]] == names
    assert (told["schemas"], told["totalResults"], told["itemsPerPage"]) == ([LIST], len(names), len(names))


@pytest.mark.parametrize(
    "asked", ["userName", "userName eq", 'nothing eq "1"', 'nickName eq "b"', "active gt true", "(" * 900]
)
def test_a_filter_that_cannot_be_is_refused(keeper: Keeper, asked: str) -> None:
    answer = keeper.client.get("/scim/v2/Users", {"filter": asked}, headers={"Authorization": f"Bearer {TOKEN}"})

    assert (answer.status_code, json.loads(answer.content)["scimType"]) == (400, "invalidFilter")


def test_a_list_comes_in_pages_and_in_order(keeper: Keeper) -> None:
    for name in ("Cas", "Ann", "Bo"):
        create_user(f"{name} Jansen", email=f"{name}@example.com")

    page = keeper.read("Users?sortBy=userName&sortOrder=descending&startIndex=2&count=1")
    counted = keeper.read("Users?count=0")

    assert [each["userName"] for each in page["Resources"]] == ["bo@example.com"]
    assert (page["totalResults"], page["startIndex"], page["itemsPerPage"]) == (3, 2, 1)
    assert (counted["totalResults"], counted["Resources"]) == (3, [])


def test_only_what_is_asked_is_told(keeper: Keeper) -> None:
    create_user("Eva", email="eva@example.com")

    asked = keeper.read("Users?attributes=userName")["Resources"][0]
    spared = keeper.read("Users?excludedAttributes=emails,name")["Resources"][0]

    assert {"schemas", "id", "userName"} == asked.keys()
    assert {"emails", "name"}.isdisjoint(spared)


def test_a_list_asks_the_database_as_often_for_many_as_for_few(
    keeper: Keeper, django_assert_max_num_queries: Any
) -> None:
    for number in range(12):
        unit = create_unit(f"Team {number}", parent=create_unit(f"Dienst {number}"))
        create_user(f"Eva {number}", unit=unit, location=f"Gebouw {number}")

    with django_assert_max_num_queries(8):
        assert len(keeper.read("Users")["Resources"]) == 12
