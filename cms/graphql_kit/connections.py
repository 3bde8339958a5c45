"""Relay connections, page by page by key: a page costs the same at the start and at the end of the list.

A cursor holds the values of the last row that the list is ordered by, so the next page begins after them whatever was
published or withdrawn meanwhile. It opens nothing: each page is asked of the policy again.
"""

import base64
import binascii
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar

import graphene
from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db.models import Model, Q, QuerySet
from graphql import GraphQLResolveInfo

from cms.graphql_kit.errors import InvalidInput, LimitExceeded
from cms.graphql_kit.limits import LIMITS

Thing = TypeVar("Thing")


class PageInfo(graphene.ObjectType):
    """Where a page of a connection stands in the whole list."""

    has_next_page = graphene.Boolean(required=True, description="Whether there is more after this page.")
    has_previous_page = graphene.Boolean(required=True, description="Whether there is something before this page.")
    start_cursor = graphene.String(description="The cursor of the first edge; null when the page is empty.")
    end_cursor = graphene.String(description="The cursor to give as `after` for the next page.")


@dataclass(frozen=True)
class Edge(Generic[Thing]):
    """A thing and its place in the list."""

    node: Thing
    cursor: str


@dataclass(frozen=True)
class Slice(Generic[Thing]):
    """One page of a connection. `count` tells, when asked, how many things the reader may see in the whole list."""

    edges: Sequence[Edge[Thing]]
    has_next_page: bool
    has_previous_page: bool
    count: Callable[[], Any]

    @property
    def nodes(self) -> list[Thing]:
        """The things, without their cursors."""
        return [edge.node for edge in self.edges]

    @property
    def page_info(self) -> dict[str, Any]:
        """What `PageInfo` tells."""
        return {
            "has_next_page": self.has_next_page,
            "has_previous_page": self.has_previous_page,
            "start_cursor": self.edges[0].cursor if self.edges else None,
            "end_cursor": self.edges[-1].cursor if self.edges else None,
        }


class Connection:
    """The fields all connections share. A connection adds `edges` and `nodes` of its own type."""

    page_info = graphene.Field(PageInfo, required=True, description="Where this page stands in the whole list.")
    total_count = graphene.Int(required=True, description="How many there are that the reader may see.")

    @staticmethod
    def resolve_total_count(page: Slice[Any], _info: GraphQLResolveInfo) -> Any:
        """Counted only when somebody asks."""
        return page.count()


def page_size(first: int) -> int:
    """The `first` of a connection, checked. Raises LimitExceeded above the limit, InvalidInput below zero."""
    if first > LIMITS.first:
        raise LimitExceeded("first", value=LIMITS.first, asked=first)
    if first < 0:
        raise InvalidInput("`first` is a number of things: 0 or more.")
    return first


def slice_of(rows: QuerySet[Any], *, order: Sequence[str], first: int, after: str | None) -> Slice[Any]:
    """One page of a queryset, in an order.

    `order` names columns of the model that are never null, "-" before one that falls, and ends in a unique one. One
    query, and one more where the total is asked.
    """
    size = page_size(first)
    page = rows.order_by(*order)
    if after is not None:
        page = page.filter(_beyond(order, _values(after, rows.model, order)))
    found = list(page[: size + 1]) if size else []
    return Slice(
        edges=[Edge(row, cursor_of([getattr(row, name.lstrip("-")) for name in order])) for row in found[:size]],
        has_next_page=len(found) > size,
        has_previous_page=after is not None,
        count=rows.order_by().count,
    )


def cursor_of(values: Sequence[Any]) -> str:
    """A place in a list as text nobody needs to read."""
    plain = [value.isoformat() if isinstance(value, date) else value for value in values]
    return base64.urlsafe_b64encode(json.dumps(plain).encode()).decode()


def values_of(cursor: str) -> list[Any]:
    """What a cursor holds. Raises InvalidInput when it is none of ours."""
    try:
        values = json.loads(base64.b64decode(cursor, altchars=b"-_", validate=True))
    except (binascii.Error, ValueError, RecursionError):
        raise _no_cursor() from None
    if not isinstance(values, list):
        raise _no_cursor()
    return values


def _values(cursor: str, model: type[Model], order: Sequence[str]) -> list[Any]:
    """What a cursor holds, as values of the columns of this order."""
    values = values_of(cursor)
    if len(values) != len(order) or any(value is None for value in values):
        raise _no_cursor()
    try:
        return [
            model._meta.get_field(name.lstrip("-")).to_python(value) for name, value in zip(order, values, strict=True)
        ]
    except (ValidationError, FieldDoesNotExist, TypeError, OverflowError):
        raise _no_cursor() from None


def _beyond(order: Sequence[str], values: Sequence[Any]) -> Q:
    """The rows after a place: later in the first column, or equal there and later in the second, and so on."""
    beyond = Q(pk__in=[])
    equal = Q()
    for name, value in zip(order, values, strict=True):
        column, comparison = (name[1:], "lt") if name.startswith("-") else (name, "gt")
        beyond |= equal & Q(**{f"{column}__{comparison}": value})
        equal &= Q(**{column: value})
    return beyond


def _no_cursor() -> InvalidInput:
    return InvalidInput("`after` is not a cursor of this list.")
