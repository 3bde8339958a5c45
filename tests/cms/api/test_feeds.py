import pytest
from django.test import Client

from cms.people.actions import issue_api_token
from cms.people.models import FeedToken, User
from tests.cms.api.conftest import Ask
from tests.factories.asking import prepared
from tests.factories.pages import create_home, create_theme
from tests.factories.people import create_user

pytestmark = pytest.mark.django_db

RENEW = 'mutation { feedTokenRenew(language: "nl") { feeds { kind theme { title } url } } }'
REVOKE = "mutation { feedTokenRevoke { isRevoked } }"


@pytest.fixture
def employee(client: Client) -> User:
    employee = create_user()
    client.force_login(employee)
    return employee


def code_of(response) -> str:
    return response.json()["errors"][0]["extensions"]["code"]


def test_a_person_gets_addresses_for_what_they_may_see(client: Client, employee: User, ask: Ask) -> None:
    home = create_home()
    create_theme(home, "Werken")
    create_theme(home, "Samen", audiences=("partners",))
    prepared()

    feeds = ask(RENEW).json()["data"]["feedTokenRenew"]["feeds"]

    assert [(feed["kind"], feed["theme"] and feed["theme"]["title"]) for feed in feeds] == [
        ("EVENTS", None), ("EVENTS", "Werken"), ("NEWS", None), ("NEWS", "Werken"),
    ]  # fmt: skip
    for feed in feeds:
        path = feed["url"].removeprefix("http://localhost:8000")
        assert Client().get(path).status_code == 200, path


def test_new_addresses_end_the_old_ones(employee: User, ask: Ask) -> None:
    first, second = (ask(RENEW).json()["data"]["feedTokenRenew"]["feeds"][0]["url"] for _ in range(2))

    assert first != second
    assert Client().get(first.removeprefix("http://localhost:8000")).status_code == 404


def test_a_person_ends_their_feeds(employee: User, ask: Ask) -> None:
    ask(RENEW)
    assert ask("{ viewer { feedsSince } }").json()["data"]["viewer"]["feedsSince"] is not None

    assert ask(REVOKE).json() == {"data": {"feedTokenRevoke": {"isRevoked": True}}}

    assert not FeedToken.objects.exists()
    assert ask("{ viewer { feedsSince } }").json()["data"]["viewer"]["feedsSince"] is None


def test_a_visitor_has_no_feeds(db: None, ask: Ask) -> None:
    assert code_of(ask(RENEW)) == "UNAUTHENTICATED"
    assert code_of(ask(REVOKE)) == "UNAUTHENTICATED"
    assert not FeedToken.objects.exists()


def test_an_api_token_makes_and_ends_no_feeds(employee: User, ask: Ask) -> None:
    ask(RENEW)
    digest = FeedToken.objects.get().digest
    _token, secret = issue_api_token(employee, name="App")

    for operation in (RENEW, REVOKE):
        assert code_of(ask(operation, Authorization=f"Bearer {secret}")) == "FORBIDDEN"

    assert FeedToken.objects.get().digest == digest
