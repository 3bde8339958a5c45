"""Completions while typing."""

import graphene
from graphene import ResolveInfo

from cms.api.search.kinds import SearchKind
from cms.api.search.subjects import locks_in, may_see_in
from cms.graphql_kit.connections import page_size
from cms.graphql_kit.context import Context
from cms.graphql_kit.lists import list_of
from search.query import Completion, suggest


class Suggestion(graphene.ObjectType):
    """A title that begins as the reader types."""

    text = graphene.String(required=True, description="The title.")
    kind = SearchKind(required=True, description="What kind of thing it is.")
    url = graphene.String(required=True, description="Where it is.")


class SuggestionQuery:
    """What can be asked while somebody types."""

    suggest = graphene.Field(
        list_of(Suggestion),
        description="Completions while typing.",
        prefix=graphene.String(required=True, description="What was typed so far."),
        language=graphene.String(description="Prefer this language; by default that of the request."),
        first=graphene.Int(default_value=8, description="How many; at most 100."),
    )

    @staticmethod
    def resolve_suggest(
        _root: None, info: ResolveInfo, prefix: str, first: int, language: str | None = None
    ) -> list[Completion]:
        context: Context = info.context
        wanted = language or context.language
        return suggest(
            prefix, locks=locks_in(context), language=wanted, first=page_size(first), may_see=may_see_in(context)
        )
