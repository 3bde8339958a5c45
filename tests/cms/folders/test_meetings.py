from datetime import UTC, datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile
from wagtail.models import Collection

from cms.folders.actions import (
    arrange_papers,
    call_off_meeting,
    change_meeting,
    create_folder,
    plan_meeting,
    put_document,
)
from cms.folders.models import Meeting, MeetingPaper
from tests.factories.archive import create_document
from tests.factories.people import create_user

HELD_AT = datetime(2026, 12, 1, 9, tzinfo=UTC)


def paper(folder, by, name: str):
    return put_document(folder, file=ContentFile(name.encode(), name=f"{name}.txt"), by=by)


def test_papers_lie_in_the_order_that_they_were_given(group_folder, member, meeting):
    agenda, annex, minutes = (paper(group_folder, member, name) for name in ("agenda", "bijlage", "verslag"))
    arrange_papers(meeting, [(agenda, "agenda"), (minutes, "minutes"), (annex, "annex")], by=member)
    assert [(each.document, each.part) for each in meeting.papers.all()] == [
        (agenda, "agenda"), (minutes, "minutes"), (annex, "annex"),
    ]  # fmt: skip
    arrange_papers(meeting, [(annex, "annex")], by=member)
    assert [each.document for each in meeting.papers.all()] == [annex]


@pytest.mark.parametrize("part", ["elsewhere", "twice", "part"])
def test_papers_that_cannot_lie_there_are_refused(group_folder, member, meeting, part):
    own = paper(group_folder, member, "agenda")
    arrange_papers(meeting, [(own, "agenda")], by=member)
    wrong = {"elsewhere": [(create_document(), "annex")], "twice": [(own, "annex")] * 2, "part": [(own, "slides")]}
    with pytest.raises(ValidationError):
        arrange_papers(meeting, wrong[part], by=member)
    assert [(each.document, each.part) for each in meeting.papers.all()] == [(own, "agenda")]


def test_who_is_not_in_the_group_changes_no_meeting(group_folder, meeting):
    outsider = create_user("Iemand Anders")
    for act in (
        lambda: plan_meeting(group_folder, title="Van mij", held_at=HELD_AT, by=outsider),
        lambda: change_meeting(meeting, title="Anders", by=outsider),
        lambda: arrange_papers(meeting, [], by=outsider),
        lambda: call_off_meeting(meeting, by=outsider),
    ):
        with pytest.raises(PermissionDenied):
            act()
    assert [each.title for each in Meeting.objects.all()] == ["Vergadering december"]


def test_a_meeting_is_changed_and_called_off(group_folder, member, meeting):
    document = paper(group_folder, member, "agenda")
    arrange_papers(meeting, [(document, "agenda")], by=member)
    change_meeting(meeting, title="Vergadering januari", place="Raadzaal", by=member)
    assert Meeting.objects.values_list("title", "place").get() == ("Vergadering januari", "Raadzaal")
    call_off_meeting(meeting, by=member)
    assert not Meeting.objects.exists()
    document.refresh_from_db()


def test_meetings_are_of_groups_alone(member):
    own = create_folder(name="Mijn stukken", by=member)
    with pytest.raises(ValidationError):
        plan_meeting(own, title="Alleen", held_at=HELD_AT, by=member)
    assert not Meeting.objects.exists()


@pytest.mark.parametrize("is_in_bulk", [False, True])
def test_a_document_that_leaves_the_folder_leaves_the_table(group_folder, member, meeting, is_in_bulk):
    document = paper(group_folder, member, "agenda")
    arrange_papers(meeting, [(document, "agenda")], by=member)
    root = Collection.get_first_root_node()
    if is_in_bulk:
        type(document).objects.filter(pk=document.pk).update(collection=root)
    else:
        document.collection = root
        document.save()
    assert not MeetingPaper.objects.exists()
