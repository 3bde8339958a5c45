"""What is done with the meetings of work groups, by whoever may write in the folder that their papers lie in."""

from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from cms.activity.actions import record_act
from cms.archive.models import LibraryDocument
from cms.folders.acts import MEETING_CHANGED
from cms.folders.keeping import may_write_in
from cms.folders.models import Folder, Meeting, MeetingPaper
from cms.people.models import User

MOST_PAPERS = 200


@transaction.atomic
def plan_meeting(folder: Folder, *, title: str, held_at: datetime, by: User, place: str = "") -> Meeting:
    """Make a meeting whose papers lie in a folder of a work group. Raises PermissionDenied or ValidationError."""
    if folder.work_group is None:
        raise ValidationError(_("Meetings are held by work groups."), code="no_group")
    _ask(by, folder)
    meeting = Meeting(folder=folder, title=title.strip(), held_at=held_at, place=place.strip(), created_by=by)
    meeting.full_clean()
    meeting.save()
    _tell("planned", meeting, by)
    return meeting


@transaction.atomic
def change_meeting(meeting: Meeting, *, by: User, **fields: object) -> None:
    """Change a meeting's `title`, `held_at` or `place`. Raises PermissionDenied or ValidationError."""
    _ask(by, meeting.folder)
    for name, value in fields.items():
        if name not in ("title", "held_at", "place"):
            raise TypeError(f"A meeting has no {name} to change.")
        setattr(meeting, name, value)
    meeting.full_clean()
    meeting.save(update_fields=list(fields))
    _tell("changed", meeting, by)


@transaction.atomic
def call_off_meeting(meeting: Meeting, *, by: User) -> None:
    """Delete a meeting; its papers stay in the folder. Raises PermissionDenied."""
    _ask(by, meeting.folder)
    _tell("called_off", meeting, by)
    meeting.delete()


@transaction.atomic
def arrange_papers(meeting: Meeting, papers: Sequence[tuple[LibraryDocument, str]], *, by: User) -> None:
    """Let exactly these documents, each with what it is (a PaperPart), lie on the table in this order.

    Raises PermissionDenied, or ValidationError for a document that is not in the meeting's folder.
    """
    _ask(by, meeting.folder)
    documents = [document for document, _part in papers]
    if len(papers) > MOST_PAPERS or len({document.pk for document in documents}) < len(documents):
        raise ValidationError(_("At most 200 papers, each of them once."), code="papers")
    if any(document.collection_id != meeting.folder.collection_id for document in documents):
        raise ValidationError(_("A paper of a meeting lies in the folder of the meeting."), code="elsewhere")
    meeting.papers.all().delete()
    rows = [
        MeetingPaper(meeting=meeting, document=document, part=part, position=position)
        for position, (document, part) in enumerate(papers)
    ]
    for row in rows:
        row.clean_fields()
    MeetingPaper.objects.bulk_create(rows)
    _tell("papers", meeting, by)


def _ask(person: User, folder: Folder) -> None:
    if not may_write_in(person, folder):
        raise PermissionDenied


def _tell(what: str, meeting: Meeting, by: User) -> None:
    record_act(MEETING_CHANGED, by=by, thing=meeting, details={"what": what})
