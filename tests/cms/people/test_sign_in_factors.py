"""Second factors: set up, asked for, guessed at, required, and taken away from who lost theirs."""

import re
import time
from io import StringIO
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.contrib.auth.models import Permission
from django.core import mail
from django.core.cache import cache
from django.core.management import call_command
from django.test import Client

from cms.activity.models import AuditEntry
from cms.people.actions import issue_api_token
from cms.people.models import User
from cms.people.sign_in.sealing import seal, unseal
from tests.factories.people import PASSWORD, create_editing_group, create_editor, create_superuser, create_user

pytestmark = pytest.mark.django_db

SECRET = "JBSWY3DPEHPK3PXP"


def code_now(secret: str = SECRET, later: int = 0) -> str:
    """What an app shows now, or so many half minutes later."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + later))


def give_app(person: User) -> Authenticator:
    return Authenticator.objects.create(user=person, type="totp", data={"secret": seal(SECRET)})


def with_password(person: User, client: Client | None = None) -> Client:
    client = client or Client()
    client.post("/accounts/login/", {"login": person.email, "password": PASSWORD})
    return client


def is_signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def confirmed(person: User) -> Client:
    """A browser in which somebody signed in, and has just said once more that it is them."""
    client = with_password(person)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    return client


def test_an_app_is_set_up_by_the_key_on_the_screen() -> None:
    person = create_user()
    client = confirmed(person)
    screen = client.get("/accounts/second/app/add/").content.decode()
    secret = re.search(r'<code class="key">(\w+)</code>', screen)
    assert secret

    answer = client.post("/accounts/second/app/add/", {"code": code_now(secret[1])}, follow=True)

    assert answer.redirect_chain[-1][0] == "/accounts/second/codes/"
    assert answer.content.decode().count("<li><code>") == 10
    assert secret[1] not in str(Authenticator.objects.get(type="totp").data)
    assert client.get("/accounts/second/codes/").content.decode().count("<li><code>") == 0


def test_the_password_alone_signs_in_no_more() -> None:
    person = create_user()
    give_app(person)

    client = with_password(person)
    between = is_signed_in(client)
    client.post("/accounts/login/second/", {"code": code_now()})

    assert (between, is_signed_in(client)) == (False, True)


def test_a_code_works_once() -> None:
    person = create_user()
    give_app(person)
    code = code_now()
    with_password(person).post("/accounts/login/second/", {"code": code})

    client = with_password(person)
    client.post("/accounts/login/second/", {"code": code})

    assert is_signed_in(client) is False


def test_a_code_by_mail_asks_for_the_second_step_too() -> None:
    person = create_user(email="eva@plein.example")
    give_app(person)
    client = Client()
    client.post("/accounts/login/code/", {"email": person.email})
    code = re.search(r"^([A-Z0-9]+-?[A-Z0-9]+)$", mail.outbox[0].body, re.MULTILINE)
    assert code

    answer = client.post("/accounts/login/code/confirm/", {"code": code[1]})

    assert (answer["Location"], is_signed_in(client)) == ("/accounts/login/second/", False)


def test_a_recovery_code_takes_the_place_of_the_app_once() -> None:
    person = create_user()
    client = confirmed(person)
    screen = client.get("/accounts/second/app/add/").content.decode()
    secret = re.search(r'<code class="key">(\w+)</code>', screen)
    assert secret
    shown = client.post("/accounts/second/app/add/", {"code": code_now(secret[1])}, follow=True).content.decode()
    code = re.findall(r"<li><code>(\d+)</code>", shown)[3]

    first, second = with_password(person), with_password(person)
    first.post("/accounts/login/second/", {"code": code})
    second.post("/accounts/login/second/", {"code": code})

    assert (is_signed_in(first), is_signed_in(second)) == (True, False)


def test_guessing_is_stopped_by_account_whatever_the_address() -> None:
    person = create_user()
    give_app(person)
    for number in range(5):
        client = Client(REMOTE_ADDR=f"10.0.0.{number}")
        with_password(person, client).post("/accounts/login/second/", {"code": "000000"})

    client = Client(REMOTE_ADDR="10.0.1.1")
    with_password(person, client).post("/accounts/login/second/", {"code": code_now()})

    assert is_signed_in(client) is False
    assert AuditEntry.objects.filter(act="factor.refused", thing_id=str(person.pk)).count() == 5


@pytest.mark.parametrize(
    "path", ["second/app/add/", "second/passkeys/add/", "second/codes/renew/", "second/app/remove/", "second/codes/"]
)
def test_who_changes_factors_says_first_that_it_is_them(path: str) -> None:
    person = create_user()
    give_app(person)
    Authenticator.objects.create(user=person, type="recovery_codes", data={"seed": seal("x"), "used_mask": 0})
    client = Client()
    client.force_login(person)
    if path == "second/app/add/":
        Authenticator.objects.filter(user=person, type="totp").delete()

    ask = client.get if path == "second/codes/" else client.post
    answer = ask(f"/accounts/{path}", {"code": code_now()})

    assert answer.status_code == 302
    assert answer["Location"].split("?")[0] in ("/accounts/reauthenticate/", "/accounts/second/reauthenticate/")
    assert Authenticator.objects.filter(user=person).count() == (1 if path == "second/app/add/" else 2)


def test_nobody_touches_the_passkey_of_another() -> None:
    passkey = Authenticator.objects.create(user=create_user(), type="webauthn", data={"name": "Sleutel"})
    client = confirmed(create_user())

    assert client.post(f"/accounts/second/passkeys/{passkey.pk}/remove/").status_code == 404
    assert client.post(f"/accounts/second/passkeys/{passkey.pk}/edit/", {"name": "x"}).status_code == 404
    assert Authenticator.objects.get().data == {"name": "Sleutel"}


def test_what_is_done_to_factors_is_mailed_and_written_down() -> None:
    person = create_user()
    give_app(person)
    client = with_password(person)
    client.post("/accounts/login/second/", {"code": code_now()})
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})

    client.post("/accounts/second/app/remove/")

    assert Authenticator.objects.count() == 0
    assert [message.to for message in mail.outbox] == [[person.email]]
    assert AuditEntry.objects.filter(act="factor.removed", by_id=person.pk).count() == 1


DOORS = ["/admin/", "/account/", "/", "/mensen/", "/admin/users/"]


@pytest.mark.parametrize("address", DOORS)
def test_who_must_have_a_factor_and_has_none_is_led_to_it_from_everywhere(address: str, settings: Any) -> None:
    settings.SECOND_FACTOR_REQUIRED = "admin"
    client = with_password(create_superuser())

    answer = client.get(address)

    assert (answer.status_code, answer["Location"]) == (302, "/accounts/second/")
    assert client.get("/accounts/second/").status_code == 200


def test_without_the_factor_the_api_answers_nothing_either(settings: Any) -> None:
    settings.SECOND_FACTOR_REQUIRED = "admin"
    admin = create_superuser()
    client = with_password(admin)
    _token, secret = issue_api_token(admin, name="Telefoon")
    ask = {"data": {"query": "{ viewer { email } }"}, "content_type": "application/json"}

    by_session = client.post("/graphql/", **ask)
    by_token = Client().post("/graphql/", **ask, headers={"Authorization": f"Bearer {secret}"})

    assert (by_session.status_code, by_token.status_code) == (403, 401)

    give_app(admin)
    by_token = Client().post("/graphql/", **ask, headers={"Authorization": f"Bearer {secret}"})
    assert by_token.json()["data"]["viewer"]["email"] == admin.email


def test_whoever_has_the_factor_goes_on(settings: Any) -> None:
    settings.SECOND_FACTOR_REQUIRED = "admin"
    admin = create_superuser()
    give_app(admin)
    client = with_password(admin)
    client.post("/accounts/login/second/", {"code": code_now()})

    assert client.get("/admin/").status_code == 200


def test_only_whom_the_setting_names_is_asked(settings: Any) -> None:
    reader, editor = create_user(), create_editor()
    found = {}
    for required in ("none", "admin", "all"):
        settings.SECOND_FACTOR_REQUIRED = required
        found[required] = [with_password(person).get("/account/").status_code for person in (reader, editor)]
        cache.clear()

    assert found == {"none": [200, 200], "admin": [200, 302], "all": [302, 302]}


def test_recovery_codes_alone_are_no_factor(settings: Any) -> None:
    settings.SECOND_FACTOR_REQUIRED = "all"
    person = create_user()
    Authenticator.objects.create(user=person, type="recovery_codes", data={"seed": seal("x"), "used_mask": 0})

    assert with_password(person).get("/account/")["Location"] == "/accounts/second/"


def test_a_lost_factor_is_taken_away_from_the_command_line() -> None:
    person = create_user(email="eva@plein.example")
    give_app(person)
    client = Client()
    client.force_login(person)
    before = client.get("/account/").status_code

    call_command("remove_second_factors", "Eva@plein.example", stdout=(said := StringIO()))

    assert Authenticator.objects.count() == 0
    assert "1" in said.getvalue()
    assert (before, client.get("/account/").status_code) == (200, 302)


def test_who_manages_accounts_takes_a_lost_factor_away_but_no_administrators_and_not_their_own() -> None:
    group = create_editing_group()
    group.permissions.add(Permission.objects.get(content_type__app_label="people", codename="change_user"))
    manager, lost, admin = create_user(groups=[group]), create_user(), create_superuser()
    for person in (manager, lost, admin):
        give_app(person)
    client = Client()
    client.force_login(manager)
    address = "/admin/bulk/people/user/remove_second_factors/?" + "&".join(f"id={p.pk}" for p in (manager, lost, admin))

    screen = client.get(address)
    client.post(address)

    assert screen.status_code == 200
    assert {factor.user_id for factor in Authenticator.objects.all()} == {manager.pk, admin.pk}
    assert AuditEntry.objects.filter(act="factor.removed", by_id=manager.pk, thing_id=str(lost.pk)).count() == 1


def test_a_secret_is_sealed_with_the_key_of_the_installation(settings: Any) -> None:
    sealed = seal("JBSWY3DP")
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another-key"

    assert "JBSWY3DP" not in sealed
    assert unseal(sealed) == "JBSWY3DP"
