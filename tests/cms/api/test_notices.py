"""What a person was told: to them alone, counted until they have read it."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from cms.api.streams.seats import SEATS
from cms.changes.actions import number_changes
from cms.changes.models import Change, ChangeKind
from cms.notices.actions import read_notices, tell
from cms.notices.models import Notice
from cms.people.actions import issue_api_token
from cms.people.models import User
from cms.privacy.actions import erase_person
from tests.factories.people import create_user
from tests.factories.streams import Event, next_event, quiet

pytestmark = pytest.mark.django_db

MINE = "{ viewer { notices { unread newest { topic subject isRead } } } }"
FOLLOWED = "subscription { noticesChanged { unread newest { subject } } }"
SUBJECT = "0 pages to review"
READ = "mutation { noticesRead { notices { unread newest { isRead } } } }"

Open = Callable[..., Any]


def told(person: User, subject: str = SUBJECT, key: str = "2026-11-22") -> dict[str, Any]:
    """Tell a person something; what they are then shown of it."""
    tell(person, topic="review", key=key, template="care/mails/review", context={"cards": []})
    Notice.objects.filter(recipient=person, key=key).update(subject=subject)
    return {"topic": "review", "subject": subject, "isRead": False}


def commit() -> None:
    """As after one."""
    connection.run_on_commit.clear()
    number_changes()


def asked(client: Client, query: str) -> Any:
    return client.post("/graphql/", {"query": query}, "application/json").json()


def test_a_person_is_shown_what_they_were_told_and_nobody_else_is(client: Client) -> None:
    person = create_user()
    older, newer = told(person, "Before"), told(person, "After", key="2026-11-23")
    client.force_login(person)
    assert asked(client, MINE)["data"]["viewer"]["notices"] == {"unread": 2, "newest": [newer, older]}
    client.force_login(create_user())
    assert asked(client, MINE)["data"]["viewer"]["notices"] == {"unread": 0, "newest": []}


def test_a_notice_is_unread_until_its_recipient_has_read_it(client: Client) -> None:
    person, other = create_user(), create_user()
    told(person)
    told(other)
    client.force_login(person)
    assert asked(client, READ)["data"]["noticesRead"]["notices"] == {"unread": 0, "newest": [{"isRead": True}]}
    assert [each.recipient_id for each in Notice.objects.unread()] == [other.pk]


def test_a_visitor_was_told_nothing(client: Client) -> None:
    told(create_user())
    assert asked(client, MINE)["data"] == {"viewer": None}
    answer = asked(client, READ)
    assert [error["extensions"]["code"] for error in answer["errors"]] == ["UNAUTHENTICATED"]
    assert Notice.objects.unread().count() == 1


def notices(unread: int, *subjects: str) -> Event:
    newest = [{"subject": subject} for subject in subjects]
    return "next", {"data": {"noticesChanged": {"unread": unread, "newest": newest}}}


def test_a_person_is_told_of_their_own_notices_alone(client: Client, opened: Open) -> None:
    person, other = create_user(), create_user()
    client.force_login(person)
    others = opened(FOLLOWED, Authorization=f"Bearer {issue_api_token(other, name='Lezer')[1]}")
    response, changes = opened(FOLLOWED), opened("subscription { changed { cursor } }")
    assert next_event(response) == next_event(others) == notices(0)
    assert quiet(response)
    told(person)
    commit()
    assert next_event(response) == notices(1, SUBJECT)
    read_notices(by=person)
    commit()
    assert next_event(response) == notices(0, SUBJECT)
    assert quiet(response)
    assert quiet(others)
    assert quiet(changes)


def test_who_comes_back_is_told_of_notices_since(client: Client, opened: Open) -> None:
    person = create_user()
    client.force_login(person)
    first = opened(FOLLOWED)
    lines = (line for text in first.streaming_content for line in text.decode().splitlines())
    cursor = next(line.removeprefix("id: ") for line in lines if line.startswith("id: "))
    assert quiet(opened(FOLLOWED, **{"Last-Event-ID": cursor}))
    told(person)
    commit()
    assert next_event(opened(FOLLOWED, **{"Last-Event-ID": cursor})) == notices(1, SUBJECT)


def test_a_visitor_has_no_notices_to_follow(opened: Open) -> None:
    response = opened(FOLLOWED)
    assert (response.status_code, len(SEATS)) == (401, 0)
    assert json.loads(response.content)["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"


def test_the_log_forgets_with_the_notices_when_somebody_was_told() -> None:
    person, other = create_user(), create_user()
    told(person)
    told(other)
    erase_person(person, by=None)
    assert [each.object_id for each in Change.objects.filter(kind=ChangeKind.NOTICES)] == [other.pk]
