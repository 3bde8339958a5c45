"""Events: pages with a time and a place."""

from typing import Any

import graphene
from django.urls import reverse
from graphene import ResolveInfo

from cms.graphql_kit.nodes import Node
from cms.graphql_kit.scalars import DateTime
from cms.reading.models import PageCard
from cms.reading.schema.pages import Page, is_card


class EventPage(graphene.ObjectType):
    """Something with a time and a place."""

    class Meta:
        interfaces = (Page, Node)

    starts_at = DateTime(required=True, description="When it begins.")
    ends_at = DateTime(description="When it is over; null where that is not known.")
    location = graphene.String(required=True, description="Where it is; may be empty.")
    calendar_url = graphene.String(
        required=True,
        description="Where to download it as an iCalendar file; asks the policy at every download.",
    )

    @staticmethod
    def is_type_of(card: Any, _info: ResolveInfo) -> bool:
        return is_card(card, "EVENT")

    @staticmethod
    def resolve_location(card: PageCard, _info: ResolveInfo) -> str:
        return card.details["location"]

    @staticmethod
    def resolve_calendar_url(card: PageCard, _info: ResolveInfo) -> str:
        return reverse("event_calendar", args=[card.page_id])
