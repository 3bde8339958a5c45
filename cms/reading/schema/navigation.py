"""The menu: one query, whatever its depth; two for a part of it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import graphene
from django.conf import settings
from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.db.models.lookups import LessThanOrEqual
from wagtail.models import Page as WagtailPage

from cms.access.policy import Visible
from cms.graphql_kit.context import Context
from cms.graphql_kit.errors import InvalidInput
from cms.graphql_kit.lists import list_of
from cms.reading.columns import unread_columns
from cms.reading.finding import cards_in
from cms.reading.models import Level, PageCard, PageType
from cms.reading.schema.pages import Page
from cms.reading.schema.relations import page_by_id
from cms.statements import Given

DEEPEST_MENU = 5


class NavigationItem(graphene.ObjectType):
    """A page in a menu, with those below it."""

    page = graphene.Field(Page, required=True, description="The page.")
    children = graphene.Field(list_of(lambda: NavigationItem), description="What opens below it.")


@dataclass
class Item:
    """A place in the menu."""

    page: PageCard
    children: list["Item"] = field(default_factory=list)


def navigation_for(
    context: Context, language: str | None, depth: int, *, under: int | None = None, with_fallback: bool = False
) -> list[Item]:
    """The menu as the reader of this context may see it, or the part of it below one page.

    `language` is that of the page below which, or of the request, where none is given. With fallback, what is not
    translated stands in its source language where its translation would. Raises InvalidInput for a senseless depth.
    """
    if not 1 <= depth <= DEEPEST_MENU:
        raise InvalidInput(f"`depth` is a number of levels, from 1 to {DEEPEST_MENU}.")
    if under is None and not with_fallback:
        language = language or context.language
        unread = unread_columns(context.names)
        return _arranged(context, WHOLE_MENU.to(context.reader, depth, unread, language=language), [])
    versions = _versions_of(under) if under is not None else []
    own = next((version.locale.language_code for version in versions if version.pk == under), context.language)
    cards = cards_in(language or own, reader=context.reader, with_fallback=with_fallback)
    place = _down_to(depth) if under is None else Q(is_in_menus=True) & _below(versions, depth)
    listed = _in_tree_order(cards.filter(place), with_fallback)
    return _arranged(context, listed, [each.pk for each in versions], with_fallback=with_fallback)


def _down_to(deepest: int) -> Q:
    """What menus show so deep below the home page. That stands above the menu, whether it is in it or not."""
    return Q(LessThanOrEqual(Level(), deepest)) & (Q(is_in_menus=True) | Q(type=PageType.HOME))


# What every page of a site asks. How deep is in its text, because by that the planner knows how few pages it is.
WHOLE_MENU = Visible(
    lambda deepest, unread: (
        PageCard.objects.filter(_down_to(deepest), language=Given("language")).order_by("page__path").defer(*unread)
    )
)


def _versions_of(page_id: int) -> list[WagtailPage]:
    """A page in all its languages."""
    same = WagtailPage.objects.filter(pk=page_id).values("translation_key")
    return list(WagtailPage.objects.filter(translation_key__in=same).select_related("locale"))


def _below(versions: Iterable[WagtailPage], depth: int) -> Q:
    """What lies so deep at most below one of these."""
    place = Q(pk__in=[])
    for version in versions:
        deep = Q(page__depth__gt=version.depth, page__depth__lte=version.depth + depth)
        place |= deep & Q(page__path__startswith=version.path)
    return place


def _in_tree_order(cards: QuerySet[PageCard], with_fallback: bool) -> QuerySet[PageCard]:
    """Cards as the tree has them; among those that stand in for others, as the tree of the source language does, each
    with the key that the page above it has in all languages."""
    if not with_fallback:
        return cards.order_by("page__path")
    versions = WagtailPage.objects.filter(translation_key=OuterRef("translation_key"))
    source = versions.filter(locale__language_code=settings.LANGUAGE_CODE).values("path")[:1]
    above = WagtailPage.objects.filter(pk=OuterRef("parent_id")).values("translation_key")
    cards = cards.annotate(place=Coalesce(Subquery(source), F("page__path")), parent_key=Subquery(above))
    return cards.order_by("place")


def _arranged(
    context: Context, cards: Iterable[PageCard], top_ids: list[int], *, with_fallback: bool = False
) -> list[Item]:
    """Cards as a tree, known to the loader of pages. At the top stand those below the home page, or below one of
    these pages; what has nothing above it is left out. With fallback they lie below any translation of their parent."""
    listed = list(cards)
    # Not by `pk`, which is worked out anew each time: for all of a menu that took a tenth of its answer.
    keys: dict[int | None, Any] = {
        card.page_id: card.translation_key if with_fallback else card.page_id for card in listed
    }
    items: dict[Any, Item] = {keys[card.page_id]: Item(card) for card in listed}
    top: list[Item] = []
    for item in items.values():
        card = item.page
        page_by_id.remember(context, card.page_id, card)
        above = items.get(getattr(card, "parent_key", None) or keys.get(card.parent_id))
        if above is None or above.page.type == PageType.HOME:
            is_at_top = above is not None or card.parent_id in top_ids
            top.extend([item] if is_at_top else [])
        else:
            above.children.append(item)
    return top
