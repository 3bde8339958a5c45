"""The search doors of the API: one ranked list of pages, documents and people, each asked of the policy again."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from typing import Any

import graphene
from django.conf import settings
from graphene import ResolveInfo

from cms.archive.schema import document_by_id
from cms.directory.schema import group_by_id, person_by_id
from cms.graphql_kit.connections import PageInfo, page_size
from cms.graphql_kit.context import Context
from cms.graphql_kit.deferred import Deferred
from cms.graphql_kit.errors import InvalidInput
from cms.graphql_kit.ids import pk_of, to_global_id
from cms.graphql_kit.lists import list_of
from cms.graphql_kit.loaders import Relation
from cms.graphql_kit.nodes import Node
from cms.graphql_kit.scalars import HTML, Date
from cms.graphql_kit.selections import is_selected
from cms.reading.schema.pages import TYPE_DESCRIPTIONS
from cms.reading.schema.relations import page_by_id
from search.hits import Hit, MaySee, Subject
from search.query import Completion, InvalidCursorError, Request, Results, search, suggest

SUBJECTS: Mapping[str, Relation] = {
    "page": page_by_id,
    "document": document_by_id,
    "person": person_by_id,
    "group": group_by_id,
}
KIND_DESCRIPTIONS = {
    **TYPE_DESCRIPTIONS,
    "DOCUMENT": "A file of the library.",
    "PERSON": "A colleague.",
    "GROUP": "A work group.",
}


class SearchKind(graphene.Enum):
    """What kinds of things can be found."""

    THEME = "THEME"
    TOPIC = "TOPIC"
    NEWS = "NEWS"
    ARTICLE = "ARTICLE"
    UNIT = "UNIT"
    EVENT = "EVENT"
    FORM = "FORM"
    DOCUMENT = "DOCUMENT"
    PERSON = "PERSON"
    GROUP = "GROUP"

    @property
    def description(self) -> str:
        return KIND_DESCRIPTIONS[self.value]


class SearchEngine(graphene.Enum):
    """What answered."""

    ELASTICSEARCH = "ELASTICSEARCH"
    DATABASE = "DATABASE"

    @property
    def description(self) -> str:
        return "The full engine." if self.value == "ELASTICSEARCH" else "The database, alone or in its place."


class FacetField(graphene.Enum):
    """What hits can be counted by."""

    KIND = "KIND"
    THEME = "THEME"
    TAG = "TAG"
    LANGUAGE = "LANGUAGE"

    @property
    def description(self) -> str:
        return f"`SearchFilter.{self.value.lower()}` takes its values."


class Bucket(graphene.ObjectType):
    """Hits that have one value in common."""

    value = graphene.String(required=True, description="What the filter takes.")
    label = graphene.String(required=True, description="What to show.")
    count = graphene.Int(required=True, description="How many hits the reader would see.")


class Facet(graphene.ObjectType):
    """Hits counted by one field."""

    field = FacetField(required=True, description="The field.")
    buckets = graphene.Field(list_of(Bucket), description="Its values, the most frequent first.")


class SearchHit(graphene.ObjectType):
    """One thing that was found."""

    kind = SearchKind(required=True, description="What kind of thing it is.")
    title = graphene.String(required=True, description="What it is called.")
    title_highlighted = HTML(required=True, description="The title, escaped, with what matched in `<mark>`.")
    excerpt = HTML(required=True, description="Text around what matched, escaped, with what matched in `<mark>`.")
    page_number = graphene.Int(description="The page, slide or sheet of a document that the excerpt is from, from 1.")
    page_label = graphene.String(description="What that sheet, or that file within an e-mail, is called.")
    url = graphene.String(required=True, description="Where it is.")
    language = graphene.String(required=True, description="The language it is written in; empty where it has none.")
    promoted = graphene.Boolean(required=True, description="True when editors pinned it to this query.")
    subject = graphene.Field(Node, required=True, description="The thing itself.")

    @staticmethod
    def resolve_page_label(hit: Hit, _info: ResolveInfo) -> str | None:
        return hit.page_label or None

    @staticmethod
    def resolve_promoted(hit: Hit, _info: ResolveInfo) -> bool:
        return hit.is_promoted

    @staticmethod
    def resolve_subject(hit: Hit, info: ResolveInfo) -> Deferred:
        return SUBJECTS[hit.subject_type].load(info.context, hit.subject_id)


class SearchEdge(graphene.ObjectType):
    """A hit and its place in the list."""

    cursor = graphene.String(required=True, description="Give it as `after` to begin behind this hit.")
    node = graphene.Field(SearchHit, required=True, description="The hit.")


class SearchConnection(graphene.ObjectType):
    """A page of a list of hits, the best first."""

    edges = graphene.Field(list_of(SearchEdge), description="The hits with their cursors.")
    nodes = graphene.Field(list_of(SearchHit), description="The hits.")
    page_info = graphene.Field(PageInfo, required=True, description="Where this page stands in the whole list.")
    total_count = graphene.Int(required=True, description="How many there are that the reader may see.")
    facets = graphene.Field(list_of(Facet), description="All of them counted by what the filter can narrow.")
    correction = graphene.String(description="What the reader probably meant, when little or nothing was found.")
    engine = SearchEngine(required=True, description="What answered.")


class Suggestion(graphene.ObjectType):
    """A title that begins as the reader types."""

    text = graphene.String(required=True, description="The title.")
    kind = SearchKind(required=True, description="What kind of thing it is.")
    url = graphene.String(required=True, description="Where it is.")


class SearchFilter(graphene.InputObjectType):
    """Which things are looked for; all that is given must hold."""

    kind = graphene.List(graphene.NonNull(SearchKind), description="Kinds, one of which it is.")
    language = graphene.String(description="The language it is written in, as a code such as `nl`.")
    theme = graphene.List(graphene.NonNull(graphene.ID), description="Themes, one of which it lies in.")
    tag = graphene.List(graphene.NonNull(graphene.String), description="Slugs of tags, one of which is on it.")
    published_from = Date(description="It was published on this day or later.")
    published_to = Date(description="It was published on this day or earlier.")


class SearchQuery:
    """What can be asked of the search index."""

    search = graphene.Field(
        SearchConnection,
        required=True,
        description="Pages, documents and people in one ranked list, those the reader may see.",
        query=graphene.String(required=True, description='Words; "a phrase" in quotes; -without a word.'),
        filter=SearchFilter(description="Which things."),
        first=graphene.Int(default_value=20, description="How many; at most 100."),
        after=graphene.String(description="The cursor behind which to begin."),
    )
    suggest = graphene.Field(
        list_of(Suggestion),
        description="Completions while typing.",
        prefix=graphene.String(required=True, description="What was typed so far."),
        language=graphene.String(description="Prefer this language; by default that of the request."),
        first=graphene.Int(default_value=8, description="How many; at most 100."),
    )

    @staticmethod
    def resolve_search(
        _root: None, info: ResolveInfo, query: str, first: int, after: str | None = None, filter: Any = None
    ) -> dict[str, Any]:
        context: Context = info.context
        asked = filter or {}
        request = Request(
            query=query,
            locks=_locks(context),
            language=asked.get("language") or context.language,
            kinds=tuple(kind.value for kind in asked.get("kind") or ()),
            theme_ids=tuple(pk_of(theme, "Page") for theme in asked.get("theme") or ()),
            tags=tuple(asked.get("tag") or ()),
            languages=(asked["language"],) if asked.get("language") else (),
            published_from=asked.get("published_from"),
            published_to=asked.get("published_to"),
            first=page_size(first),
            after=after,
            wants_facets=is_selected(info, "facets"),
        )
        try:
            return _connection(search(request, may_see_in(context)), after)
        except InvalidCursorError:
            raise InvalidInput("`after` is not a cursor of this list.") from None

    @staticmethod
    def resolve_suggest(
        _root: None, info: ResolveInfo, prefix: str, first: int, language: str | None = None
    ) -> list[Completion]:
        context: Context = info.context
        wanted = language or context.language
        return suggest(
            prefix, locks=_locks(context), language=wanted, first=page_size(first), may_see=may_see_in(context)
        )


def may_see_in(context: Context) -> MaySee:
    """The question that search asks of every hit: whether this reader may see its subject now.

    Whoever is asked is fetched through the loaders, so a hit's `subject` costs nothing more.
    """

    def may_see(subjects: list[Subject]) -> set[Subject]:
        ids: dict[str, list[int]] = defaultdict(list)
        for kind, pk in subjects:
            ids[kind].append(pk)
        found = {kind: SUBJECTS[kind].load_many(context, pks) for kind, pks in ids.items() if kind in SUBJECTS}
        context.loaders.fetch_all()
        return {(kind, thing.pk) for kind, things in found.items() for thing in things.value}

    return may_see


def _locks(context: Context) -> frozenset[int] | None:
    return None if context.reader.passes_all else context.reader.locks


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
        "facets": [_facet(field.value, buckets) for field, buckets in results.facets.items()],
        "correction": results.correction,
        "engine": results.engine.value,
    }


def _facet(field: str, buckets: list[Any]) -> dict[str, Any]:
    shown: dict[str, Callable[[Any], dict[str, Any]]] = {"THEME": _theme_bucket, "LANGUAGE": _language_bucket}
    show = shown.get(field, lambda bucket: bucket)
    return {"field": field, "buckets": [show(bucket) for bucket in buckets]}


def _theme_bucket(bucket: Any) -> dict[str, Any]:
    return {"value": to_global_id("Page", int(bucket.value)), "label": bucket.label, "count": bucket.count}


def _language_bucket(bucket: Any) -> dict[str, Any]:
    label = str(dict(settings.LANGUAGES).get(bucket.value, bucket.value))
    return {"value": bucket.value, "label": label, "count": bucket.count}
