"""Another system makes and replaces accounts, as RFC 7643 and 7644 have it."""

import json
from typing import Any

import pytest

from cms.activity.models import AuditEntry
from cms.people.models import Employment, Location, Role, User
from tests.cms.directory.scim import (
    ENTERPRISE,
    ENTERPRISE_USER,
    ERROR,
    MINIMAL,
    USER,
    Keeper,
    account,
    person,
)
from tests.factories.people import create_unit, create_user

pytestmark = pytest.mark.django_db


def test_an_account_is_made_as_in_the_rfc(keeper: Keeper) -> None:
    answer = keeper.ask("POST", "Users", MINIMAL)

    told = json.loads(answer.content)
    person = account(told)
    assert (answer.status_code, answer["Content-Type"]) == (201, "application/scim+json")
    assert answer["Location"] == told["meta"]["location"] == f"http://localhost:8000/scim/v2/Users/{person.pk}"
    assert answer["ETag"] == told["meta"]["version"]
    assert (told["userName"], told["externalId"], told["active"]) == ("bjensen@example.com", "bjensen", True)
    assert (person.email, person.get_full_name()) == ("bjensen@example.com", "Barbara Jensen")
    assert (person.is_superuser, person.is_staff, person.has_usable_password()) == (False, False, False)
    assert keeper.read(f"Users/{person.pk}") == told


def test_all_that_means_something_here_is_kept(keeper: Keeper) -> None:
    unit = create_unit("Tour Operations")
    employment = Employment.objects.create(name="Employee")

    told = json.loads(keeper.ask("POST", "Users", ENTERPRISE_USER).content)

    profile = account(told).profile
    assert (profile.job_title, profile.phone, profile.language) == ("Tour Guide", "555-555-5555", "en")
    assert (profile.unit, profile.employment, profile.location) == (unit, employment, Location.objects.get())
    assert (profile.affiliation, profile.organisation) == ("staff", None)
    assert told["addresses"] == [{"locality": "Hollywood", "type": "work", "primary": True}]
    assert told[ENTERPRISE] == {"department": "Tour Operations"}
    assert {"password", "nickName", "x509Certificates", "groups"}.isdisjoint(told)
    assert not account(told).has_usable_password()


def test_a_guest_is_a_partner_and_knows_their_organisation(keeper: Keeper) -> None:
    body = person(userType="Guest", **{ENTERPRISE: {"organization": "Zorg BV"}})

    told = json.loads(keeper.ask("POST", "Users", body).content)

    profile = account(told).profile
    assert (profile.affiliation, str(profile.organisation)) == ("partner", "Zorg BV")
    assert (told["userType"], told[ENTERPRISE]) == ("guest", {"organization": "Zorg BV"})


def test_a_path_of_units_finds_one_of_two_of_the_same_name(keeper: Keeper) -> None:
    create_unit("Beheer", parent=create_unit("Wonen"))
    second = create_unit("Beheer", parent=create_unit("Werken"))

    told = json.loads(keeper.ask("POST", "Users", person(**{ENTERPRISE: {"department": "Werken/Beheer"}})).content)
    other = json.loads(
        keeper.ask("POST", "Users", person("b@example.com", **{ENTERPRISE: {"department": "Beheer"}})).content
    )

    assert (account(told).profile.unit, told[ENTERPRISE]["department"]) == (second, "Werken/Beheer")
    assert account(other).profile.unit is None


def test_roles_are_given_and_never_made(keeper: Keeper) -> None:
    role = Role.objects.create(name="Redacteur", code="editor")

    told = json.loads(
        keeper.ask("POST", "Users", person(roles=[{"value": "editor"}, {"value": "administrator"}])).content
    )

    assert list(account(told).profile.roles.all()) == [role]
    assert told["roles"] == [{"value": "editor", "display": "Redacteur"}]
    assert Role.objects.count() == 1


def test_a_second_account_with_the_same_address_is_refused(keeper: Keeper) -> None:
    create_user("Eva de Vries", email="bjensen@example.com")

    answer = keeper.ask("POST", "Users", person("BJensen@example.com", title="Baas"))

    told = json.loads(answer.content)
    assert (answer.status_code, told["scimType"], told["status"], told["schemas"]) == (
        409,
        "uniqueness",
        "409",
        [ERROR],
    )
    assert User.objects.get().profile.job_title == ""


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ({"schemas": [USER]}, "invalidValue"),
        ({"schemas": [USER], "userName": "no address"}, "invalidValue"),
        ({"schemas": [USER], "userName": "x" * 300 + "@example.com"}, "invalidValue"),
        ({"schemas": [USER], "userName": "b@example.com", "emails": [{"value": "nothing"}]}, "invalidValue"),
        ({"schemas": [USER], "userName": "b@example.com", "active": "perhaps"}, "invalidValue"),
        ("{ no json", "invalidSyntax"),
        ("[]", "invalidSyntax"),
    ],
)
def test_what_cannot_be_an_account_is_refused_and_nothing_made(keeper: Keeper, body: Any, kind: str) -> None:
    answer = keeper.ask("POST", "Users", body)

    assert (answer.status_code, json.loads(answer.content)["scimType"]) == (400, kind)
    assert not User.objects.exists()


def test_a_user_name_that_is_no_address_is_kept_beside_the_address(keeper: Keeper) -> None:
    body = person("bjensen", emails=[{"value": "babs@example.com", "type": "work"}])
    told = json.loads(keeper.ask("POST", "Users", body).content)

    found = keeper.read('Users?filter=userName eq "BJENSEN"')
    again = keeper.ask("POST", "Users", person("bjensen", emails=[{"value": "other@example.com"}]))

    assert (account(told).email, told["userName"]) == ("babs@example.com", "bjensen")
    assert [each["id"] for each in found["Resources"]] == [told["id"]]
    assert again.status_code == 409


def test_a_replacement_empties_what_it_leaves_out_and_opens_nobody(keeper: Keeper) -> None:
    told = json.loads(keeper.ask("POST", "Users", {**ENTERPRISE_USER, "active": False}).content)

    answer = keeper.ask("PUT", f"Users/{told['id']}", {**MINIMAL, "id": told["id"]})

    person, profile = account(told), account(told).profile
    assert answer.status_code == 200
    assert (profile.job_title, profile.phone, profile.location, profile.unit) == ("", "", None, None)
    assert (person.is_active, person.first_name, profile.language) == (False, "Barbara", "en")


def test_who_read_an_older_version_changes_nothing(keeper: Keeper) -> None:
    eva = create_user("Eva de Vries")
    version = keeper.ask("GET", f"Users/{eva.pk}")["ETag"]
    keeper.patch(f"Users/{eva.pk}", {"op": "replace", "path": "title", "value": "Baas"})

    late = keeper.ask("PUT", f"Users/{eva.pk}", person(eva.email, title="Te laat"), If_Match=version)
    deleted = keeper.ask("DELETE", f"Users/{eva.pk}", If_Match=version)
    now = keeper.ask("GET", f"Users/{eva.pk}")["ETag"]

    assert (late.status_code, deleted.status_code) == (412, 412)
    assert (User.objects.get(pk=eva.pk).profile.job_title, User.objects.get(pk=eva.pk).is_active) == ("Baas", True)
    assert keeper.ask("GET", f"Users/{eva.pk}", If_None_Match=now).status_code == 304
    assert keeper.ask("DELETE", f"Users/{eva.pk}", If_Match=now).status_code == 204


def test_each_change_is_in_the_audit_log_by_nobody(keeper: Keeper) -> None:
    told = json.loads(keeper.ask("POST", "Users", MINIMAL).content)
    keeper.patch(f"Users/{told['id']}", {"op": "replace", "path": "title", "value": "Baas"})
    keeper.patch(f"Users/{told['id']}", {"op": "replace", "path": "title", "value": "Baas"})
    keeper.ask("DELETE", f"Users/{told['id']}")

    entries = AuditEntry.objects.filter(act="account.provisioned").order_by("pk")
    assert [(each.by_id, each.details["by"], each.details["what"]) for each in entries] == [
        (None, "scim", "made"), (None, "scim", "changed"), (None, "scim", "deleted"),
    ]  # fmt: skip
    assert entries[1].details["fields"] == ["job_title"]
