from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from cms.people.models import Location, Profile, Role, Unit, User
from cms.tags.models import Tag
from tests.factories.people import create_superuser, create_unit, create_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client: Client) -> Client:
    client.force_login(create_superuser())
    return client


def form(**changes: Any) -> dict[str, Any]:
    return {
        "email": "eva@plein.example",
        "first_name": "Eva",
        "last_name": "de Vries",
        "affiliation": "partner",
        "job_title": "Adviseur",
        "phone": "06 1234",
        "language": "en",
        "is_active": "on",
        **changes,
    }


def test_an_administrator_makes_an_account_with_the_person_behind_it(admin: Client) -> None:
    unit = create_unit("Burgerzaken")
    skill = Tag.objects.create(name="tolken", slug="tolken")
    group = Group.objects.create(name="Beheer")
    place, role = Location.objects.create(name="Stadhuis"), Role.objects.create(name="Tolk")
    response = admin.post(
        "/admin/users/new/",
        form(unit=unit.pk, skills=[skill.pk], groups=[group.pk], location=place.pk, roles=[role.pk]),
    )

    assert response.status_code == 302
    user = User.objects.get(email="eva@plein.example")
    profile = user.profile
    assert (profile.name, profile.affiliation, profile.job_title) == ("Eva de Vries", "partner", "Adviseur")
    assert (profile.phone, profile.location, profile.language) == ("06 1234", place, "en")
    assert (profile.unit, profile.has_desk) == (unit, False)
    assert (list(profile.skills.all()), list(profile.roles.all())) == ([skill], [role])
    assert list(user.groups.all()) == [group]
    assert user.has_usable_password() is False


def test_an_administrator_changes_an_account_and_the_person(admin: Client) -> None:
    user = create_user("Eva de Vries", job_title="Stagiair")
    assert b"Stagiair" in admin.get(f"/admin/users/edit/{user.pk}/").content

    assert admin.post(f"/admin/users/edit/{user.pk}/", form(last_name="Jansen", has_desk="on")).status_code == 302

    profile = Profile.objects.get(user=user)
    assert (profile.name, profile.job_title, profile.has_desk) == ("Eva Jansen", "Adviseur", True)


def test_an_address_is_one_persons_whatever_its_case(admin: Client) -> None:
    create_user(email="eva@plein.example")

    assert admin.post("/admin/users/new/", form(email="EVA@plein.example")).status_code == 200
    assert User.objects.filter(email__iexact="eva@plein.example").count() == 1


def test_an_editor_does_not_manage_accounts(client: Client) -> None:
    client.force_login(create_user())

    assert client.post("/admin/users/new/", form()).status_code == 302
    assert not User.objects.filter(email="eva@plein.example").exists()


def test_an_administrator_builds_the_tree_of_units(admin: Client) -> None:
    top = create_unit("Dienst")
    assert admin.post("/admin/units/new/", {"name": "Team", "parent": top.pk}).status_code == 302
    team = Unit.objects.get(name="Team")
    assert team.get_parent() == top

    other = create_unit("Andere dienst")
    assert admin.post(f"/admin/units/edit/{team.pk}/", {"name": "Ploeg", "parent": other.pk}).status_code == 302
    team = Unit.objects.get(pk=team.pk)
    assert (team.name, team.get_parent()) == ("Ploeg", other)

    assert admin.post(f"/admin/units/edit/{team.pk}/", {"name": "Ploeg", "parent": ""}).status_code == 302
    assert Unit.objects.get(pk=team.pk).is_root()
    assert admin.get("/admin/units/").status_code == 200


def test_a_unit_is_no_part_of_itself(admin: Client) -> None:
    top = create_unit("Dienst")
    team = create_unit("Team", parent=top)

    assert admin.post(f"/admin/units/edit/{top.pk}/", {"name": "Dienst", "parent": team.pk}).status_code == 200
    assert Unit.objects.get(pk=top.pk).is_root()
