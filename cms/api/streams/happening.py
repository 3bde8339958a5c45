"""What is followed, and what happened to it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from graphql import (
    FragmentDefinitionNode,
    GraphQLError,
    GraphQLObjectType,
    GraphQLSchema,
    OperationDefinitionNode,
)
from graphql.execution.collect_fields import collect_fields
from graphql.execution.values import get_variable_values

from cms.access.readers import Reader
from cms.api.changes import checked_languages, place_of
from cms.api.operations import Operations, RefusedError
from cms.changes.feed import News, Reading, read_notices_on, read_on
from cms.changes.models import ChangeKind, Clock
from cms.changes.places import Opened, Place
from cms.graphql_kit.arguments import arguments_said
from cms.graphql_kit.connections import page_size
from cms.graphql_kit.errors import InvalidInput, NotFound, Unauthenticated
from cms.graphql_kit.ids import pk_of
from cms.reading.finding import cards_seen_by
from cms.reading.preparing import digest_of


@dataclass(frozen=True, slots=True)
class Happening:
    """One event, as its resolvers find it."""

    reading: Reading


@dataclass(frozen=True, slots=True)
class Followed:
    """What one stream follows: the whole log as far as it is told to the reader, or one page of it, or what the reader
    themselves are told."""

    since: Place | None = None
    first: int = 100
    kinds: tuple[str, ...] = ()
    languages: tuple[str, ...] = field(default=())
    page_id: int | None = None
    is_of_notices: bool = False

    def beginning(self, reader: Reader) -> Place:
        """Where who has read nothing yet begins: now; with notices before all, to be told at once how it stands."""
        return self.since or Place.of(Opened.to(reader), -1 if self.is_of_notices else Clock.read().tick)

    def read(self, reader: Reader, place: Place) -> tuple[Reading, list[Happening]]:
        """What happened since a place: how far that went, and the events of it."""
        reading = read_notices_on(reader, place) if self.is_of_notices else self._read_on(reader, place)
        if self.page_id is None:
            return reading, [Happening(reading)] if reading.news or not reading.is_complete else []
        news = reading.news if reading.is_complete else [_unknown_news(self.page_id)]
        return reading, [Happening(replace(reading, news=[each])) for each in news]

    def _read_on(self, reader: Reader, place: Place) -> Reading:
        return read_on(
            reader,
            place,
            first=self.first,
            kinds=self.kinds,
            languages=self.languages,
            object_ids=() if self.page_id is None else (self.page_id,),
        )


def _unknown_news(page_id: int) -> News:
    """What happened to a page while nobody can say: the reader looks at it anew."""
    return News(ChangeKind.PAGE, page_id, was_seen=True, is_moved=False, language="", at=timezone.now())


def followed_by(
    operations: Operations, operation: OperationDefinitionNode, variables: Mapping[str, Any], reader: Reader
) -> Followed:
    """What a subscription follows. Raises RefusedError where it cannot be understood, or the page is not there, and
    Unauthenticated for a visitor who asks for notices."""
    try:
        name, arguments = _field_of(operations, operation, variables)
        return FOLLOWED[name](arguments, reader)
    except Unauthenticated:
        raise
    except GraphQLError as error:
        raise RefusedError([error]) from None


def _field_of(
    operations: Operations, operation: OperationDefinitionNode, variables: Mapping[str, Any]
) -> tuple[str, dict[str, Any]]:
    """The one field of a validated subscription, and its arguments."""
    schema: GraphQLSchema = operations.schema
    values = get_variable_values(schema, operation.variable_definitions, dict(variables), hide_suggestions=True)
    if isinstance(values, list):
        raise RefusedError(values)
    kind = schema.subscription_type
    assert isinstance(kind, GraphQLObjectType)
    fragments = {
        each.name.value: each for each in operations.document.definitions if isinstance(each, FragmentDefinitionNode)
    }
    [[node, *_others]] = collect_fields(schema, fragments, values, kind, operation.selection_set).values()
    name = node.name.value
    if name not in kind.fields:
        raise InvalidInput("Follow one of " + ", ".join(f"`{each}`" for each in kind.fields) + ".")
    return name, arguments_said(kind.fields[name], node, values)


def _log_followed(arguments: Mapping[str, Any], _reader: Reader) -> Followed:
    return Followed(
        since=place_of(arguments.get("since")),
        first=page_size(max(arguments["first"], 1)),
        kinds=tuple(kind.value for kind in arguments.get("kinds") or ()),
        languages=tuple(checked_languages(arguments.get("languages"))),
    )


def _page_followed(arguments: Mapping[str, Any], reader: Reader) -> Followed:
    pages, path, node_id = cards_seen_by(reader), arguments.get("path"), arguments.get("id")
    if path is not None and node_id is None:
        found = pages.filter(path_digest=digest_of(path), path=path)
    elif node_id is not None and path is None:
        found = pages.filter(pk=pk_of(node_id, "Page"))
    else:
        raise InvalidInput("Say which page by either `id` or `path`.")
    card = found.first()
    if card is None:
        raise NotFound("There is no such page.")
    return Followed(kinds=(ChangeKind.PAGE,), page_id=card.pk)


def _notices_followed(_arguments: Mapping[str, Any], reader: Reader) -> Followed:
    if reader.is_visitor:
        raise Unauthenticated("Sign in first.")
    return Followed(is_of_notices=True)


# By the fields of `Subscription`.
FOLLOWED = {"changed": _log_followed, "pageChanged": _page_followed, "noticesChanged": _notices_followed}


def place_to_begin(request: HttpRequest, followed: Followed, reader: Reader) -> Place:
    """Behind the last event that a client that comes back has, else where it says, else now."""
    last = request.headers.get("Last-Event-ID")
    try:
        place = place_of(last) if last else None
    except GraphQLError as error:
        raise RefusedError([error]) from None
    return place or followed.beginning(reader)
