"""The doors of folders, meetings and groups: what is somebody else's is there for nobody else."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cms.api.execution import SHARED_ANSWERS
from cms.folders.actions import arrange_papers, create_folder, plan_meeting, put_document
from cms.folders.models import Folder, Meeting
from cms.people.models import User
from tests.doors.world import SECRET
from tests.factories.pages import create_home
from tests.factories.people import create_partner, create_user
from tests.factories.work_groups import create_group

pytestmark = pytest.mark.django_db

FOLDER_DOORS = {
    "folders()", "folder(number)", "folder_settings(number)", "folder_delete(number)",
    "folder_document(number, document)", "meeting(number)", "meeting_plan(number)", "meeting_arrange(number)",
    "meeting_change(number)", "meeting_papers(number)", "groups()", "group(slug)", "group_settings(slug)",
}  # fmt: skip
LISTS = {"folders()", "groups()"}


@pytest.fixture
def owner() -> User:
    """Whose all of it is."""
    create_home()
    return create_user("Eva Eigenaar")


@pytest.fixture
def addresses(owner: User) -> dict[str, str]:
    """The address of each door, for a folder, a meeting and a group that are the owner's alone."""
    group = create_group(SECRET, owner=owner)
    folder = create_folder(name=SECRET, by=owner, work_group=group)
    document = put_document(folder, file=ContentFile(SECRET.encode(), name="stuk.txt"), by=owner, title=SECRET)
    meeting = plan_meeting(folder, title=SECRET, held_at=timezone.now() + timedelta(days=1), by=owner)
    arrange_papers(meeting, [(document, "agenda")], by=owner)
    arguments: dict[str, list[Any]] = {
        "": [], "number": [folder.pk], "number, document": [folder.pk, document.pk], "slug": [group.slug],
    }  # fmt: skip
    of_meetings = {"meeting(number)", "meeting_arrange(number)", "meeting_change(number)", "meeting_papers(number)"}
    found = {}
    for door in FOLDER_DOORS:
        name, _, rest = door.partition("(")
        given = [meeting.pk] if door in of_meetings else arguments[rest.rstrip(")")]
        found[door] = reverse(name, args=given)
    return found


def client_of(person: User | None) -> Client:
    client = Client()
    if person:
        client.force_login(person)
    return client


def told(client: Client, address: str) -> tuple[int, str]:
    SHARED_ANSWERS.clear()
    answer = client.get(address)
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return answer.status_code, body.decode(errors="replace")


def test_the_owner_finds_all_of_it(owner: User, addresses: dict[str, str]) -> None:
    answers = {door: told(client_of(owner), address) for door, address in addresses.items()}
    assert {door: status for door, (status, _body) in answers.items() if status != 200} == {}
    bodies = {door: body for door, (_status, body) in answers.items() if door != "meeting_papers(number)"}
    assert [door for door, body in bodies.items() if SECRET not in body] == []


@pytest.mark.parametrize("make", [lambda: None, create_user, create_partner], ids=["visitor", "employee", "partner"])
def test_nobody_else_does(addresses: dict[str, str], make: Any) -> None:
    client = client_of(make())
    answers = {door: told(client, address) for door, address in addresses.items()}
    assert [door for door, (_status, body) in answers.items() if SECRET in body] == []
    assert {door for door, (status, _body) in answers.items() if status == 200} <= LISTS


def test_what_nobody_else_sees_nobody_else_changes(addresses: dict[str, str]) -> None:
    client = client_of(create_user())
    for door in FOLDER_DOORS - {"meeting_papers(number)"}:
        client.post(addresses[door], {"name": "Anders", "title": "Anders", "do": "delete", "confirm": "on"})
    assert [folder.name for folder in Folder.objects.filter(collection__name=SECRET)] == [SECRET]
    assert [meeting.title for meeting in Meeting.objects.all()] == [SECRET]
