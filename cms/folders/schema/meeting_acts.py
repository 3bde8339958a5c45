"""What people do with meetings through the API."""

from datetime import datetime
from typing import Any

import graphene
from graphene import ResolveInfo

from cms.access.policy import visible_to
from cms.archive.models import LibraryDocument
from cms.directory.schema.asking import person_asking
from cms.folders import actions, models
from cms.folders.schema.folder_acts import folder_of
from cms.folders.schema.meetings import Meeting, PaperPart, whole
from cms.folders.schema.refusing import telling_why
from cms.graphql_kit.context import Context
from cms.graphql_kit.errors import NotFound
from cms.graphql_kit.ids import pk_of
from cms.graphql_kit.payloads import Payload
from cms.graphql_kit.scalars import DateTime


class MeetingChange(graphene.ObjectType):
    """Something was done to a meeting."""

    class Meta:
        interfaces = (Payload,)

    meeting = graphene.Field(Meeting, description="The meeting as it is now; null once it is called off.")


class MeetingInput(graphene.InputObjectType):
    """A new meeting."""

    folder = graphene.ID(required=True, description="Where its papers lie: a folder of a work group.")
    title = graphene.String(required=True, description="What it is called; at most 200 characters.")
    held_at = DateTime(required=True, description="When it begins, with the zone.")
    place = graphene.String(default_value="", description="Where it is; at most 200 characters.")


class PaperInput(graphene.InputObjectType):
    """A document for the table."""

    document = graphene.ID(required=True, description="A document of the meeting's folder.")
    part = graphene.Field(PaperPart, required=True, description="What it is there.")


def _of_meeting(description: str, **others: Any) -> graphene.Field:
    meeting = graphene.ID(required=True, description="The meeting's id.")
    return graphene.Field(MeetingChange, description=description, meeting=meeting, **others)


class MeetingMutation:
    """What is done with meetings: by whoever may write in the folder that their papers lie in."""

    meeting_plan = graphene.Field(
        MeetingChange,
        description="Makes a meeting of a work group.",
        input=MeetingInput(required=True, description="The meeting."),
    )
    meeting_change = _of_meeting(
        "Changes a meeting; what is not given stays.",
        title=graphene.String(description="What it is called."),
        held_at=DateTime(description="When it begins, with the zone."),
        place=graphene.String(description="Where it is."),
    )
    meeting_papers_arrange = _of_meeting(
        "Lets exactly these papers lie on the table, in this order.",
        papers=graphene.List(graphene.NonNull(PaperInput), required=True, description="The papers; at most 200."),
    )
    meeting_call_off = _of_meeting("Deletes a meeting; its papers stay in the folder.")

    @staticmethod
    def resolve_meeting_plan(_root: None, info: ResolveInfo, input: Any) -> dict[str, Any]:
        person, folder = person_asking(info.context), folder_of(info.context, input["folder"])
        held_at = whole(input["held_at"])
        with telling_why():
            meeting = actions.plan_meeting(
                folder, title=input["title"], held_at=held_at, place=input["place"], by=person
            )
        return {"meeting": meeting}

    @staticmethod
    def resolve_meeting_change(
        _root: None, info: ResolveInfo, meeting: str, held_at: datetime | None = None, **texts: str | None
    ) -> dict[str, Any]:
        person, found = person_asking(info.context), _meeting(info.context, meeting)
        fields: dict[str, object] = {name: text.strip() for name, text in texts.items() if text is not None}
        fields |= {"held_at": whole(held_at)} if held_at else {}
        with telling_why():
            actions.change_meeting(found, by=person, **fields)
        return {"meeting": found}

    @staticmethod
    def resolve_meeting_papers_arrange(
        _root: None, info: ResolveInfo, meeting: str, papers: list[Any]
    ) -> dict[str, Any]:
        person, found = person_asking(info.context), _meeting(info.context, meeting)
        ids = [pk_of(paper["document"], "Document") for paper in papers]
        seen = visible_to(info.context.reader, LibraryDocument.objects.filter(pk__in=ids[:1000])).in_bulk()
        if not set(ids) <= seen.keys():
            raise NotFound("One of these documents is not there.")
        parts = [getattr(paper["part"], "value", paper["part"]) for paper in papers]
        with telling_why():
            actions.arrange_papers(found, [(seen[pk], part) for pk, part in zip(ids, parts, strict=True)], by=person)
        return {"meeting": found}

    @staticmethod
    def resolve_meeting_call_off(_root: None, info: ResolveInfo, meeting: str) -> dict[str, Any]:
        person, found = person_asking(info.context), _meeting(info.context, meeting)
        with telling_why():
            actions.call_off_meeting(found, by=person)
        return {"meeting": None}


def _meeting(context: Context, meeting_id: str) -> models.Meeting:
    meetings = visible_to(context.reader, models.Meeting.objects.select_related("folder__work_group"))
    meeting = meetings.filter(pk=pk_of(meeting_id, "Meeting")).first()
    if meeting is None:
        raise NotFound("There is no such meeting.")
    return meeting
