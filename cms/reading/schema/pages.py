"""The page types. Their source is a `PageCard`; everything around it comes through loaders."""

from typing import Any

import graphene
from graphene import ResolveInfo

from cms.directory.schema import Person, person_by_id
from cms.graphql_kit.connections import Asked, Connection, paging_arguments
from cms.graphql_kit.deferred import Deferred
from cms.graphql_kit.ids import to_global_id
from cms.graphql_kit.lists import list_of
from cms.graphql_kit.nodes import Node
from cms.graphql_kit.scalars import Date, DateTime
from cms.media.schema import Image, image_by_id
from cms.reading.models import PageCard
from cms.reading.schema.blocks import Block
from cms.reading.schema.related import related_to
from cms.reading.schema.relations import (
    body_by_page,
    children_of,
    page_by_id,
    tags_by_page,
    versions_by_key,
)
from cms.tags.schema import Tag


class PageType(graphene.Enum):
    """What kind of page it is."""

    HOME = "HOME"
    THEME = "THEME"
    TOPIC = "TOPIC"
    NEWS = "NEWS"
    ARTICLE = "ARTICLE"
    UNIT = "UNIT"
    EVENT = "EVENT"
    FORM = "FORM"

    @property
    def description(self) -> str:
        return TYPE_DESCRIPTIONS[self.value]


TYPE_DESCRIPTIONS = {
    "HOME": "The front door of one language.",
    "THEME": "One of the main subjects of the site.",
    "TOPIC": "Gathers articles about one subject within a theme.",
    "NEWS": "A message that is new today and old next month.",
    "ARTICLE": "Knowledge: how something works, what the rule is, what to do.",
    "UNIT": "A service, department or team.",
    "EVENT": "Something with a time and a place.",
    "FORM": "Something to fill in.",
}


TYPE_NAMES = {type_: f"{type_.capitalize()}Page" for type_ in TYPE_DESCRIPTIONS}


class Page(graphene.Interface):
    """One published page, in one language."""

    class Meta:
        interfaces = (Node,)

    id = graphene.ID(required=True, description="Names this page, whatever type it has now or later.")
    # With a resolver of its own, because graphene would take `resolve_type` below for that of this field.
    type = graphene.Field(
        PageType, required=True, description="What kind of page it is.", resolver=lambda card, _info: str(card.type)
    )
    title = graphene.String(required=True, description="Its title.")
    slug = graphene.String(required=True, description="The last part of its path.")
    path = graphene.String(required=True, description="Its address on the site, with its language's prefix.")
    language = graphene.String(required=True, description="The language it is written in, as a code such as `nl`.")
    translations = graphene.Field(
        list_of(lambda: Page), description="The same page in other languages, those the reader may see."
    )
    parent = graphene.Field(lambda: Page, description="The page above it; null for a home page.")
    breadcrumbs = graphene.Field(list_of(lambda: Page), description="From the site's home page down to the parent.")
    children = graphene.Field(
        lambda: PageConnection,
        required=True,
        description="The pages directly below it, in the order editors gave them.",
        **paging_arguments(),
    )
    summary = graphene.String(required=True, description="One or two sentences about it; may be empty.")
    image = graphene.Field(Image, description="The picture above it and in lists.")
    body = graphene.Field(list_of(Block), description="What it says, block by block.")
    tags = graphene.Field(list_of(Tag), description="What it is about, beside its theme.")
    theme = graphene.Field(lambda: ThemePage, description="The theme it lies in; a theme lies in itself.")
    is_fallback = graphene.Boolean(required=True, description="True when it stands in for a missing translation.")
    source_path = graphene.String(
        description="The file it was imported from, relative to the imported folder; null when it was written here."
    )
    owner = graphene.Field(Person, description="Who answers for it.")
    related = graphene.Field(
        list_of(lambda: Page),
        description="Pages that editors named beside it, then those that share its tags: six, or more if so named.",
    )
    first_published_at = DateTime(description="When it was first published.")
    last_published_at = DateTime(description="When what it says now was published.")
    review_on = Date(description="The day on which somebody must check that it is still true.")

    @staticmethod
    def type_name_of(card: PageCard) -> str:
        """By name, because types that say more than this interface have modules of their own, above this one."""
        return TYPE_NAMES[card.type]

    @classmethod
    def resolve_type(cls, card: PageCard, info: ResolveInfo) -> Any:
        return info.schema.get_type(cls.type_name_of(card)).graphene_type

    @staticmethod
    def resolve_id(card: PageCard, _info: ResolveInfo) -> str:
        return to_global_id("Page", card.page_id)

    @staticmethod
    def resolve_translations(card: PageCard, info: ResolveInfo) -> Deferred:
        versions = versions_by_key.load(info.context, card.translation_key)
        return versions.then(lambda found: [version for version in found if version.pk != card.pk])

    @staticmethod
    def resolve_parent(card: PageCard, info: ResolveInfo) -> Deferred:
        return page_by_id.load(info.context, card.parent_id)

    @staticmethod
    def resolve_breadcrumbs(card: PageCard, info: ResolveInfo) -> Deferred:
        return page_by_id.load_many(info.context, card.ancestor_ids)

    @staticmethod
    def resolve_children(card: PageCard, info: ResolveInfo, first: int, after: str | None = None) -> Deferred:
        return children_of.load(info.context, Asked(card.page_id, first, after))

    @staticmethod
    def resolve_image(card: PageCard, info: ResolveInfo) -> Deferred:
        return image_by_id.load(info.context, card.image_id)

    @staticmethod
    def resolve_body(card: PageCard, info: ResolveInfo) -> Deferred:
        return body_by_page.load(info.context, card.page_id).then(lambda body: body.blocks if body else [])

    @staticmethod
    def resolve_tags(card: PageCard, info: ResolveInfo) -> Deferred:
        return tags_by_page.load(info.context, card.page_id)

    @staticmethod
    def resolve_theme(card: PageCard, info: ResolveInfo) -> Deferred:
        return page_by_id.load(info.context, card.theme_id)

    @staticmethod
    def resolve_source_path(card: PageCard, _info: ResolveInfo) -> str | None:
        return card.source_path or None

    @staticmethod
    def resolve_owner(card: PageCard, info: ResolveInfo) -> Deferred:
        return person_by_id.load(info.context, card.owner_id)

    @staticmethod
    def resolve_related(card: PageCard, info: ResolveInfo) -> Deferred:
        return related_to(info.context, card)


class HomePage(graphene.ObjectType):
    """The front door of one language."""

    class Meta:
        interfaces = (Page, Node)

    @staticmethod
    def is_type_of(card: Any, _info: ResolveInfo) -> bool:
        return is_card(card, "HOME")


class ThemePage(graphene.ObjectType):
    """One of the main subjects of the site, with its own editors and readers."""

    class Meta:
        interfaces = (Page, Node)

    @staticmethod
    def is_type_of(card: Any, _info: ResolveInfo) -> bool:
        return is_card(card, "THEME")


class TopicPage(graphene.ObjectType):
    """Gathers articles and smaller topics about one subject."""

    class Meta:
        interfaces = (Page, Node)

    @staticmethod
    def is_type_of(card: Any, _info: ResolveInfo) -> bool:
        return is_card(card, "TOPIC")


class NewsPage(graphene.ObjectType):
    """A message that is new today and old next month."""

    class Meta:
        interfaces = (Page, Node)

    @staticmethod
    def is_type_of(card: Any, _info: ResolveInfo) -> bool:
        return is_card(card, "NEWS")


class ArticlePage(graphene.ObjectType):
    """Knowledge: how something works, what the rule is, what to do."""

    class Meta:
        interfaces = (Page, Node)

    @staticmethod
    def is_type_of(card: Any, _info: ResolveInfo) -> bool:
        return is_card(card, "ARTICLE")


class PageEdge(graphene.ObjectType):
    """A page and its place in a list."""

    cursor = graphene.String(required=True, description="Give it as `after` to begin behind this page.")
    node = graphene.Field(Page, required=True, description="The page.")


class PageConnection(Connection, graphene.ObjectType):
    """A page of a list of pages."""

    edges = graphene.Field(list_of(PageEdge), description="The pages with their cursors.")
    nodes = graphene.Field(list_of(Page), description="The pages.")


def is_card(thing: Any, type_: str) -> bool:
    """Whether something is the card of a page of this type."""
    return isinstance(thing, PageCard) and thing.type == type_
