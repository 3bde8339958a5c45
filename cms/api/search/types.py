"""What is told of a search: hits, counts and the engine that answered."""

import graphene
from graphene import ResolveInfo

from cms.api.search.kinds import KINDS, SearchKind
from cms.api.search.subjects import SUBJECTS
from cms.graphql_kit.connections import PageInfo
from cms.graphql_kit.deferred import Deferred
from cms.graphql_kit.lists import list_of
from cms.graphql_kit.nodes import Node
from cms.graphql_kit.scalars import HTML
from search.hits import Hit


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
    UNIT = "UNIT"
    FILE_KIND = "FILE_KIND"
    DATE = "DATE"

    @property
    def description(self) -> str:
        taking = {"FILE_KIND": "fileKind", "DATE": "publishedFrom"}.get(self.value, self.value.lower())
        return f"`SearchFilter.{taking}` takes its values."


class SearchSort(graphene.Enum):
    """What comes first."""

    RELEVANCE = "RELEVANCE"
    DATE = "DATE"

    @property
    def description(self) -> str:
        return "What answers best." if self.value == "RELEVANCE" else "What was published last."


class Bucket(graphene.ObjectType):
    """Hits that have one value in common."""

    value = graphene.String(required=True, description="What the filter takes.")
    label = graphene.String(required=True, description="What to show.")
    count = graphene.Int(required=True, description="How many hits the reader would see.")


class Facet(graphene.ObjectType):
    """Hits counted by one field."""

    field = FacetField(required=True, description="The field.")
    buckets = graphene.Field(
        list_of(Bucket), description="Its values, the most frequent first; the last week, month and year of DATE."
    )


class SearchHit(graphene.ObjectType):
    """One thing that was found."""

    kind = SearchKind(required=True, description="What kind of thing it is.")
    kind_label = graphene.String(required=True, description="What readers call one of that kind.")
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
    def resolve_kind_label(hit: Hit, _info: ResolveInfo) -> str:
        return str(KINDS[hit.kind].one)

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
    correction = graphene.String(
        description="What the reader probably meant, when little or nothing was found. Told on the first page alone."
    )
    engine = SearchEngine(required=True, description="What answered.")
    token = graphene.String(description="Names this search to `clickedResult`; null where nothing is counted of it.")
