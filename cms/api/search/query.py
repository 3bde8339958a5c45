"""The question: words and filters in, a page of a ranked list out."""

from typing import Any

import graphene
from graphene import ResolveInfo

from cms.api.search.facets import shown_facet
from cms.api.search.kinds import SearchKind
from cms.api.search.noting import note_search
from cms.api.search.subjects import locks_in, may_see_in
from cms.api.search.types import SearchConnection, SearchSort
from cms.archive.schema import FileKind
from cms.graphql_kit.connections import page_size
from cms.graphql_kit.context import Context
from cms.graphql_kit.errors import InvalidInput
from cms.graphql_kit.ids import pk_of
from cms.graphql_kit.scalars import Date
from cms.graphql_kit.selections import is_selected
from cms.insights.popularity import popularity_of
from search.engines.base import Sort
from search.query import InvalidCursorError, Request, Results, search


class Narrowing:
    """What a search can be narrowed by, whether it is asked or was saved."""

    kind = graphene.List(graphene.NonNull(SearchKind), description="Kinds, one of which it is.")
    language = graphene.String(description="The language it is written in, as a code such as `nl`.")
    theme = graphene.List(graphene.NonNull(graphene.ID), description="Themes, one of which it lies in.")
    tag = graphene.List(graphene.NonNull(graphene.String), description="Slugs of tags, one of which is on it.")
    unit = graphene.List(graphene.NonNull(graphene.ID), description="Units, one of which it is about or belongs to.")
    file_kind = graphene.List(graphene.NonNull(FileKind), description="Sorts of files, one of which it is.")
    published_from = Date(description="It was published on this day or later.")
    published_to = Date(description="It was published on this day or earlier.")


class SearchFilter(Narrowing, graphene.InputObjectType):
    """Which things are looked for; all that is given must hold."""


class SearchQuery:
    """What can be asked of the search index."""

    search = graphene.Field(
        SearchConnection,
        required=True,
        description="Pages, documents and people in one ranked list, those the reader may see.",
        query=graphene.String(required=True, description='Words; "a phrase" in quotes; -without a word.'),
        filter=SearchFilter(description="Which things."),
        first=graphene.Int(default_value=20, description="How many; at most 100."),
        after=graphene.String(description="The cursor behind which to begin, of the same search in the same order."),
        sort=SearchSort(default_value=SearchSort.RELEVANCE, description="What comes first."),
    )

    @staticmethod
    def resolve_search(
        _root: None,
        info: ResolveInfo,
        query: str,
        first: int,
        after: str | None = None,
        filter: Any = None,
        sort: Any = None,
    ) -> dict[str, Any]:
        context: Context = info.context
        asked = filter or {}
        request = Request(
            query=query,
            locks=locks_in(context),
            language=asked.get("language") or context.language,
            kinds=tuple(kind.value for kind in asked.get("kind") or ()),
            theme_ids=tuple(pk_of(theme, "Page") for theme in asked.get("theme") or ()),
            tags=tuple(asked.get("tag") or ()),
            languages=(asked["language"],) if asked.get("language") else (),
            unit_ids=tuple(pk_of(unit, "Unit") for unit in asked.get("unit") or ()),
            file_kinds=tuple(kind.value for kind in asked.get("file_kind") or ()),
            published_from=asked.get("published_from"),
            published_to=asked.get("published_to"),
            first=page_size(first),
            after=after,
            sort=Sort(sort.value) if sort else Sort.RELEVANCE,
            wants_facets=is_selected(info, "facets"),
        )
        try:
            results = search(request, may_see_in(context), popularity=popularity_of)
        except InvalidCursorError:
            raise InvalidInput("`after` is not a cursor of this list.") from None
        return _connection(results, after) | {"token": note_search(context, request, asked, results)}


def _connection(results: Results, after: str | None) -> dict[str, Any]:
    hits = results.hits
    return {
        "edges": [{"cursor": hit.cursor, "node": hit} for hit in hits],
        "nodes": hits,
        "page_info": {
            "has_next_page": results.has_next,
            "has_previous_page": after is not None,
            "start_cursor": hits[0].cursor if hits else None,
            "end_cursor": hits[-1].cursor if hits else None,
        },
        "total_count": results.total,
        "facets": [shown_facet(field, buckets) for field, buckets in results.facets.items()],
        "correction": results.correction,
        "engine": results.engine.value,
    }
