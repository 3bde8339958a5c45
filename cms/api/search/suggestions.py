"""Completions while typing."""

import graphene
from graphene import ResolveInfo

from cms.api.search.frequent import frequent_for
from cms.api.search.kinds import KINDS, SUBJECT_TYPES, SearchKind
from cms.api.search.subjects import locks_in, may_see_in
from cms.graphql_kit.connections import page_size
from cms.graphql_kit.context import Context
from cms.graphql_kit.ids import from_global_id
from cms.graphql_kit.lists import list_of
from search.suggestions import Completion, similar, suggest


class Suggestion(graphene.ObjectType):
    """A thing to go to at once."""

    text = graphene.String(required=True, description="The title.")
    kind = SearchKind(required=True, description="What kind of thing it is.")
    kind_label = graphene.String(required=True, description="What readers call one of that kind.")
    url = graphene.String(required=True, description="Where it is.")
    language = graphene.String(required=True, description="The language it is written in; empty where it has none.")

    @staticmethod
    def resolve_kind_label(completion: Completion, _info: ResolveInfo) -> str:
        return str(KINDS[completion.kind].one)


class SuggestionQuery:
    """What can be asked while somebody types."""

    suggest = graphene.Field(
        list_of(Suggestion),
        description="Titles that have the words which are being typed, at the beginning of theirs; where there are "
        "none, with one mistake in the last of them.",
        prefix=graphene.String(required=True, description="What was typed so far."),
        language=graphene.String(description="Prefer this language; by default that of the request."),
        first=graphene.Int(default_value=8, description="How many; at most 100."),
    )
    frequent_queries = graphene.Field(
        list_of(graphene.String),
        description="What many people search for that begins as the reader types, and by which this reader finds "
        "something. What few people asked is never told.",
        prefix=graphene.String(required=True, description="What was typed so far."),
        language=graphene.String(description="Asked in this language; by default that of the request."),
        first=graphene.Int(default_value=3, description="How many; at most 100."),
    )
    similar = graphene.Field(
        list_of(Suggestion),
        description="More like this: what says much of the same, as far as the reader may see it; nothing where they "
        "may not see the thing itself.",
        id=graphene.ID(required=True, description="The id of a page, document, person or work group."),
        language=graphene.String(description="Read it in this language; by default that of the request."),
        first=graphene.Int(default_value=5, description="How many; at most 100."),
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

    @staticmethod
    def resolve_frequent_queries(
        _root: None, info: ResolveInfo, prefix: str, first: int, language: str | None = None
    ) -> list[str]:
        context: Context = info.context
        return frequent_for(context, prefix, language=language or context.language, first=page_size(first))

    @staticmethod
    def resolve_similar(
        _root: None, info: ResolveInfo, id: str, first: int, language: str | None = None
    ) -> list[Completion]:
        context: Context = info.context
        kind, pk = from_global_id(id)
        subject_type = SUBJECT_TYPES.get(kind)
        if subject_type is None:
            return []
        return similar(
            (subject_type, pk),
            locks=locks_in(context),
            language=language or context.language,
            first=page_size(first),
            may_see=may_see_in(context),
        )
