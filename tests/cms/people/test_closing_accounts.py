"""Closing and opening accounts, by hand, form and in bulk; nobody takes the last administrator away."""

from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.test import Client

from cms.people.actions import (
    LastAdministratorError,
    deactivate_person,
    demote_administrator,
    issue_api_token,
    reactivate_person,
)
from cms.people.models import ApiToken, User
from tests.cms.people.test_user_admin import form
from tests.factories.people import PASSWORD, create_editing_group, create_superuser, create_user

pytestmark = pytest.mark.django_db


def signed_in(user: User) -> Client:
    client = Client()
    client.post("/accounts/login/", {"login": user.email, "password": PASSWORD})
    assert "_auth_user_id" in client.session
    return client


@pytest.fixture
def administrator() -> User:
    return create_superuser()


def test_closing_an_account_ends_its_sessions_and_tokens_for_good(administrator: User) -> None:
    person = create_user("Eva de Vries")
    token, _secret = issue_api_token(person, name="Telefoon")
    browser = signed_in(person)

    deactivate_person(person, by=administrator)
    reactivate_person(person, by=administrator)

    assert "_auth_user_id" not in browser.session
    assert ApiToken.objects.valid().filter(pk=token.pk).count() == 0
    assert signed_in(person).get("/account/").status_code == 200


def test_the_last_active_administrator_stays(administrator: User) -> None:
    deactivate_person(create_superuser("Oud Beheer"), by=administrator)

    with pytest.raises(LastAdministratorError):
        deactivate_person(administrator, by=None)
    with pytest.raises(LastAdministratorError):
        demote_administrator(administrator, by=None)

    administrator.refresh_from_db()
    assert (administrator.is_active, administrator.is_superuser) == (True, True)


def test_one_of_two_administrators_may_go(administrator: User) -> None:
    other = create_superuser("Ben Beheer")

    demote_administrator(administrator, by=other)

    assert User.objects.get(pk=administrator.pk).is_superuser is False


def test_the_form_closes_an_account_with_all_that_follows(administrator: User) -> None:
    person = create_user(email="eva@plein.example")
    browser = signed_in(person)

    answer = signed_in(administrator).post(f"/admin/users/edit/{person.pk}/", form(is_active=""))

    assert answer.status_code == 302
    assert "_auth_user_id" not in browser.session
    assert User.objects.get(pk=person.pk).is_active is False


def account_manager() -> User:
    group = create_editing_group()
    group.permissions.add(
        *Permission.objects.filter(
            content_type__app_label="people", codename__in=["add_user", "change_user", "delete_user"]
        )
    )
    return create_user("Mo Accounts", groups=[group])


def test_who_manages_accounts_without_being_administrator_touches_no_administrator(administrator: User) -> None:
    client = signed_in(account_manager())

    answer = client.post(f"/admin/users/edit/{administrator.pk}/", form(is_active=""))
    client.post(f"/admin/bulk/people/user/set_active_state/?id={administrator.pk}", {"mark_as_active": "False"})
    client.post(f"/admin/users/delete/{administrator.pk}/")

    assert answer.status_code == 302
    kept = User.objects.get(pk=administrator.pk)
    assert (kept.is_active, kept.email, kept.check_password(PASSWORD)) == (True, administrator.email, True)


def test_who_is_no_administrator_makes_none(administrator: User) -> None:
    person = create_user(email="eva@plein.example")
    client = signed_in(account_manager())

    client.post(f"/admin/users/edit/{person.pk}/", form(is_superuser="on"))
    client.post("/admin/users/new/", form(email="nieuw@plein.example", is_superuser="on"))

    assert User.objects.get(pk=person.pk).is_superuser is False
    assert User.objects.get(email="nieuw@plein.example").is_superuser is False


def test_many_accounts_are_closed_and_opened_at_once(administrator: User) -> None:
    people = [create_user(), create_user()]
    browser = signed_in(people[0])
    client = signed_in(administrator)
    address = "/admin/bulk/people/user/set_active_state/?" + "&".join(f"id={person.pk}" for person in people)

    client.post(address, {"mark_as_active": "False"})
    closed = list(User.objects.filter(is_active=False))
    client.post(address, {"mark_as_active": "True"})

    assert {person.pk for person in closed} == {person.pk for person in people}
    assert "_auth_user_id" not in browser.session
    assert User.objects.filter(is_active=False).count() == 0


def test_an_administrator_appoints_and_demotes_another(administrator: User) -> None:
    person = create_user(email="eva@plein.example")
    client = signed_in(administrator)

    def change(**fields: Any) -> bool:
        assert client.post(f"/admin/users/edit/{person.pk}/", form(**fields)).status_code == 302
        return User.objects.get(pk=person.pk).is_superuser

    assert change(is_superuser="on") is True
    assert change() is False
