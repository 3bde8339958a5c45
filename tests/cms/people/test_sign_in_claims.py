"""What the claims of an issuer make of a person, and of what they take away."""

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.checks import run_checks

from cms.people.actions.claims import apply_claims
from cms.people.models import Profile, User
from cms.people.models.trait import Role
from cms.people.sign_in.claim_rules import ClaimRules, values_at
from tests.factories.people import create_partner, create_superuser, create_unit, create_user

pytestmark = pytest.mark.django_db

FIELDS = {
    "job_title": "jobTitle",
    "phone": "phone_number",
    "location": "office",
    "unit": "department",
    "organisation": "company",
}


def applied(person: User, claims: dict[str, Any], **told: Any) -> Profile:
    apply_claims(User.objects.get(pk=person.pk), claims, rules=ClaimRules.read(told))
    return Profile.objects.get(user=person)


def test_claims_fill_the_fields_that_the_rules_name() -> None:
    team = create_unit("Team", parent=create_unit("Dienst"))
    person = create_user("Eva de Vries", phone="06 1234", job_title="Stagiair")

    profile = applied(
        person,
        {
            "given_name": "Eefje",
            "jobTitle": "Adviseur",
            "office": "Stadhuis",
            "department": "dienst / team",
            "company": "Stad",
        },
        fields=FIELDS,
    )

    assert (profile.name, profile.job_title, profile.phone) == ("Eefje de Vries", "Adviseur", "")
    assert (profile.unit, str(profile.location), str(profile.organisation)) == (team, "Stadhuis", "Stad")


def test_a_claim_that_is_left_out_empties_its_field_and_no_other() -> None:
    person = create_user("Eva de Vries", unit=create_unit("Team"), job_title="Adviseur", phone="06 1234")

    profile = applied(person, {}, fields={"unit": "department", "job_title": "jobTitle"})

    assert (profile.unit, profile.job_title, profile.phone, profile.name) == (None, "", "06 1234", "Eva de Vries")


@pytest.mark.parametrize("told", ["Team", "Elders", "Dienst/Ander/Team"])
def test_a_unit_that_is_not_one_alone_is_none(told: str) -> None:
    create_unit("Team", parent=create_unit("Dienst"))
    create_unit("Team", parent=create_unit("Bureau"))

    assert applied(create_user(), {"department": told}, fields={"unit": "department"}).unit is None


def test_values_of_a_claim_give_groups_and_roles_and_take_away_what_they_gave() -> None:
    kept, given = Group.objects.create(name="Bewaard"), Group.objects.create(name="Redactie")
    own, archivist = Role.objects.create(name="BHV"), Role.objects.create(name="Archivaris", code="archivist")
    person = create_user(groups=[kept])
    person.profile.roles.set([own])
    grants = {"realm_access.roles": {"editor": {"groups": ["Redactie"], "roles": ["archivist"]}}}

    has = applied(person, {"realm_access": {"roles": ["editor", "offline_access"]}}, grants=grants)
    assert (set(person.groups.all()), set(has.roles.all())) == ({kept, given}, {own, archivist})

    has = applied(person, {"realm_access": {"roles": []}}, grants=grants)
    assert (set(person.groups.all()), set(has.roles.all())) == ({kept}, {own})


def test_a_list_of_roles_is_the_whole_list() -> None:
    person = create_user()
    archivist = Role.objects.create(name="Archivaris", code="archivist")
    person.profile.roles.set([Role.objects.create(name="BHV")])

    profile = applied(person, {"roles": ["archivist", "nobody-knows"]}, fields={"roles": "roles"})

    assert list(profile.roles.all()) == [archivist]
    assert Role.objects.count() == 2


def test_who_is_told_to_be_neither_is_a_partner() -> None:
    grants = {"groups": {"staff": {"affiliation": "staff"}}}

    assert applied(create_partner(), {"groups": ["staff"]}, grants=grants).affiliation == "staff"
    assert applied(create_user(), {}, grants=grants).affiliation == "partner"
    assert applied(create_user(), {}, fields=FIELDS).affiliation == "staff"


def test_the_last_administrator_stays_whatever_is_claimed() -> None:
    grants = {"groups": {"beheer": {"administrator": True}}}
    last = create_superuser()

    applied(last, {}, grants=grants)

    assert User.objects.get(pk=last.pk).is_superuser is True


def test_what_goes_wrong_leaves_nothing_half_done(monkeypatch: pytest.MonkeyPatch) -> None:
    person = create_user("Eva de Vries", job_title="Adviseur")
    Group.objects.create(name="Redactie")
    grants = {"groups": {"editor": {"groups": ["Redactie"]}, "beheer": {"administrator": True}}}

    def fail(*_args: Any, **_kwargs: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr("cms.people.actions.claims._set_administration", fail)
    with pytest.raises(RuntimeError):
        applied(person, {"groups": ["editor"], "jobTitle": "Chef"}, fields=FIELDS, grants=grants)

    assert Profile.objects.get(user=person).job_title == "Adviseur"
    assert person.groups.count() == 0


@pytest.mark.parametrize(
    "told",
    [{"field": {}}, {"fields": {"is_superuser": "admin"}}, {"grants": {"groups": {"a": {"superuser": True}}}}],
)
def test_rules_that_nobody_knows_stop_the_start(told: dict[str, Any], settings: Any) -> None:
    app = {"provider_id": "city", "name": "City", "settings": {"server_url": "https://city.example", "claims": told}}
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app]}}

    assert [error.id for error in run_checks() if error.id.startswith("people.")] == ["people.E003"]


def test_a_claim_is_found_by_its_name_or_its_way() -> None:
    claims = {"a.b": "1", "a": {"c": ["2", 3, None, {"x": 1}]}, "d": "  4 "}

    assert [values_at(claims, path) for path in ("a.b", "a.c", "d", "a.x.y", "e")] == [["1"], ["2", "3"], ["4"], [], []]
