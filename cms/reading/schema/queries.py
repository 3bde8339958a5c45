"""What can be asked about pages."""

from functools import partial
from typing import Any

import graphene
from graphene import ResolveInfo

from cms.graphql_kit.connections import Slice, paging_arguments
from cms.graphql_kit.context import Context
from cms.graphql_kit.errors import InvalidInput
from cms.graphql_kit.ids import pk_of
from cms.graphql_kit.lists import list_of
from cms.graphql_kit.scalars import DateTime
from cms.pages.previews import audience_of_preview
from cms.reading.finding import find_page, find_stand_in
from cms.reading.models import PageCard
from cms.reading.schema.around import cards_with_around
from cms.reading.schema.listing import listed_pages
from cms.reading.schema.navigation import Item, NavigationItem, navigation_for
from cms.reading.schema.pages import Page, PageConnection, PageType
from cms.reading.schema.previews import previewed
from cms.reading.schema.related import likely_ids
from cms.reading.schema.relations import body_by_page, note_reading, page_by_id

ORDER_DESCRIPTIONS = {
    "LAST_PUBLISHED_DESC": "What changed last comes first.",
    "FIRST_PUBLISHED_DESC": "The newest comes first, whatever was corrected since.",
    "TITLE_ASC": "By title.",
    "TREE": "As in the site's tree: each page before those below it.",
    "STARTS_ASC": "Events by when they begin, the earliest first; pages that are none come last.",
}


class PageOrder(graphene.Enum):
    """The order of a list of pages."""

    LAST_PUBLISHED_DESC = "LAST_PUBLISHED_DESC"
    FIRST_PUBLISHED_DESC = "FIRST_PUBLISHED_DESC"
    TITLE_ASC = "TITLE_ASC"
    TREE = "TREE"
    STARTS_ASC = "STARTS_ASC"

    @property
    def description(self) -> str:
        return ORDER_DESCRIPTIONS[self.value]


class PageFilter(graphene.InputObjectType):
    """Which pages are asked for; all that is given must hold."""

    type = graphene.List(graphene.NonNull(PageType), description="Types, one of which it has.")
    under = graphene.ID(description="It lies below this page, at any depth.")
    depth = graphene.Int(description="It lies at most so many levels below the page of `under`; 1 is directly.")
    theme = graphene.List(graphene.NonNull(graphene.ID), description="Themes, one of which it lies in.")
    tag = graphene.List(graphene.NonNull(graphene.String), description="Slugs of tags, one of which is on it.")
    language = graphene.String(description="The language it is written in, as a code such as `nl`.")
    ids = graphene.List(graphene.NonNull(graphene.ID), description="It is one of these pages; at most 100.")
    starts_from = DateTime(description="It is an event that begins then or later, or is still going on then.")
    starts_to = DateTime(description="It is an event that begins before then.")


class PageQuery:
    """What can be asked about pages."""

    page = graphene.Field(
        Page,
        description="One published page, by its path or its id; null when there is none or the reader may not see it.",
        path=graphene.String(description="Its address, such as `/kennisbank/verlof/`."),
        id=graphene.ID(description="Its id, instead of its path."),
        preview=graphene.String(description="The token of an editor's preview, instead of its path."),
        fallback=graphene.Boolean(
            default_value=False,
            description="Let a page that is not translated come in its source language (`isFallback`).",
        ),
    )
    preview_audience = graphene.String(
        description="The audience through whose eyes a preview is seen; null when it is the editor's own.",
        token=graphene.String(required=True, description="The token of an editor's preview."),
    )
    pages = graphene.Field(
        PageConnection,
        required=True,
        description="Published pages, those the reader may see.",
        filter=PageFilter(description="Which pages."),
        order_by=PageOrder(default_value="LAST_PUBLISHED_DESC", description="In which order."),
        **paging_arguments(),
        fallback=graphene.Boolean(
            default_value=False,
            description="Let pages that are not translated into the filter's language come in their source language "
            "(`isFallback`).",
        ),
    )
    navigation = graphene.Field(
        list_of(NavigationItem),
        description="The site's tree as menus need it: what editors put there; themes and topics are, from the start.",
        language=graphene.String(
            description="Of which language; by default that of the page below which, or of the request."
        ),
        depth=graphene.Int(default_value=2, description="How many levels, from 1 to 5."),
        under=graphene.ID(description="Only what lies below this page."),
        fallback=graphene.Boolean(
            default_value=False,
            description="Let pages that are not translated stand where they would, in their source language.",
        ),
    )

    @staticmethod
    def resolve_page(
        _root: None,
        info: ResolveInfo,
        fallback: bool,
        path: str | None = None,
        id: str | None = None,
        preview: str | None = None,
    ) -> Any:
        if sum(given is not None for given in (path, id, preview)) != 1:
            raise InvalidInput("Give one of `path`, `id` and `preview`.")
        if id is not None:
            return page_by_id.load(info.context, pk_of(id, "Page"))
        if preview is not None:
            return previewed(info.context, preview)
        return _page_at(info.context, path or "", with_fallback=fallback)

    @staticmethod
    def resolve_preview_audience(_root: None, info: ResolveInfo, token: str) -> str | None:
        info.context.is_personal = True
        return audience_of_preview(token, by=info.context.request.user)

    @staticmethod
    def resolve_pages(
        _root: None,
        info: ResolveInfo,
        order_by: Any,
        first: int,
        fallback: bool,
        after: str | None = None,
        filter: Any = None,
    ) -> Slice[PageCard]:
        asked, order = filter or {}, getattr(order_by, "value", order_by)
        return listed_pages(info.context, asked, order, first=first, after=after, with_fallback=fallback)

    @staticmethod
    def resolve_navigation(
        _root: None,
        info: ResolveInfo,
        depth: int,
        fallback: bool,
        language: str | None = None,
        under: str | None = None,
    ) -> list[Item]:
        below = pk_of(under, "Page") if under is not None else None
        return navigation_for(info.context, language, depth, under=below, with_fallback=fallback)


def _page_at(context: Context, path: str, *, with_fallback: bool) -> PageCard | None:
    around = partial(cards_with_around, context)
    card = find_page(path, reader=context.reader, names=context.names, ask=around)
    if card is None or card.is_fallback:
        # Another may come to stand here, or a translation; a page that was found where it is asked keeps others away.
        context.leave("pages")
    if card is None and with_fallback:
        card = find_stand_in(path, reader=context.reader)
    if card is not None:
        note_reading(context.reader, [card.pk])
        # Here, because without its body it is looked up nowhere by its id.
        context.leave(f"page:{card.pk}")
        if "prepared_body" in card._state.fields_cache:
            body_by_page.remember(context, card.pk, getattr(card, "prepared_body", None))
        if hasattr(card, "likely_ids"):
            likely_ids.remember(context, card.pk, card.likely_ids)
    return card
