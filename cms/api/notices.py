"""What a person was told: theirs alone, so never in an answer that others get."""

from typing import Any

import graphene
from graphene import ResolveInfo

from cms.directory.schema.asking import person_asking
from cms.graphql_kit.ids import to_global_id
from cms.graphql_kit.lists import list_of
from cms.graphql_kit.payloads import Payload
from cms.graphql_kit.scalars import DateTime
from cms.notices import models
from cms.notices.actions import read_notices
from cms.people.models import User

MOST = 20


class Notice(graphene.ObjectType):
    """One thing that the person was told. Its words went by mail: they may name what has been closed since."""

    id = graphene.ID(required=True, description="Stable, and of no use to anybody else.")
    topic = graphene.String(required=True, description="What it is about, as a word for programs, such as `review`.")
    subject = graphene.String(required=True, description="In one line, in the language that the person reads in.")
    made_at = DateTime(required=True, description="When they were told.")
    is_read = graphene.Boolean(required=True, description="Whether they have seen it in a front-end.")

    @staticmethod
    def resolve_id(notice: models.Notice, _info: ResolveInfo) -> str:
        return to_global_id("Notice", notice.pk)

    @staticmethod
    def resolve_is_read(notice: models.Notice, _info: ResolveInfo) -> bool:
        return notice.read_at is not None


class Notices(graphene.ObjectType):
    """What the person was told in the last 90 days."""

    unread = graphene.Int(required=True, description="How many they have not seen.")
    newest = graphene.Field(list_of(Notice), description="The newest first, at most 20.")

    @staticmethod
    def resolve_unread(user: User, _info: ResolveInfo) -> int:
        return models.Notice.objects.unread().filter(recipient=user).count()

    @staticmethod
    def resolve_newest(user: User, _info: ResolveInfo) -> Any:
        return models.Notice.objects.filter(recipient=user).order_by("-made_at", "-pk")[:MOST]


class NoticeFields:
    """What `viewer` tells of notices."""

    notices = graphene.Field(Notices, required=True, description="What they were told by mail.")

    @staticmethod
    def resolve_notices(user: User, _info: ResolveInfo) -> User:
        return user


class NoticesRead(graphene.ObjectType):
    """The person has seen what they were told."""

    class Meta:
        interfaces = (Payload,)

    notices = graphene.Field(Notices, description="All of it, as it is now.")

    resolve_notices = staticmethod(NoticeFields.resolve_notices)


class NoticeMutation:
    """What a person does with what they were told."""

    notices_read = graphene.Field(NoticesRead, description="Marks everything that the person was told as read.")

    @staticmethod
    def resolve_notices_read(_root: None, info: ResolveInfo) -> User:
        person = person_asking(info.context)
        read_notices(by=person)
        return person
