"""The folders of the city, and what lies on the tables of its meetings."""

import pytest
from django.utils import timezone

from cms.access.policy import visible_to
from cms.access.readers import reader_for
from cms.archive.models import LibraryDocument
from cms.demo import content
from cms.demo.folders import documents
from cms.folders.models import Folder, Meeting
from cms.people.models import User
from tests.cms.demo.conftest import reader_with_role

pytestmark = [pytest.mark.usefixtures("city"), pytest.mark.django_db]


def seen_by(key: str) -> list[str]:
    person = User.objects.get(email=content.people()[key].email)
    return sorted(folder.name for folder in visible_to(reader_for(person), Folder.objects.all()))


def test_folders_open_for_their_groups_and_for_whom_they_are_shared_with() -> None:
    assert seen_by("kevin") == ["Verbouwing publieksbalie"]
    assert seen_by("truus") == ["Vergaderstukken"]
    assert seen_by("sanne") == ["Mijn stukken", "Verbouwing publieksbalie"]
    in_folders = LibraryDocument.objects.exclude(collection__folder=None)
    assert {document.filename for document in in_folders} == {f"{key}.pdf" for key in documents()}
    assert not visible_to(reader_with_role("employee"), in_folders).exists()


def test_coming_meetings_have_an_agenda_minutes_and_annexes() -> None:
    meetings = Meeting.objects.filter(held_at__gt=timezone.now())
    assert [[paper.part for paper in meeting.papers.all()] for meeting in meetings.order_by("held_at")] == [
        ["agenda", "minutes", "annex", "annex"], ["agenda", "minutes", "annex"],
    ]  # fmt: skip
