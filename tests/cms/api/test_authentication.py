"""Who asks: by token, by session, or as a visitor."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from cms.people.actions import issue_api_token, revoke_api_token
from cms.people.models import ApiToken, User

pytestmark = pytest.mark.django_db

VIEWER = {"query": "{ viewer { email } }"}


@pytest.fixture
def person() -> User:
    return User.objects.create_user("ada@plein.example", "a long password")


def bearer(secret: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {secret}"}


def asked_with(client: Client, **headers: str) -> Any:
    return client.post("/graphql/", VIEWER, content_type="application/json", headers=headers)


def test_a_token_says_who_asks(client: Client, person: User) -> None:
    token, secret = issue_api_token(person, name="app")
    response = asked_with(client, **bearer(secret))
    assert response.json() == {"data": {"viewer": {"email": "ada@plein.example"}}}
    token.refresh_from_db()
    assert timezone.now() - token.last_used_at < timedelta(minutes=1)
    assert secret not in (token.digest, token.name)


def test_use_is_noted_once_an_hour(
    client: Client, person: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    token, secret = issue_api_token(person, name="app")
    asked_with(client, **bearer(secret))
    noted = ApiToken.objects.get(pk=token.pk).last_used_at
    # The token with its person, and what is asked along with them.
    with django_assert_num_queries(1):
        asked_with(client, **bearer(secret))
    assert ApiToken.objects.get(pk=token.pk).last_used_at == noted


def assert_refused(response: Any) -> None:
    assert response.status_code == 401
    assert response["WWW-Authenticate"] == "Bearer"
    assert response["Content-Type"] == "application/json; charset=utf-8"
    assert response.json() == {
        "errors": [
            {"message": "This token does not open the API.", "extensions": {"code": "UNAUTHENTICATED"}},
        ]
    }


@pytest.mark.parametrize("secret", ["", "plein_unknown", "é"])
def test_an_unknown_token_is_refused(client: Client, secret: str) -> None:
    assert_refused(asked_with(client, **bearer(secret)))


def test_a_revoked_token_is_refused(client: Client, person: User) -> None:
    token, secret = issue_api_token(person, name="app")
    revoke_api_token(token)
    assert_refused(asked_with(client, **bearer(secret)))
    assert ApiToken.objects.get(pk=token.pk).last_used_at is None


def test_an_expired_token_is_refused(client: Client, person: User) -> None:
    token, secret = issue_api_token(person, name="app", days=1)
    ApiToken.objects.filter(pk=token.pk).update(expires_at=timezone.now() - timedelta(seconds=1))
    assert_refused(asked_with(client, **bearer(secret)))


def test_the_token_of_an_inactive_account_is_refused(client: Client, person: User) -> None:
    _, secret = issue_api_token(person, name="app")
    person.is_active = False
    person.save()
    assert_refused(asked_with(client, **bearer(secret)))


def test_a_bad_token_is_refused_though_a_session_is_there(client: Client, person: User) -> None:
    client.force_login(person)
    assert_refused(asked_with(client, **bearer("plein_unknown")))


def test_a_session_needs_the_csrf_token(person: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(person)
    response = asked_with(client)
    assert response.status_code == 403
    assert response.json()["errors"][0]["extensions"] == {"code": "FORBIDDEN"}
    client.cookies["csrftoken"] = "a" * 32
    response = asked_with(client, **{"X-CSRFToken": "a" * 32})
    assert response.json() == {"data": {"viewer": {"email": "ada@plein.example"}}}


def test_a_session_may_read_by_get(person: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(person)
    assert client.get("/graphql/", VIEWER).json() == {"data": {"viewer": {"email": "ada@plein.example"}}}


def test_a_bearer_needs_no_csrf_token(person: User) -> None:
    _, secret = issue_api_token(person, name="app")
    client = Client(enforce_csrf_checks=True)
    client.force_login(User.objects.create_user("bob@plein.example", "a long password"))
    response = asked_with(client, **bearer(secret))
    assert response.json() == {"data": {"viewer": {"email": "ada@plein.example"}}}


def test_a_visitor_without_a_cookie_needs_no_csrf_token() -> None:
    response = asked_with(Client(enforce_csrf_checks=True))
    assert response.json() == {"data": {"viewer": None}}


def test_a_credential_of_another_kind_is_not_ours(client: Client) -> None:
    response = asked_with(client, Authorization="Basic YTpi")
    assert response.json() == {"data": {"viewer": None}}
    assert isinstance(response.wsgi_request.user, AnonymousUser)
