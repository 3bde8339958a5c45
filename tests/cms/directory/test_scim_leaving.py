"""Whom another system closes or deletes is out at once; administrators are nobody's to take over."""

import json

import pytest

from cms.directory.models import ProvisionedAccount
from cms.people.actions import issue_api_token
from cms.people.models import User
from cms.privacy.actions import erase_person
from tests.cms.directory.scim import MINIMAL, PATCH, Keeper, account, person
from tests.cms.people.test_closing_accounts import signed_in
from tests.factories.people import create_superuser, create_user

pytestmark = pytest.mark.django_db


def test_whoever_is_closed_loses_session_and_token_at_once(keeper: Keeper) -> None:
    eva = create_user("Eva de Vries")
    browser = signed_in(eva)
    _token, secret = issue_api_token(eva, name="Telefoon")
    me = {"query": "{ viewer { id } }"}
    bearer = {"Authorization": f"Bearer {secret}"}
    assert browser.get("/account/").status_code == 200
    assert keeper.client.post("/graphql/", me, "application/json", headers=bearer).status_code != 401

    answer = keeper.patch(f"Users/{eva.pk}", {"op": "Replace", "path": "active", "value": "False"})

    assert (answer.status_code, json.loads(answer.content)["active"]) == (200, False)
    assert browser.get("/account/").status_code == 302
    assert keeper.client.post("/graphql/", me, "application/json", headers=bearer).status_code == 401
    keeper.patch(f"Users/{eva.pk}", {"op": "replace", "value": {"active": True}})
    assert keeper.client.post("/graphql/", me, "application/json", headers=bearer).status_code == 401
    assert browser.get("/account/").status_code == 302
    assert User.objects.get(pk=eva.pk).is_active


def test_whoever_is_deleted_is_closed_and_hidden_and_their_address_free(keeper: Keeper) -> None:
    told = json.loads(keeper.ask("POST", "Users", MINIMAL).content)

    answer = keeper.ask("DELETE", f"Users/{told['id']}")

    left = account(told)
    assert (answer.status_code, answer.content) == (204, b"")
    assert (left.is_active, left.get_full_name(), left.email) == (
        False,
        "Barbara Jensen",
        f"left-{left.pk}@left.invalid",
    )
    assert keeper.ask("GET", f"Users/{left.pk}").status_code == 404
    assert keeper.ask("PUT", f"Users/{left.pk}", MINIMAL).status_code == 404
    assert keeper.ask("DELETE", f"Users/{left.pk}").status_code == 404
    assert keeper.read("Users")["totalResults"] == 0
    other = keeper.ask("POST", "Users", {**MINIMAL, "externalId": "another"})
    assert (other.status_code, json.loads(other.content)["id"] != told["id"]) == (201, True)


def test_who_comes_back_under_the_same_external_id_gets_their_account(keeper: Keeper) -> None:
    told = json.loads(keeper.ask("POST", "Users", MINIMAL).content)
    keeper.ask("DELETE", f"Users/{told['id']}")

    again = json.loads(keeper.ask("POST", "Users", MINIMAL).content)

    assert (again["id"], again["active"], account(again).email) == (told["id"], True, "bjensen@example.com")


@pytest.mark.parametrize("method", ["PATCH", "PUT", "DELETE"])
def test_the_last_administrator_stays(keeper: Keeper, method: str) -> None:
    ada = create_superuser(email="ada@example.com")
    closing = {
        "PATCH": {"schemas": [PATCH],
                  "Operations": [{"op": "replace", "path": "active", "value": False}]},
        "PUT": person("ada@example.com", active=False),
        "DELETE": None,
    }  # fmt: skip

    answer = keeper.ask(method, f"Users/{ada.pk}", closing[method])

    ada.refresh_from_db()
    assert answer.status_code == 403
    assert json.loads(answer.content)["detail"]
    assert (ada.is_active, ada.is_superuser, ada.email) == (True, True, "ada@example.com")


def test_the_address_of_an_administrator_is_not_taken_over(keeper: Keeper) -> None:
    ada = create_superuser(email="ada@example.com")

    answer = keeper.ask("PUT", f"Users/{ada.pk}", person("mallory@example.com", title="Baas"))
    patched = keeper.patch(
        f"Users/{ada.pk}", {"op": "replace", "path": "emails", "value": [{"value": "m@example.com"}]}
    )

    ada.refresh_from_db()
    assert (answer.status_code, patched.status_code) == (403, 403)
    assert (ada.email, ada.profile.job_title) == ("ada@example.com", "")


def test_a_closed_administrator_is_not_opened(keeper: Keeper) -> None:
    create_superuser()
    closed = create_superuser("Oud Beheer")
    User.objects.filter(pk=closed.pk).update(is_active=False)

    answer = keeper.patch(f"Users/{closed.pk}", {"op": "replace", "path": "active", "value": True})

    assert answer.status_code == 403
    assert not User.objects.get(pk=closed.pk).is_active


def test_nothing_that_is_said_makes_an_administrator(keeper: Keeper) -> None:
    body = person(is_superuser=True, isSuperuser=True, is_staff=True, entitlements=[{"value": "administrator"}])

    told = json.loads(keeper.ask("POST", "Users", body).content)

    assert (account(told).is_superuser, account(told).is_staff) == (False, False)


def test_who_is_erased_is_neither_found_nor_brought_back(keeper: Keeper) -> None:
    told = json.loads(keeper.ask("POST", "Users", MINIMAL).content)
    by_hand = create_user("Eva de Vries")

    for person_id in (told["id"], by_hand.pk):
        erase_person(User.objects.get(pk=person_id), by=None)

    again = json.loads(keeper.ask("POST", "Users", MINIMAL).content)
    assert keeper.ask("GET", f"Users/{told['id']}").status_code == 404
    assert [each["id"] for each in keeper.read("Users")["Resources"]] == [again["id"]]
    assert again["id"] not in (told["id"], str(by_hand.pk))
    assert not ProvisionedAccount.objects.filter(user=told["id"]).exclude(external_id="", user_name="").exists()
