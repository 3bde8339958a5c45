"""Subscriptions over server-sent events: what comes, what never comes, and when a stream ends."""

import http.client
import json
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings as django_settings
from django.db import connection
from django.http import HttpResponse
from django.test import Client

from cms.api.streams.listening import BELL
from cms.api.streams.seats import SEATS
from cms.changes.actions import number_changes
from cms.graphql_kit.errors import UNEXPECTED
from cms.graphql_kit.ids import to_global_id
from cms.people.actions import issue_api_token, revoke_api_token
from cms.people.models import User
from cms.reading.actions import prepare_pages
from tests.factories.access import restrict_page
from tests.factories.pages import create_article, create_home, create_theme
from tests.factories.people import create_user
from tests.factories.streams import Event, end, next_event, quiet

CHANGED = "subscription ($since: String) { changed(since: $since) { isComplete nodes { id what } } }"
PAGE_CHANGED = "subscription ($id: ID, $path: String) { pageChanged(id: $id, path: $path) { what node { id } } }"

Open = Callable[..., HttpResponse]

pytestmark = pytest.mark.usefixtures("quick_streams")


@pytest.fixture
def staff(client: Client) -> User:
    """The one who reads."""
    user = create_user()
    client.force_login(user)
    return user


def told(*changes: tuple[Any, str]) -> Event:
    nodes = [{"id": to_global_id("Page", page.pk), "what": what} for page, what in changes]
    return "next", {"data": {"changed": {"isComplete": True, "nodes": nodes}}}


def change(page: Any, title: str = "Anders") -> None:
    """Somebody publishes the page with another title."""
    page.title = title
    page.save()
    settle(page)


def settle(*pages: Any) -> None:
    """As after the commit."""
    prepare_pages([page.pk for page in pages])
    connection.run_on_commit.clear()
    number_changes()


def shown(parent: Any = None) -> Any:
    """An article that readers can read."""
    article = create_article(parent or create_theme())
    settle(article)
    return article


@pytest.mark.django_db
def test_a_change_comes_as_it_happens(staff: User, opened: Open) -> None:
    article = shown()
    response = opened(CHANGED)
    assert response.headers["Content-Type"] == "text/event-stream; charset=utf-8"
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["X-Accel-Buffering"] == "no"
    assert quiet(response)
    change(article)
    assert next_event(response) == told((article, "UPDATED"))
    assert quiet(response)


@pytest.mark.django_db
def test_null_for_how_many_is_the_default(staff: User, opened: Open) -> None:
    article = shown()
    response = opened(CHANGED.replace("since: $since", "since: $since, first: null"))
    assert quiet(response)
    change(article)
    assert next_event(response) == told((article, "UPDATED"))


@pytest.mark.django_db
def test_who_reads_slowly_is_told_once_of_what_changed_often(staff: User, opened: Open) -> None:
    theme = create_theme()
    article, other = shown(theme), shown(theme)
    response = opened(CHANGED)
    assert quiet(response)
    for number in range(3):
        change(article, f"Anders {number}")
    other.delete()
    settle()
    assert next_event(response) == told((article, "UPDATED"), (other, "GONE"))


@pytest.mark.django_db
def test_what_is_behind_closed_locks_never_comes(staff: User, opened: Open) -> None:
    secret = shown(create_theme(audiences=["partners"]))
    response = opened(CHANGED)
    assert quiet(response)
    change(secret)
    assert quiet(response)


@pytest.mark.django_db
def test_who_comes_back_goes_on_behind_the_last_event(staff: User, opened: Open) -> None:
    article = shown()
    first = opened(CHANGED)
    assert quiet(first)
    change(article)
    lines = (line for text in first.streaming_content for line in text.decode().splitlines())
    cursor = next(line.removeprefix("id: ") for line in lines if line.startswith("id: "))
    change(article, "Weer anders")
    assert next_event(opened(CHANGED, **{"Last-Event-ID": cursor})) == told((article, "UPDATED"))
    assert next_event(opened(CHANGED, {"since": cursor})) == told((article, "UPDATED"))


@pytest.mark.django_db
def test_one_page_is_followed_by_its_id_or_address(staff: User, opened: Open) -> None:
    theme = create_theme()
    article, other = shown(theme), shown(theme)
    node = to_global_id("Page", article.pk)
    responses = [opened(PAGE_CHANGED, {"id": node}), opened(PAGE_CHANGED, {"path": article.card.path})]
    assert all(quiet(response) for response in responses)
    change(other)
    assert all(quiet(response) for response in responses)
    change(article)
    for response in responses:
        assert next_event(response) == ("next", {"data": {"pageChanged": {"what": "UPDATED", "node": {"id": node}}}})
    article.unpublish()
    settle(article)
    assert next_event(responses[0]) == ("next", {"data": {"pageChanged": {"what": "GONE", "node": None}}})


@pytest.mark.django_db
def test_a_page_that_is_closed_is_as_one_that_is_not_there(staff: User, opened: Open) -> None:
    secret = shown(create_theme(audiences=["partners"]))
    asked = [{"id": to_global_id("Page", secret.pk)}, {"path": secret.card.path}, {"id": to_global_id("Page", 999_999)}]
    answers = [opened(PAGE_CHANGED, each) for each in asked]
    assert [answer.status_code for answer in answers] == [400, 400, 400]
    assert len({answer.content for answer in answers}) == 1
    assert json.loads(answers[0].content)["errors"][0]["extensions"]["code"] == "NOT_FOUND"


@pytest.mark.django_db
def test_a_stream_ends_when_other_locks_open(staff: User, opened: Open) -> None:
    theme = create_theme(create_home())
    shown(theme)
    response = opened(CHANGED)
    assert quiet(response)
    restrict_page(theme, "partners")
    settle()
    assert next_event(response) == ("complete", None)


@pytest.mark.django_db
def test_a_stream_ends_with_the_session(staff: User, client: Client, opened: Open) -> None:
    article = shown()
    response = opened(CHANGED)
    assert quiet(response)
    client.session.flush()
    change(article)
    assert next_event(response) == ("complete", None)


@pytest.mark.django_db
def test_a_stream_ends_with_the_token(opened: Open) -> None:
    article = shown()
    token, secret = issue_api_token(create_user(), name="Lezer")
    response = opened(CHANGED, Authorization=f"Bearer {secret}")
    assert quiet(response)
    revoke_api_token(token)
    change(article)
    assert next_event(response) == ("complete", None)


@pytest.mark.django_db
def test_a_stream_ends_by_itself(staff: User, opened: Open, settings: Any) -> None:
    settings.STREAM_SECONDS = 0.05
    assert next_event(opened(CHANGED)) == ("complete", None)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("setting", "limit"), [("STREAMS_A_PROCESS", "streams"), ("STREAMS_A_PERSON", "streams_a_person")]
)
def test_there_are_so_many_streams_and_no_more(
    staff: User, opened: Open, settings: Any, setting: str, limit: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    setattr(settings, setting, 1)
    first = opened(CHANGED)
    refused = opened(CHANGED)
    assert (refused.status_code, refused.headers["Retry-After"]) == (503, "30")
    assert json.loads(refused.content)["errors"][0]["extensions"]["limit"] == limit
    end([first], monkeypatch)
    assert opened(CHANGED).status_code == 200


@pytest.mark.django_db
def test_who_has_a_seat_is_heard_of_when_another_wants_it(staff: User, opened: Open, settings: Any) -> None:
    settings.STREAMS_A_PERSON, settings.STREAM_HEARTBEAT_SECONDS = 1, 20
    first = opened(CHANGED)
    assert next(first.streaming_content) == b": \n\n"
    assert opened(CHANGED).status_code == 503
    began = time.monotonic()
    assert next(first.streaming_content) == b": \n\n"
    assert time.monotonic() - began < 15
    SEATS._doubted_until = 0.0


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("query", "variables"),
    [
        ("{ viewer { id } }", {}),
        ("subscription { __typename }", {}),
        ("subscription { changed { cursor } pageChanged { id } }", {}),
        ("subscription { nothing }", {}),
        (CHANGED, {"since": "x"}),
        (PAGE_CHANGED, {}),
        (PAGE_CHANGED, {"id": "x"}),
    ],
)
def test_what_cannot_be_followed_is_refused(staff: User, opened: Open, query: str, variables: dict[str, str]) -> None:
    response = opened(query, variables)
    assert (response.status_code, len(SEATS)) == (400, 0)
    assert json.loads(response.content)["errors"][0]["extensions"]["code"] == "INVALID_INPUT"


@pytest.mark.django_db
def test_who_does_not_read_events_is_refused(client: Client) -> None:
    response = client.post("/graphql/stream/", {"query": CHANGED}, content_type="application/json")
    assert response.status_code == 406


@pytest.mark.django_db
def test_what_nobody_expected_is_not_explained(opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_arguments: Any) -> None:
        raise ValueError("a secret")

    monkeypatch.setattr("cms.api.streams.views.place_to_begin", fail)
    response = opened(CHANGED)
    (error,) = json.loads(response.content)["errors"]
    assert (response.status_code, error["message"], error["extensions"]["code"]) == (500, UNEXPECTED, "INTERNAL")


@pytest.mark.django_db
def test_a_token_that_does_not_open_is_refused(opened: Open) -> None:
    assert opened(CHANGED, Authorization="Bearer x").status_code == 401


@pytest.mark.django_db(transaction=True)
def test_a_publication_reaches_who_listens_over_http(
    live_server: Any, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Through a server and its threads, which hold no connection of the database while nothing happens."""
    settings.STREAM_HEARTBEAT_SECONDS = 5
    user = create_user()
    _token, secret = issue_api_token(user, name="Lezer")
    article = shown()
    address = urlsplit(live_server.url)
    reader = http.client.HTTPConnection(address.hostname or "", address.port, timeout=20)
    headers = {"Accept": "text/event-stream", "Authorization": f"Bearer {secret}", "Content-Type": "application/json"}
    reader.request("POST", "/graphql/stream/", json.dumps({"query": CHANGED}), headers)
    response = reader.getresponse()
    assert response.status == 200
    assert response.readline() == b": \n"
    article.title = "Anders"
    article.save_revision().publish()
    lines = [response.readline().decode().strip() for _number in range(4)]
    assert lines[2] == "event: next"
    assert json.loads(lines[3].removeprefix("data: ")) == told((article, "UPDATED"))[1]
    reader.close()
    # its thread must not read while the database is emptied after this, so it is told to end, and has ten seconds
    monkeypatch.setattr(BELL, "_is_closing", True)
    until = time.monotonic() + 10
    while len(SEATS) and time.monotonic() < until:
        BELL.ring(BELL.tick + 1)
        time.sleep(0.05)
    assert django_settings.STREAMS_A_PROCESS == 3
