"""Signing in through an issuer of OpenID Connect: whom it brings, and every way in which it must not."""

import time
from collections.abc import Iterator
from typing import Any

import pytest
from allauth.socialaccount.models import SocialAccount
from django.contrib.auth.models import Group
from django.core import mail
from django.http import HttpResponse
from django.test import Client

from cms.people.actions import deactivate_person, renew_feed_token
from cms.people.models import User
from tests.factories.people import create_superuser, create_user
from tests.issuer import CLIENT, SECRET, Issuer, new_key, running_issuer

pytestmark = pytest.mark.django_db


@pytest.fixture
def issuer(settings: Any) -> Iterator[Issuer]:
    with running_issuer() as running:
        options = {"server_url": running.url, "oauth_pkce_enabled": True}
        app = {"provider_id": "city", "name": "City", "client_id": CLIENT, "secret": SECRET, "settings": options}
        settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app]}}
        yield running


def trust(settings: Any, **options: Any) -> None:
    settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]["settings"].update(options)


def come(client: Client, issuer: Issuer, **form: str) -> HttpResponse:
    """Go to the issuer and come back."""
    away = client.post("/accounts/oidc/city/", form)
    return client.get(issuer.agree(away["Location"]))


def signed_in(client: Client) -> int | None:
    found = client.session.get("_auth_user_id")
    return int(found) if found else None


def test_the_issuer_signs_in_whose_verified_address_it_tells(client: Client, issuer: Issuer) -> None:
    person = create_user(email="eva@plein.example")

    answer = come(client, issuer, next="/mensen/")

    assert (answer.status_code, answer["Location"]) == (302, "/mensen/")
    assert signed_in(client) == person.pk
    linked = SocialAccount.objects.get()
    assert (linked.user_id, linked.provider, linked.uid, linked.extra_data) == (person.pk, "city", "abc-123", {})
    assert issuer.asked["redirect_uri"] == "http://localhost:8000/accounts/oidc/city/callback/"
    assert issuer.asked["code_challenge_method"] == "S256"
    assert [message.to for message in mail.outbox] == [["eva@plein.example"]]


def test_the_second_time_the_person_is_known_by_the_issuers_own_number(client: Client, issuer: Issuer) -> None:
    person = create_user(email="eva@plein.example")
    come(client, issuer)
    issuer.person |= {"email": "somebody-else@plein.example", "email_verified": False}

    come(again := Client(), issuer)

    assert signed_in(again) == person.pk
    assert User.objects.get(pk=person.pk).email == "eva@plein.example"
    assert SocialAccount.objects.count() == 1


def test_the_sign_in_screen_offers_each_issuer(client: Client, issuer: Issuer) -> None:
    screen = client.get("/en/accounts/login/?next=/en/mensen/").content.decode()

    assert 'action="/accounts/oidc/city/"' in screen
    assert "With City" in screen


@pytest.mark.parametrize(
    "address", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "/\\evil.example"]
)
def test_the_way_back_leads_nowhere_else(client: Client, issuer: Issuer, address: str) -> None:
    create_user(email="eva@plein.example")

    assert come(client, issuer, next=address)["Location"] == "/"


def old(claims: dict[str, Any]) -> dict[str, Any]:
    return claims | {"exp": int(time.time()) - 10}


def without_end(claims: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in claims.items() if name != "exp"}


WRONG = {
    "nonce": {"change": lambda claims: claims | {"nonce": "of-another-request"}},
    "no nonce": {"change": lambda claims: claims | {"nonce": ""}},
    "signature": {"key": new_key()},
    "our own secret": {"algorithm": "HS256"},
    "audience": {"change": lambda claims: claims | {"aud": "another-application"}},
    "party": {"change": lambda claims: claims | {"aud": [CLIENT, "other"], "azp": "other"}},
    "issuer": {"change": lambda claims: claims | {"iss": "https://evil.example"}},
    "expired": {"change": old},
    "endless": {"change": without_end},
    "userinfo of another": {"userinfo": {"sub": "somebody-else"}},
}


@pytest.mark.parametrize("fault", WRONG)
def test_a_token_that_does_not_hold_signs_nobody_in(
    client: Client, issuer: Issuer, fault: str, caplog: pytest.LogCaptureFixture
) -> None:
    create_user(email="eva@plein.example")
    for name, value in WRONG[fault].items():
        setattr(issuer, name, value)

    answer = come(client, issuer)

    assert answer.status_code == 401
    assert signed_in(client) is None
    assert SocialAccount.objects.count() == 0
    assert "invalid_grant" not in caplog.text


def test_an_answer_counts_once_and_only_where_it_was_asked_for(client: Client, issuer: Issuer) -> None:
    create_user(email="eva@plein.example")
    back = issuer.agree(client.post("/accounts/oidc/city/")["Location"])

    assert (stranger := Client()).get(back).status_code == 401
    assert client.get(back.replace("state=", "state=x")).status_code == 401
    assert (signed_in(stranger), signed_in(client)) == (None, None)
    assert client.get(back).status_code == 302
    assert client.get(back).status_code == 401


def test_only_our_own_form_begins(issuer: Issuer) -> None:
    client = Client(enforce_csrf_checks=True)

    assert client.get("/accounts/oidc/city/")["Location"] == "/accounts/login/"
    assert client.post("/accounts/oidc/city/").status_code == 403
    assert Client().post("/accounts/oidc/elsewhere/").status_code == 404


@pytest.mark.parametrize(
    "person",
    [
        {"email_verified": False},
        {"email_verified": "false"},
        {"email_verified": None},
        {"email": ""},
        {"email": "new@plein.example"},
    ],
)
def test_whom_the_issuer_does_not_answer_for_stays_out(client: Client, issuer: Issuer, person: dict[str, Any]) -> None:
    create_user(email="eva@plein.example")
    issuer.person |= person

    assert come(client, issuer).status_code == 403
    assert signed_in(client) is None
    assert (SocialAccount.objects.count(), User.objects.count()) == (0, 1)


def test_a_domain_that_the_organisation_keeps_itself_is_answered_for(
    client: Client, issuer: Issuer, settings: Any
) -> None:
    person = create_user(email="eva@plein.example")
    trust(settings, verified_domains=["plein.example"])
    del issuer.person["email_verified"]
    come(client, issuer)

    issuer.person |= {"sub": "another", "email": "ada@evilplein.example"}
    create_user(email="ada@evilplein.example")

    assert come(stranger := Client(), issuer).status_code == 403
    assert (signed_in(client), signed_in(stranger)) == (person.pk, None)


def test_new_accounts_are_made_where_that_is_allowed(client: Client, issuer: Issuer, settings: Any) -> None:
    trust(settings, creates_accounts=True)
    issuer.person |= {"email": "Nieuw@plein.example", "given_name": "Nina", "family_name": "Nieuw"}

    come(client, issuer)

    person = User.objects.get()
    assert (person.email, person.get_full_name(), person.is_superuser) == ("nieuw@plein.example", "Nina Nieuw", False)
    assert person.has_usable_password() is False
    assert signed_in(client) == person.pk


def test_an_address_that_was_given_out_again_opens_nothing_of_its_former_owner(client: Client, issuer: Issuer) -> None:
    create_user(email="eva@plein.example")
    come(client, issuer)
    issuer.person["sub"] = "her-successor"

    assert come(stranger := Client(), issuer).status_code == 403
    assert signed_in(stranger) is None


@pytest.mark.parametrize("is_linked", [True, False])
def test_a_closed_account_stays_out_and_as_it_is(
    client: Client, issuer: Issuer, is_linked: bool, settings: Any
) -> None:
    person = create_user(email="eva@plein.example")
    if is_linked:
        come(client, issuer)
    deactivate_person(person, by=None)
    trust(settings, creates_accounts=True, claims={"fields": {"job_title": "title"}})
    issuer.person["title"] = "Directeur"

    assert come(stranger := Client(), issuer)["Location"] == "/accounts/inactive/"
    assert signed_in(stranger) is None
    assert SocialAccount.objects.count() == int(is_linked)
    assert User.objects.get(pk=person.pk).profile.job_title == ""


def test_whom_the_issuer_turns_away_is_told_so(client: Client, issuer: Issuer) -> None:
    back = issuer.agree(client.post("/accounts/oidc/city/")["Location"]).replace("code=", "error=access_denied&was=")

    assert client.get(back).status_code == 401
    assert signed_in(client) is None


def test_whom_an_issuer_signs_in_has_feeds_without_a_password(client: Client, issuer: Issuer, settings: Any) -> None:
    trust(settings, creates_accounts=True)
    come(client, issuer)
    token = renew_feed_token(User.objects.get())
    while_asked = Client().get(f"/feeds/{token}/news/nl.atom").status_code
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": []}}

    assert (while_asked, Client().get(f"/feeds/{token}/news/nl.atom").status_code) == (200, 404)


def test_a_second_factor_that_the_issuer_asked_for_counts_in_that_session_alone(
    client: Client, issuer: Issuer, settings: Any
) -> None:
    settings.SECOND_FACTOR_REQUIRED = "admin"
    create_superuser(email="eva@plein.example")
    trust(settings, second_factor={"amr": ["mfa"]})
    found = []
    for told in (["pwd"], ["pwd", "mfa"], ["pwd"]):
        issuer.person["amr"] = told
        come(client, issuer)
        found.append(client.get("/admin/").status_code)

    assert found == [302, 200, 302]


def test_an_issuer_that_does_not_answer_is_said_to_be_away(client: Client, issuer: Issuer, settings: Any) -> None:
    trust(settings, server_url="http://127.0.0.1:9")

    assert client.post("/accounts/oidc/city/").status_code == 401


def test_rights_that_the_issuer_takes_back_are_gone_at_the_next_sign_in(
    client: Client, issuer: Issuer, settings: Any
) -> None:
    person = create_user(email="eva@plein.example", groups=[Group.objects.create(name="Bewaard")])
    Group.objects.create(name="Redactie")
    trust(settings, claims={"grants": {"groups": {"intranet-editors": {"groups": ["Redactie"]}}}})
    issuer.person["groups"] = ["intranet-editors", "something-else"]
    come(client, issuer)
    given = sorted(person.groups.values_list("name", flat=True))
    issuer.person["groups"] = ["something-else"]

    come(client, issuer)

    assert given == ["Bewaard", "Redactie"]
    assert [group.name for group in person.groups.all()] == ["Bewaard"]


def test_no_claim_makes_an_administrator_unless_a_rule_says_so(client: Client, issuer: Issuer, settings: Any) -> None:
    create_superuser()
    person = create_user(email="eva@plein.example")
    issuer.person |= {"is_superuser": True, "administrator": True, "groups": ["beheer"]}
    come(client, issuer)
    unasked = User.objects.get(pk=person.pk).is_superuser

    trust(settings, claims={"grants": {"groups": {"beheer": {"administrator": True}}}})
    come(client, issuer)
    ruled = User.objects.get(pk=person.pk).is_superuser
    issuer.person["groups"] = []
    come(client, issuer)

    assert (unasked, ruled, User.objects.get(pk=person.pk).is_superuser) == (False, True, False)
