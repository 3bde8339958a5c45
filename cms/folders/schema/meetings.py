"""Meetings and their papers as the API shows them to those for whom the folder opens."""

from collections.abc import Collection, Iterable
from datetime import datetime

import graphene
from django.db.models import QuerySet
from django.urls import reverse
from graphene import ResolveInfo

from cms.access.policy import visible_to
from cms.archive.models import LibraryDocument
from cms.archive.schema import Document, document_by_id
from cms.folders import models
from cms.folders.schema.folders import Folder, folder_by_id
from cms.graphql_kit.connections import Connection, Slice, paging_arguments, slice_of
from cms.graphql_kit.context import Context
from cms.graphql_kit.deferred import Deferred
from cms.graphql_kit.errors import InvalidInput
from cms.graphql_kit.ids import pk_of, to_global_id
from cms.graphql_kit.lists import list_of
from cms.graphql_kit.loaders import by_id, grouped_by
from cms.graphql_kit.nodes import Node
from cms.graphql_kit.scalars import DateTime

COMING, PAST = ("held_at", "pk"), ("-held_at", "-pk")
PARTS = {
    "AGENDA": "What will be spoken of.",
    "MINUTES": "What was said and decided, then or the time before.",
    "ANNEX": "What belongs to it.",
}


class PaperPart(graphene.Enum):
    """What a document is in a meeting."""

    AGENDA = "agenda"
    MINUTES = "minutes"
    ANNEX = "annex"

    @property
    def description(self) -> str:
        return PARTS[self.name]


@by_id
def meeting_by_id(context: Context, ids: Collection[int]) -> Iterable[models.Meeting]:
    context.is_personal = True
    return visible_to(context.reader, models.Meeting.objects.filter(pk__in=ids))


@grouped_by("meeting_id")
def papers_of_meeting(context: Context, ids: Collection[int]) -> Iterable[models.MeetingPaper]:
    documents = visible_to(context.reader, LibraryDocument.objects.all())
    return models.MeetingPaper.objects.filter(meeting__in=ids, document__in=documents.values("pk"))


class MeetingPaper(graphene.ObjectType):
    """A document on the table."""

    part = graphene.Field(PaperPart, required=True, description="What it is there.")
    document = graphene.Field(Document, description="The document; null once it is closed to the reader.")

    @staticmethod
    def resolve_document(paper: models.MeetingPaper, info: ResolveInfo) -> Deferred:
        return document_by_id.load(info.context, paper.document_id)


class Meeting(graphene.ObjectType):
    """A meeting of a work group."""

    class Meta:
        interfaces = (Node,)
        possible_types = (models.Meeting,)

    title = graphene.String(required=True, description="What it is called.")
    held_at = DateTime(required=True, description="When it begins.")
    place = graphene.String(required=True, description="Where it is; may be empty.")
    folder = graphene.Field(Folder, required=True, description="Where its papers lie; whoever may see that sees it.")
    papers = graphene.Field(list_of(MeetingPaper), description="Its papers, in the order in which they are taken up.")
    pdf_url = graphene.String(required=True, description="All its papers as one PDF; asks the policy each time.")

    @staticmethod
    def resolve_id(meeting: models.Meeting, _info: ResolveInfo) -> str:
        return to_global_id("Meeting", meeting.pk)

    @staticmethod
    def resolve_folder(meeting: models.Meeting, info: ResolveInfo) -> Deferred:
        return folder_by_id.load(info.context, meeting.folder_id)

    @staticmethod
    def resolve_papers(meeting: models.Meeting, info: ResolveInfo) -> Deferred:
        return papers_of_meeting.load(info.context, meeting.pk)

    @staticmethod
    def resolve_pdf_url(meeting: models.Meeting, _info: ResolveInfo) -> str:
        return reverse("meeting_papers", args=[meeting.pk])


class MeetingEdge(graphene.ObjectType):
    """A meeting and its place in a list."""

    cursor = graphene.String(required=True, description="Give it as `after` to begin behind this meeting.")
    node = graphene.Field(Meeting, required=True, description="The meeting.")


class MeetingConnection(Connection, graphene.ObjectType):
    """A page of a list of meetings."""

    edges = graphene.Field(list_of(MeetingEdge), description="The meetings with their cursors.")
    nodes = graphene.Field(list_of(Meeting), description="The meetings.")


class MeetingFilter(graphene.InputObjectType):
    """Which meetings are asked for; all that is given must hold."""

    folder = graphene.ID(description="Their papers lie in this folder.")
    work_group = graphene.ID(description="They are held by this group.")
    held_from = DateTime(description="They begin then or later; the list begins with the first then.")
    held_before = DateTime(description="They begin before then.")


class MeetingQuery:
    """What can be asked about meetings."""

    meeting = graphene.Field(
        Meeting,
        description="A meeting; null when there is none or the reader may not see it.",
        id=graphene.ID(required=True, description="The id of a Meeting."),
    )
    meetings = graphene.Field(
        MeetingConnection,
        required=True,
        description="The meetings that the reader may see, the latest first.",
        filter=MeetingFilter(description="Which meetings."),
        **paging_arguments(),
    )

    @staticmethod
    def resolve_meeting(_root: None, info: ResolveInfo, id: str) -> Deferred:
        return meeting_by_id.load(info.context, pk_of(id, "Meeting"))

    @staticmethod
    def resolve_meetings(
        _root: None, info: ResolveInfo, first: int, after: str | None = None, filter: dict | None = None
    ) -> Slice[models.Meeting]:
        info.context.is_personal = True
        asked = filter or {}
        rows = _filtered(visible_to(info.context.reader, models.Meeting.objects.all()), asked)
        order = COMING if asked.get("held_from") else PAST
        return slice_of(rows, order=order, first=first, after=after)


def _filtered(rows: QuerySet[models.Meeting], asked: dict) -> QuerySet[models.Meeting]:
    if asked.get("folder") is not None:
        rows = rows.filter(folder=pk_of(asked["folder"], "Folder"))
    if asked.get("work_group") is not None:
        rows = rows.filter(folder__work_group=pk_of(asked["work_group"], "WorkGroup"))
    if asked.get("held_from"):
        rows = rows.filter(held_at__gte=whole(asked["held_from"]))
    return rows.filter(held_at__lt=whole(asked["held_before"])) if asked.get("held_before") else rows


def whole(moment: datetime) -> datetime:
    """A moment that says in which zone it is, in a year that every database has. Raises InvalidInput."""
    if moment.tzinfo is None or not 1900 <= moment.year <= 9000:
        raise InvalidInput("Say a moment with its zone, such as 2026-12-01T09:00:00+01:00.")
    return moment
