"""What a person asks and changes of their own account: in a session, and of nobody else's."""

import pytest
from django.test import Client

from cms.graphql_kit.ids import to_global_id
from cms.people.actions import issue_api_token
from cms.people.models import ApiToken, Profile, User
from cms.people.sessions import sessions_of
from tests.factories.people import PASSWORD, create_user

pytestmark = pytest.mark.django_db

ACCOUNT = "{ viewer { sessions { id browser system isThisOne } apiTokens { id name } } }"
END = "mutation($id: ID!) { sessionEnd(id: $id) { endedCount } }"
END_OTHERS = "mutation { otherSessionsEnd { endedCount } }"
REVOKE = "mutation($id: ID!) { apiTokenRevoke(id: $id) { name } }"
CHOOSE = "mutation($language: String!) { languageChoose(language: $language) { language } }"


@pytest.fixture
def eva() -> User:
    return create_user("Eva de Vries")


def signed_in(user: User) -> Client:
    client = Client(HTTP_USER_AGENT="Mozilla/5.0 (Android 15; Mobile) Firefox/144.0")
    client.post("/accounts/login/", {"login": user.email, "password": PASSWORD})
    return client


def answer(client: Client, query: str, variables: dict | None = None, **headers: str) -> dict:
    asked = {"query": query, "variables": variables or {}}
    return client.post("/graphql/", asked, content_type="application/json", headers=headers).json()


def code_of(answered: dict) -> str:
    return answered["errors"][0]["extensions"]["code"]


def test_a_person_sees_where_they_are_signed_in_and_with_which_tokens(eva: User) -> None:
    client = signed_in(eva)
    signed_in(create_user())
    token, _secret = issue_api_token(eva, name="Telefoon")
    issue_api_token(create_user(), name="Van een ander")

    viewer = answer(client, ACCOUNT)["data"]["viewer"]

    assert viewer["apiTokens"] == [{"id": to_global_id("ApiToken", token.pk), "name": "Telefoon"}]
    [session] = viewer["sessions"]
    assert (session["browser"], session["system"], session["isThisOne"]) == ("Firefox", "Android", True)


def test_a_person_ends_one_session_or_all_others(eva: User) -> None:
    here, there, elsewhere = signed_in(eva), signed_in(eva), signed_in(eva)
    [there_id] = [row.pk for row in sessions_of(eva) if row.session_key == there.session.session_key]

    assert answer(here, END, {"id": to_global_id("Session", there_id)})["data"] == {"sessionEnd": {"endedCount": 1}}
    assert answer(there, ACCOUNT)["data"]["viewer"] is None
    assert answer(here, END_OTHERS)["data"] == {"otherSessionsEnd": {"endedCount": 1}}
    assert answer(elsewhere, ACCOUNT)["data"]["viewer"] is None
    assert len(answer(here, ACCOUNT)["data"]["viewer"]["sessions"]) == 1


def test_nobody_ends_what_is_anothers(eva: User) -> None:
    theirs = signed_in(eva)
    token, _secret = issue_api_token(eva, name="Telefoon")
    [session] = sessions_of(eva)
    other = signed_in(create_user())

    assert code_of(answer(other, END, {"id": to_global_id("Session", session.pk)})) == "NOT_FOUND"
    assert code_of(answer(other, REVOKE, {"id": to_global_id("ApiToken", token.pk)})) == "NOT_FOUND"

    assert len(answer(theirs, ACCOUNT)["data"]["viewer"]["sessions"]) == 1
    assert ApiToken.objects.valid().filter(pk=token.pk).exists()


def test_a_person_ends_a_token(eva: User) -> None:
    token, secret = issue_api_token(eva, name="Telefoon")

    answer(signed_in(eva), REVOKE, {"id": to_global_id("ApiToken", token.pk)})

    assert code_of(answer(Client(), ACCOUNT, Authorization=f"Bearer {secret}")) == "UNAUTHENTICATED"


@pytest.mark.parametrize(
    ("mutation", "variables"),
    [
        (END, {"id": to_global_id("Session", 1)}),
        (END_OTHERS, {}),
        (REVOKE, {"id": to_global_id("ApiToken", 1)}),
        (CHOOSE, {"language": "fr"}),
    ],
)
def test_an_account_is_changed_in_a_session_alone(eva: User, mutation: str, variables: dict) -> None:
    _token, secret = issue_api_token(eva, name="Telefoon")
    signed_in(eva)

    assert code_of(answer(Client(), mutation, variables)) == "UNAUTHENTICATED"
    assert code_of(answer(Client(), mutation, variables, Authorization=f"Bearer {secret}")) == "FORBIDDEN"

    assert len(sessions_of(eva)) == 1
    assert Profile.objects.get(user=eva).language == "nl"


def test_a_token_is_told_of_no_other_key(eva: User) -> None:
    _token, secret = issue_api_token(eva, name="Telefoon")
    signed_in(eva)

    viewer = answer(Client(), ACCOUNT, Authorization=f"Bearer {secret}")["data"]["viewer"]

    assert viewer == {"sessions": [], "apiTokens": []}


def test_a_person_chooses_a_language_that_there_is(eva: User) -> None:
    client = signed_in(eva)

    assert answer(client, CHOOSE, {"language": "fr"})["data"] == {"languageChoose": {"language": "fr"}}
    assert code_of(answer(client, CHOOSE, {"language": "xx"})) == "INVALID_INPUT"
    assert Profile.objects.get(user=eva).language == "fr"
