"""Units as their pages present them to colleagues."""

from typing import Any

import graphene
from graphene import ResolveInfo

from cms.directory.schema import Person, Unit, person_by_id, unit_by_id
from cms.graphql_kit.deferred import Deferred
from cms.graphql_kit.lists import list_of
from cms.graphql_kit.nodes import Node
from cms.reading.models import PageCard
from cms.reading.schema.pages import Page, is_card


class UnitPage(graphene.ObjectType):
    """A service, department or team: when it is open, and whom to ask."""

    class Meta:
        interfaces = (Page, Node)

    unit = graphene.Field(
        Unit, description="The part of the organisation it is about; null where the reader may see nobody in it."
    )
    opening_hours = graphene.String(required=True, description="When to come or call, line by line; may be empty.")
    address = graphene.String(required=True, description="Where it is, line by line; may be empty.")
    email = graphene.String(description="Its own address, not a person's; null where it has none.")
    phone = graphene.String(description="Its own number, not a person's; null where it has none.")
    contacts = graphene.Field(
        list_of(Person), description="Whom to ask, in the editors' order; only those whom the reader may see."
    )

    @staticmethod
    def is_type_of(card: Any, _info: ResolveInfo) -> bool:
        return is_card(card, "UNIT")

    @staticmethod
    def resolve_unit(card: PageCard, info: ResolveInfo) -> Deferred:
        return unit_by_id.load(info.context, card.details["unit_id"])

    @staticmethod
    def resolve_opening_hours(card: PageCard, _info: ResolveInfo) -> str:
        return card.details["opening_hours"]

    @staticmethod
    def resolve_address(card: PageCard, _info: ResolveInfo) -> str:
        return card.details["address"]

    @staticmethod
    def resolve_email(card: PageCard, _info: ResolveInfo) -> str | None:
        return card.details["email"] or None

    @staticmethod
    def resolve_phone(card: PageCard, _info: ResolveInfo) -> str | None:
        return card.details["phone"] or None

    @staticmethod
    def resolve_contacts(card: PageCard, info: ResolveInfo) -> Deferred:
        return person_by_id.load_many(info.context, card.details["contact_ids"])
