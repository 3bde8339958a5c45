"""The menu: one query, whatever its depth."""

from dataclasses import dataclass, field

import graphene
from django.db.models import Q

from cms.graphql_kit.context import Context
from cms.graphql_kit.errors import InvalidInput
from cms.graphql_kit.lists import list_of
from cms.reading.finding import cards_seen_by
from cms.reading.models import PageCard, PageType
from cms.reading.schema.pages import Page
from cms.reading.schema.relations import page_by_id

DEEPEST_MENU = 5
# Wagtail's root has depth 1 and a home page depth 2.
HOME_DEPTH = 2


class NavigationItem(graphene.ObjectType):
    """A page in a menu, with those below it."""

    page = graphene.Field(Page, required=True, description="The page.")
    children = graphene.Field(list_of(lambda: NavigationItem), description="What opens below it.")


@dataclass
class Item:
    """A place in the menu."""

    page: PageCard
    children: list["Item"] = field(default_factory=list)


def navigation_for(context: Context, language: str, depth: int) -> list[Item]:
    """The menu of one language as the reader of this context may see it. Raises InvalidInput for a senseless depth."""
    if not 1 <= depth <= DEEPEST_MENU:
        raise InvalidInput(f"`depth` is a number of levels, from 1 to {DEEPEST_MENU}.")
    # The home page stands above the menu, whether it is in it or not.
    in_menus = Q(is_in_menus=True) | Q(type=PageType.HOME)
    cards = cards_seen_by(context.reader).filter(in_menus, language=language, page__depth__lte=HOME_DEPTH + depth)
    items: dict[int, Item] = {}
    top: list[Item] = []
    for card in cards.order_by("page__path"):
        page_by_id.remember(context, card.pk, card)
        item = items[card.pk] = Item(card)
        if card.parent_id in items:
            items[card.parent_id].children.append(item)
        elif card.type == PageType.HOME:
            item.children = top
    return top
