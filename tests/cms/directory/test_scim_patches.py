"""Another system changes of an account what it says, in the many ways of RFC 7644 and of Entra ID."""

import json
from typing import Any

import pytest

from cms.activity.models import AuditEntry
from cms.people.models import User
from tests.cms.directory.scim import (
    ENTERPRISE,
    USER,
    Keeper,
)
from tests.factories.people import create_unit, create_user

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "operations",
    [
        [{"op": "Replace", "path": "title", "value": "Baas"}],
        [{"op": "replace", "value": {"title": "Baas"}}],
        [{"op": "Add", "path": f"{USER}:title", "value": "Baas"}],
        [{"op": "add", "value": {"nickName": "Babs", "title": "Baas", f"{ENTERPRISE}:manager": "12"}}],
        [
            {"op": "Add", "path": f"{ENTERPRISE}:manager", "value": "12"},
            {"op": "Add", "path": "title", "value": "Baas"},
        ],
    ],
)
def test_a_patch_changes_what_it_says_in_any_of_the_ways_of_entra(keeper: Keeper, operations: list[Any]) -> None:
    eva = create_user("Eva de Vries", phone="020", location="Stadhuis")

    answer = keeper.patch(f"Users/{eva.pk}", *operations)

    profile = User.objects.get(pk=eva.pk).profile
    assert answer.status_code == 200, answer.content
    assert (profile.job_title, profile.phone, str(profile.location)) == ("Baas", "020", "Stadhuis")


def test_a_patch_reaches_into_values_by_their_type(keeper: Keeper) -> None:
    unit = create_unit("Wonen")
    eva = create_user("Eva de Vries")

    answer = keeper.patch(
        f"Users/{eva.pk}",
        {"op": "Add", "path": 'phoneNumbers[type eq "work"].value', "value": "020"},
        {"op": "Add", "path": 'addresses[type eq "work"].locality', "value": "Stadhuis"},
        {"op": "Replace", "path": 'emails[type eq "work"].value', "value": "eva@example.com"},
        {"op": "Replace", "path": "name.familyName", "value": "Jansen"},
        {"op": "Add", "path": f"{ENTERPRISE}:department", "value": "Wonen"},
    )

    person = User.objects.get(pk=eva.pk)
    assert answer.status_code == 200, answer.content
    assert (person.email, person.get_full_name()) == ("eva@example.com", "Eva Jansen")
    assert (person.profile.phone, str(person.profile.location), person.profile.unit) == ("020", "Stadhuis", unit)
    assert json.loads(answer.content)["emails"] == [{"value": "eva@example.com", "type": "work", "primary": True}]


def test_a_removed_value_is_emptied(keeper: Keeper) -> None:
    eva = create_user("Eva de Vries", phone="020", job_title="Baas", unit=create_unit())

    operations = [{"op": "remove", "path": path} for path in ("phoneNumbers", "title", ENTERPRISE)]
    assert keeper.patch(f"Users/{eva.pk}", *operations).status_code == 200

    profile = User.objects.get(pk=eva.pk).profile
    assert (profile.phone, profile.job_title, profile.unit) == ("", "", None)


def test_one_bad_operation_undoes_the_whole_patch(keeper: Keeper) -> None:
    eva = create_user("Eva de Vries", job_title="Baas")

    answer = keeper.patch(
        f"Users/{eva.pk}",
        {"op": "replace", "path": "title", "value": "Directeur"},
        {"op": "replace", "path": "userName", "value": ""},
    )

    assert answer.status_code == 400
    assert User.objects.get(pk=eva.pk).profile.job_title == "Baas"
    assert not AuditEntry.objects.filter(act="account.provisioned").exists()


@pytest.mark.parametrize(
    ("operation", "kind"),
    [
        ({"op": "remove"}, "noTarget"),
        ({"op": "jump", "path": "title"}, "invalidValue"),
        ({"op": "replace", "path": "id", "value": "1"}, "mutability"),
        ({"op": "remove", "path": "userName"}, "mutability"),
        ({"op": "replace", "path": "title[", "value": "1"}, "invalidPath"),
        ({"op": "replace", "path": "active", "value": "perhaps"}, "invalidValue"),
    ],
)
def test_a_patch_that_cannot_be_is_refused_by_its_name(keeper: Keeper, operation: Any, kind: str) -> None:
    eva = create_user("Eva de Vries")

    answer = keeper.patch(f"Users/{eva.pk}", operation)

    assert (answer.status_code, json.loads(answer.content)["scimType"]) == (400, kind)
    assert User.objects.get(pk=eva.pk).is_active


def test_a_new_user_name_is_the_new_address(keeper: Keeper) -> None:
    eva = create_user("Eva de Vries", email="eva@example.com")

    keeper.patch(f"Users/{eva.pk}", {"op": "replace", "path": "userName", "value": "e.jansen@example.com"})

    assert User.objects.get(pk=eva.pk).email == "e.jansen@example.com"


def test_nobody_gets_somebody_elses_address(keeper: Keeper) -> None:
    eva, ann = create_user("Eva"), create_user("Ann", email="ann@example.com")

    answer = keeper.patch(f"Users/{eva.pk}", {"op": "replace", "path": "userName", "value": "Ann@example.com"})

    assert (answer.status_code, json.loads(answer.content)["scimType"]) == (409, "uniqueness")
    assert {each.email for each in User.objects.all()} == {eva.email, ann.email}
