"""A person's own feeds: made anew, with the addresses to subscribe to, or ended."""

from dataclasses import dataclass

import graphene
from django.conf import settings
from django.urls import reverse
from graphene import ResolveInfo

from cms.api.account import signed_in_person
from cms.graphql_kit.lists import list_of
from cms.graphql_kit.payloads import Payload
from cms.people.actions import renew_feed_token, revoke_feed_token
from cms.reading.finding import cards_seen_by
from cms.reading.models import PageCard, PageType
from cms.reading.schema.pages import ThemePage

FEED_DESCRIPTIONS = {"EVENTS": "Events, as an iCalendar feed.", "NEWS": "News, as an Atom feed."}


class FeedKind(graphene.Enum):
    """What a feed brings."""

    EVENTS = "EVENTS"
    NEWS = "NEWS"

    @property
    def description(self) -> str:
        return FEED_DESCRIPTIONS[self.value]


@dataclass(frozen=True, slots=True)
class Address:
    """One feed to subscribe to."""

    kind: str
    theme: PageCard | None
    url: str


class Feed(graphene.ObjectType):
    """One address to subscribe to."""

    kind = graphene.Field(FeedKind, required=True, description="What it brings.")
    theme = graphene.Field(ThemePage, description="The theme it is limited to; null when it brings everything.")
    url = graphene.String(
        required=True, description="The whole address. Whoever knows it reads as this person: never store or share it."
    )


class FeedTokenRenew(graphene.ObjectType):
    """A person's feeds have new addresses, and the old ones have ended."""

    class Meta:
        interfaces = (Payload,)

    feeds = graphene.Field(list_of(Feed), description="The addresses; they are told this once.")


class FeedTokenRevoke(graphene.ObjectType):
    """A person's feeds have ended."""

    class Meta:
        interfaces = (Payload,)

    is_revoked = graphene.Boolean(required=True, description="Always true.")


class FeedMutation:
    """What a person does with their feeds. Only in a session: an API token must not outlive itself as another key."""

    feed_token_renew = graphene.Field(
        FeedTokenRenew,
        description="Gives the signed-in person new addresses of feeds for calendars and feed readers.",
        language=graphene.String(required=True, description="The language of what they bring, such as `nl`."),
    )
    feed_token_revoke = graphene.Field(FeedTokenRevoke, description="Ends the signed-in person's feeds.")

    @staticmethod
    def resolve_feed_token_renew(_root: None, info: ResolveInfo, language: str) -> dict[str, list[Address]]:
        person = signed_in_person(info.context)
        themes = cards_seen_by(info.context.reader).filter(type=PageType.THEME, language=language)
        listed = list(themes.order_by("page__path"))
        return {"feeds": _addresses(renew_feed_token(person), language, listed)}

    @staticmethod
    def resolve_feed_token_revoke(_root: None, info: ResolveInfo) -> dict[str, bool]:
        revoke_feed_token(signed_in_person(info.context))
        return {"is_revoked": True}


def _addresses(secret: str, language: str, themes: list[PageCard]) -> list[Address]:
    def at(name: str, last: str | int) -> str:
        return settings.PUBLIC_URL + reverse(name, args=[secret, last])

    return [
        Address("EVENTS", None, at("event_feed", language)),
        *(Address("EVENTS", theme, at("theme_event_feed", theme.pk)) for theme in themes),
        Address("NEWS", None, at("news_feed", language)),
        *(Address("NEWS", theme, at("theme_news_feed", theme.pk)) for theme in themes),
    ]
