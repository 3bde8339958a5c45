"""Favourites: of the person alone, and of what they may still see."""

from typing import Any

import graphene
from graphene import ResolveInfo

from cms.directory.schema.asking import person_asking
from cms.graphql_kit.context import Context
from cms.graphql_kit.deferred import Deferred
from cms.graphql_kit.errors import LimitExceeded, NotFound
from cms.graphql_kit.ids import pk_of
from cms.graphql_kit.lists import list_of
from cms.graphql_kit.payloads import Payload
from cms.people.models import User
from cms.reading.schema.pages import Page
from cms.reading.schema.relations import page_by_id
from cms.responses.actions import MOST_FAVOURITES, TooManyFavouritesError, add_favourite, remove_favourite
from cms.responses.models import Favourite


class FavouriteFields:
    """What `viewer` tells of favourites."""

    favourites = graphene.Field(
        list_of(Page),
        description="The pages they marked, in that order. One that is closed to them now is missing, until it opens.",
    )

    @staticmethod
    def resolve_favourites(user: User, info: ResolveInfo) -> Deferred:
        return _favourites(info.context, user)


class FavouriteAdd(graphene.ObjectType):
    """A page is a favourite now."""

    class Meta:
        interfaces = (Payload,)

    favourites = graphene.Field(list_of(Page), description="All of them.")

    resolve_favourites = staticmethod(FavouriteFields.resolve_favourites)


class FavouriteRemove(graphene.ObjectType):
    """A page is no favourite any more."""

    class Meta:
        interfaces = (Payload,)

    favourites = graphene.Field(list_of(Page), description="Those that are left.")

    resolve_favourites = staticmethod(FavouriteFields.resolve_favourites)


class FavouriteMutation:
    """What a person does with their favourites."""

    favourite_add = graphene.Field(
        FavouriteAdd,
        description="Marks a page; marking it again changes nothing. NOT_FOUND is a page that is not there for them.",
        page=graphene.ID(required=True, description="The page's id."),
    )
    favourite_remove = graphene.Field(
        FavouriteRemove,
        description="Unmarks a page, also one that they may not see any more.",
        page=graphene.ID(required=True, description="The page's id."),
    )

    @staticmethod
    def resolve_favourite_add(_root: None, info: ResolveInfo, page: str) -> Deferred:
        person = person_asking(info.context)

        def add(card: Any) -> User:
            if card is None:
                raise NotFound("There is no such page.")
            try:
                add_favourite(card.page_id, by=person)
            except TooManyFavouritesError:
                raise LimitExceeded("favourites", value=MOST_FAVOURITES, asked=None) from None
            return person

        return page_by_id.load(info.context, pk_of(page, "Page")).then(add)

    @staticmethod
    def resolve_favourite_remove(_root: None, info: ResolveInfo, page: str) -> User:
        person = person_asking(info.context)
        remove_favourite(pk_of(page, "Page"), by=person)
        return person


def _favourites(context: Context, user: User) -> Deferred:
    pages = Favourite.objects.filter(user=user).values_list("page_id", flat=True)
    return page_by_id.load_many(context, list(pages))
