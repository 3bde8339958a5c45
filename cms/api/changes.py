"""`changes`: what changed for a reader since they last asked, for static builders and apps that were offline."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import graphene
from django.conf import settings
from graphene import ResolveInfo

from cms.archive.schema import document_by_id
from cms.changes.feed import News, Reading, read_on
from cms.changes.models import NAMED_IN_IDS, SITEWIDE
from cms.changes.models import ChangeKind as LoggedKind
from cms.changes.places import Place, place_in
from cms.graphql_kit.connections import page_size
from cms.graphql_kit.context import Context
from cms.graphql_kit.deferred import Deferred, all_of, ready
from cms.graphql_kit.errors import InvalidInput
from cms.graphql_kit.ids import to_global_id
from cms.graphql_kit.lists import list_of
from cms.graphql_kit.loaders import Relation
from cms.graphql_kit.nodes import Node
from cms.graphql_kit.scalars import DateTime
from cms.reading.schema.relations import page_by_id

# By the kinds of the log.
LOADERS: Mapping[str, Relation] = {"page": page_by_id, "document": document_by_id}

HAPPENINGS = {
    "PUBLISHED": "It can be seen now, and could not before.",
    "UPDATED": "It says something else, or is for others too.",
    "MOVED": "It has another address.",
    "GONE": "It is not there any more, or not for this reader.",
}
KINDS = {
    "PAGE": "Pages.",
    "DOCUMENT": "Documents.",
    "SITE": "What `site` tells. It has no `node`.",
    "NAVIGATION": "What `navigation` tells in one language, or the title of its home page. It has no `node`.",
}


class ChangeWhat(graphene.Enum):
    """What happened to something, as this reader sees it."""

    PUBLISHED = "PUBLISHED"
    UPDATED = "UPDATED"
    MOVED = "MOVED"
    GONE = "GONE"

    @property
    def description(self) -> str:
        return HAPPENINGS[self.value]


class ChangeKind(graphene.Enum):
    """What a change is of."""

    PAGE = "page"
    DOCUMENT = "document"
    SITE = "site"
    NAVIGATION = "navigation"

    @property
    def description(self) -> str:
        return KINDS[self.name]


@dataclass(frozen=True, slots=True)
class Told:
    """A piece of news with the thing it is of, None where the reader cannot see it."""

    news: News
    thing: Any

    @property
    def what(self) -> str:
        """What happened, of `HAPPENINGS`."""
        if self.news.kind in SITEWIDE:
            return "UPDATED"
        if self.thing is None:
            return "GONE"
        if not self.news.was_seen:
            return "PUBLISHED"
        return "MOVED" if self.news.is_moved else "UPDATED"


class Change(graphene.ObjectType):
    """Something changed. What changed twice since is told once, as it is now."""

    id = graphene.ID(required=True, description="The id of what changed, of `node` too.")
    kind = graphene.Field(ChangeKind, required=True, description="What it is.")
    what = graphene.Field(ChangeWhat, required=True, description="What happened to it.")
    language = graphene.String(
        required=True, description="The language it is written in, as a code such as `nl`; empty for the site."
    )
    at = DateTime(required=True, description="When it last changed.")
    node = graphene.Field(Node, description="What it is now; null when it is gone, and for the site and navigation.")

    @staticmethod
    def resolve_id(told: Told, _info: ResolveInfo) -> str:
        return to_global_id(NAMED_IN_IDS[LoggedKind(told.news.kind)], told.news.object_id)

    @staticmethod
    def resolve_kind(told: Told, _info: ResolveInfo) -> str:
        return told.news.kind

    @staticmethod
    def resolve_language(told: Told, _info: ResolveInfo) -> str:
        return told.news.language

    @staticmethod
    def resolve_at(told: Told, _info: ResolveInfo) -> datetime:
        return told.news.at

    @staticmethod
    def resolve_node(told: Told, _info: ResolveInfo) -> Any:
        return told.thing


class Changes(graphene.ObjectType):
    """What changed, oldest first."""

    nodes = graphene.Field(list_of(Change), description="The changes.")
    cursor = graphene.String(required=True, description="Keep it, and give it as `since` the next time.")
    has_more = graphene.Boolean(required=True, description="Whether more is waiting: ask again at once, from `cursor`.")
    is_complete = graphene.Boolean(
        required=True,
        description="False where the changes cannot be told, because nothing was read before, too long ago, or with "
        "other rights: read everything anew, and go on from `cursor`, which was true before.",
    )

    @staticmethod
    def resolve_nodes(reading: Reading, info: ResolveInfo) -> Deferred:
        return told_of(reading.news, info.context)

    @staticmethod
    def resolve_cursor(reading: Reading, _info: ResolveInfo) -> str:
        return reading.here.as_text()


def narrowing_arguments() -> dict[str, graphene.List]:
    """What asks for some changes alone; new ones for each field, because graphene lists arguments as they were made."""
    return {
        "kinds": graphene.List(graphene.NonNull(ChangeKind), description="Changes of these alone."),
        "languages": graphene.List(
            graphene.NonNull(graphene.String), description="Changes of what is written in one of these, such as `nl`."
        ),
    }


class ChangesQuery:
    """Reading the log."""

    changes = graphene.Field(
        Changes,
        required=True,
        description="What changed for the reader since they asked last; of what they cannot see any more the id alone.",
        since=graphene.String(description="The `cursor` of the last answer. Without one, only where to begin is told."),
        first=graphene.Int(default_value=100, description="How many changes at most, up to 100."),
        **narrowing_arguments(),
    )  # fmt: skip

    @staticmethod
    def resolve_changes(
        _root: None,
        info: ResolveInfo,
        first: int,
        since: str | None = None,
        kinds: list[Any] | None = None,
        languages: list[str] | None = None,
    ) -> Reading:
        return read_on(
            info.context.reader,
            place_of(since),
            first=page_size(first),
            kinds=[kind.value for kind in kinds or ()],
            languages=checked_languages(languages),
        )


def place_of(cursor: str | None) -> Place | None:
    """The place that a cursor says. Raises InvalidInput when it is none of ours."""
    if cursor is None:
        return None
    place = place_in(cursor)
    if place is None:
        raise InvalidInput("`since` is not a cursor of `changes`.")
    return place


def checked_languages(languages: list[str] | None) -> list[str]:
    """These languages. Raises InvalidInput when one of them is not a language of the site."""
    known = dict(settings.LANGUAGES)
    if not known.keys() >= set(languages or ()):
        raise InvalidInput("`languages` are of " + ", ".join(known) + ".")
    return languages or []


def told_of(news: Iterable[News], context: Context) -> Deferred:
    """News with the things they are of, as far as the reader may see these now."""
    listed = list(news)
    things = all_of(_thing_of(each, context) for each in listed)
    return things.then(lambda found: [Told(each, thing) for each, thing in zip(listed, found, strict=True)])


def _thing_of(news: News, context: Context) -> Deferred:
    return ready(None) if news.kind in SITEWIDE else LOADERS[news.kind].load(context, news.object_id)
