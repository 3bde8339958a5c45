"""`Subscription`: what can be followed as it happens. Each event is answered as a query would be, at its moment."""

from typing import Any

import graphene
from graphene import ResolveInfo

from cms.api.changes import Change, Changes, narrowing_arguments, told_of
from cms.api.notices import Notices
from cms.api.streams.happening import Happening
from cms.directory.schema.asking import person_asking
from cms.graphql_kit.deferred import Deferred
from cms.people.models import User


class Subscription(graphene.ObjectType):
    """Everything that can be followed, at `/graphql/stream/`."""

    changed = graphene.Field(
        Changes,
        required=True,
        description="What changes for the reader, as it happens: an event has what `changes` would tell.",
        since=graphene.String(description="A `cursor` to begin at; without one it begins now."),
        first=graphene.Int(default_value=100, description="How many changes an event tells at most, up to 100."),
        **narrowing_arguments(),
    )
    page_changed = graphene.Field(
        Change,
        required=True,
        description="That one page changes, by its id or its address. NOT_FOUND where the reader sees none there.",
        id=graphene.ID(description="The id of the page."),
        path=graphene.String(description="The address of the page on the site, with its language's prefix."),
    )
    notices_changed = graphene.Field(
        Notices,
        required=True,
        description="What the person was told, at once, and whenever they are told something or have read it.",
    )

    @staticmethod
    def resolve_changed(_root: None, info: ResolveInfo, **_arguments: Any) -> Any:
        return happening(info).reading

    @staticmethod
    def resolve_page_changed(_root: None, info: ResolveInfo, **_arguments: Any) -> Deferred:
        return told_of(happening(info).reading.news, info.context).then(lambda told: told[0])

    @staticmethod
    def resolve_notices_changed(_root: None, info: ResolveInfo) -> User:
        return person_asking(info.context)


def happening(info: ResolveInfo) -> Happening:
    """What the event that is answered now is about."""
    found: Happening = info.context.request.happening
    return found
