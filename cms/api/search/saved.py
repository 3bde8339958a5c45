"""Saved searches: words and filters that a person asks again, and how soon they hear of something new."""

from collections.abc import Mapping
from datetime import date
from enum import Enum
from typing import Any

import graphene
from django.utils.translation import get_language
from graphene import ResolveInfo

from cms.api.search.query import Narrowing, SearchFilter
from cms.directory.schema.asking import person_asking
from cms.graphql_kit.errors import InvalidInput, LimitExceeded, NotFound
from cms.graphql_kit.ids import pk_of, to_global_id
from cms.graphql_kit.lists import list_of
from cms.graphql_kit.payloads import Payload
from cms.graphql_kit.scalars import DateTime
from cms.people.models import User
from cms.searches.actions.saved import (
    MOST_SAVED,
    NothingAskedError,
    TooManySavedError,
    change_saved,
    forget_search,
    save_search,
)
from cms.searches.models import Alert
from cms.searches.models import SavedSearch as Saved

DESCRIPTIONS = {"NEVER": "Not at all.", "DAILY": "Once a day.", "AT_ONCE": "Within some minutes."}


class SearchAlert(graphene.Enum):
    """How soon a person is told that something new is found."""

    NEVER = "NEVER"
    DAILY = "DAILY"
    AT_ONCE = "AT_ONCE"

    @property
    def description(self) -> str:
        return DESCRIPTIONS[self.value]


class SavedFilter(Narrowing, graphene.ObjectType):
    """What narrows a saved search, as `SearchFilter` takes it."""

    @staticmethod
    def resolve_published_from(filters: Mapping[str, Any], _info: ResolveInfo) -> date | None:
        return _day(filters.get("published_from"))

    @staticmethod
    def resolve_published_to(filters: Mapping[str, Any], _info: ResolveInfo) -> date | None:
        return _day(filters.get("published_to"))


class SavedSearch(graphene.ObjectType):
    """A search that the person saved."""

    id = graphene.ID(required=True, description="Names it for `searchChange` and `searchForget`.")
    name = graphene.String(required=True, description="What they call it.")
    query = graphene.String(required=True, description="Its words; empty where filters alone were saved.")
    filter = graphene.Field(SavedFilter, required=True, description="What narrows it.")
    language = graphene.String(required=True, description="The language it was saved in, as a code such as `nl`.")
    alert = SearchAlert(required=True, description="How soon they hear of something new.")
    saved_at = DateTime(required=True, description="When they saved it.")

    @staticmethod
    def resolve_id(saved: Saved, _info: ResolveInfo) -> str:
        return to_global_id("SavedSearch", saved.pk)

    @staticmethod
    def resolve_filter(saved: Saved, _info: ResolveInfo) -> dict[str, Any]:
        return saved.filters


class SavedFields:
    """What `viewer` tells of saved searches."""

    saved_searches = graphene.Field(list_of(SavedSearch), description="What they saved, by name.")

    @staticmethod
    def resolve_saved_searches(user: User, _info: ResolveInfo) -> Any:
        return Saved.objects.filter(user=user)


class SavedSearches(SavedFields, graphene.ObjectType):
    """What the person has saved now."""

    class Meta:
        interfaces = (Payload,)


class SavedMutation:
    """What a person does with the searches they save."""

    search_save = graphene.Field(
        SavedSearches,
        description="Saves a search. With an alert the person is told of what is published from now on.",
        name=graphene.String(required=True, description="What to call it."),
        query=graphene.String(default_value="", description="The words."),
        filter=SearchFilter(description="What narrows it; words or filters there must be."),
        alert=SearchAlert(default_value="NEVER", description="How soon to be told of something new."),
    )
    search_change = graphene.Field(
        SavedSearches,
        description="Changes a saved search. NOT_FOUND where the person has no such one.",
        id=graphene.ID(required=True, description="Its id."),
        name=graphene.String(description="What to call it from now on."),
        alert=SearchAlert(description="How soon to be told from now on."),
    )
    search_forget = graphene.Field(
        SavedSearches,
        description="Forgets a saved search. NOT_FOUND where the person has no such one.",
        id=graphene.ID(required=True, description="Its id."),
    )

    @staticmethod
    def resolve_search_save(
        _root: None, info: ResolveInfo, name: str, query: str, alert: Any, filter: Mapping[str, Any] | None = None
    ) -> User:
        person = person_asking(info.context)
        filters = stored(filter or {})
        try:
            save_search(
                name, query=query, filters=filters, alert=_alert(alert), language=get_language() or "", by=person
            )
        except NothingAskedError:
            raise InvalidInput("A saved search has a name, and words or filters.") from None
        except TooManySavedError:
            raise LimitExceeded("savedSearches", value=MOST_SAVED, asked=None) from None
        return person

    @staticmethod
    def resolve_search_change(
        _root: None, info: ResolveInfo, id: str, name: str | None = None, alert: Any = None
    ) -> User:
        person = person_asking(info.context)
        saved = Saved.objects.filter(pk=pk_of(id, "SavedSearch"), user=person).first()
        if saved is None:
            raise NotFound("You have no such search.")
        try:
            change_saved(saved, name=name, alert=_alert(alert) if alert else None)
        except NothingAskedError:
            raise InvalidInput("A saved search has a name.") from None
        return person

    @staticmethod
    def resolve_search_forget(_root: None, info: ResolveInfo, id: str) -> User:
        person = person_asking(info.context)
        if not forget_search(pk_of(id, "SavedSearch"), by=person):
            raise NotFound("You have no such search.")
        return person


def stored(filters: Mapping[str, Any]) -> dict[str, Any]:
    """A filter as it is kept, fit for JSON; what narrows nothing is left out."""
    for name, kind in (("theme", "Page"), ("unit", "Unit")):
        for each in filters.get(name) or ():
            pk_of(each, kind)
    return {name: _plain(value) for name, value in filters.items() if value not in (None, "", [])}


def _plain(value: Any) -> Any:
    if isinstance(value, list):
        return [_plain(each) for each in value]
    if isinstance(value, Enum):
        return value.value
    return value.isoformat() if isinstance(value, date) else value


def _alert(value: Any) -> Alert:
    return Alert(value.value if isinstance(value, Enum) else value)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
