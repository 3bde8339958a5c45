"""A person's last searches: theirs alone, so never in an answer that others get."""

from typing import Any

import graphene
from graphene import ResolveInfo

from cms.directory.schema.asking import person_asking
from cms.graphql_kit.lists import list_of
from cms.graphql_kit.payloads import Payload
from cms.graphql_kit.scalars import DateTime
from cms.people.models import User
from cms.searches.actions.recent import choose_recent, clear_recent, is_recent_kept
from cms.searches.models import RecentSearch as Recent


class RecentSearch(graphene.ObjectType):
    """What the person searched."""

    query = graphene.String(required=True, description="What they typed.")
    asked_at = DateTime(required=True, description="When they did so last.")


class RecentFields:
    """What `viewer` tells of the last searches."""

    recent_searches = graphene.Field(
        list_of(RecentSearch), description="What they searched last, the latest first; at most 20."
    )
    keeps_recent_searches = graphene.Boolean(required=True, description="Whether they want them kept.")

    @staticmethod
    def resolve_recent_searches(user: User, _info: ResolveInfo) -> Any:
        return Recent.objects.filter(user=user)

    @staticmethod
    def resolve_keeps_recent_searches(user: User, _info: ResolveInfo) -> bool:
        return is_recent_kept(user)


class RecentSearches(graphene.ObjectType):
    """What is kept of the last searches now."""

    class Meta:
        interfaces = (Payload,)

    recent_searches = graphene.Field(list_of(RecentSearch), description="All that are left.")
    keeps_recent_searches = graphene.Boolean(required=True, description="Whether further ones are kept.")

    resolve_recent_searches = staticmethod(RecentFields.resolve_recent_searches)
    resolve_keeps_recent_searches = staticmethod(RecentFields.resolve_keeps_recent_searches)


class RecentMutation:
    """What a person does with their last searches."""

    recent_searches_clear = graphene.Field(RecentSearches, description="Forgets them.")
    recent_searches_keep = graphene.Field(
        RecentSearches,
        description="Says whether searches are kept; where they are not, those that were are forgotten.",
        wanted=graphene.Boolean(required=True, description="Whether the person wants that."),
    )

    @staticmethod
    def resolve_recent_searches_clear(_root: None, info: ResolveInfo) -> User:
        person = person_asking(info.context)
        clear_recent(by=person)
        return person

    @staticmethod
    def resolve_recent_searches_keep(_root: None, info: ResolveInfo, wanted: bool) -> User:
        person = person_asking(info.context)
        choose_recent(wanted, by=person)
        return person
