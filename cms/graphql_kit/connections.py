"""Relay connections, page by page by key: a page costs the same at the start and at the end of the list.

A cursor holds the values of the last row that the list is ordered by, so the next page begins after them whatever was
published or withdrawn meanwhile. It opens nothing: each page is asked of the policy again.
"""

import base64
import binascii
import json
from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from operator import attrgetter
from typing import Any, Generic, NamedTuple, TypeVar

import graphene
from django.core.exceptions import ValidationError
from django.db.models import Count, F, Q, QuerySet, Window
from django.db.models.functions import RowNumber
from graphql import GraphQLResolveInfo

from cms.graphql_kit.errors import InvalidInput, LimitExceeded
from cms.graphql_kit.limits import LIMITS

Thing = TypeVar("Thing")

# Columns of a model (through relations too: `user__last_name`) or annotations, "-" before one that falls; the last is
# unique.
Order = Sequence[str]


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
    order: Order

    @property
    def cursor(self) -> str:
        """Made when it is asked: most lists are asked for their things alone."""
        return cursor_of([_value(self.node, name) for name in self.order])


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


def paging_arguments() -> dict[str, Any]:
    """What asks for one page of a connection; new ones for each field, because graphene lists arguments as they were
    made."""
    return {
        "first": graphene.Int(default_value=20, description="How many; at most 100."),
        "after": graphene.String(description="The cursor behind which to begin."),
    }


def page_size(first: int) -> int:
    """The `first` of a connection, checked. Raises LimitExceeded above the limit, InvalidInput below zero."""
    if first > LIMITS.first:
        raise LimitExceeded("first", value=LIMITS.first, asked=first)
    if first < 0:
        raise InvalidInput("`first` is a number of things: 0 or more.")
    return first


def slice_of(rows: QuerySet[Any], *, order: Order, first: int, after: str | None) -> Slice[Any]:
    """One page of a queryset, in an order: one query, and one more where the total is asked."""
    size = page_size(first)
    found = list(in_order(rows, order, after)[: size + 1]) if size else []
    return slice_made_of(found, order, size, after, rows.order_by().count)


def slices_of(
    rows: QuerySet[Any], *, of: str, owners: Collection[Any], order: Order, first: int, after: str | None
) -> dict[Any, Slice[Any]]:
    """One page for each of several owners, `of` being the column that says whose a row is: one query for all of them.

    Their totals, where asked, are counted by one more query for all.
    """
    if len(owners) == 1:
        # The database can stop after one page of a sorted list, but must number every row of a window.
        return {owner: slice_of(rows.filter(**{of: owner}), order=order, first=first, after=after) for owner in owners}
    size = page_size(first)
    owned = rows.filter(**{f"{of}__in": owners})
    place = Window(RowNumber(), partition_by=F(of), order_by=[_term(rows, name) for name in order])
    found: dict[Any, list[Any]] = {owner: [] for owner in owners}
    for row in in_order(owned, order, after).annotate(place=place).filter(place__lte=size + 1):
        found[getattr(row, of)].append(row)
    counts: dict[Any, int] = {}

    def count(owner: Any) -> int:
        if not counts:
            counts.update(dict.fromkeys(owners, 0))
            counts.update(owned.order_by().values_list(of).annotate(total=Count("pk")))
        return counts[owner]

    return {owner: slice_made_of(found[owner], order, size, after, partial(count, owner)) for owner in owners}


class Asked(NamedTuple):
    """One page of what belongs to one owner: the key of a relation of which several owners may be asked at once."""

    owner: Any
    first: int
    after: str | None


def slices_asked(rows: QuerySet[Any], asked: Collection[Asked], *, of: str, order: Order) -> dict[Asked, Slice[Any]]:
    """The page of each that is asked. Owners of whom the same is asked, as in a list, share one query."""
    alike: dict[tuple[int, str | None], list[Any]] = defaultdict(list)
    for one in asked:
        alike[one.first, one.after].append(one.owner)
    found: dict[Asked, Slice[Any]] = {}
    for (first, after), owners in alike.items():
        slices = slices_of(rows, of=of, owners=owners, order=order, first=first, after=after)
        found |= {Asked(owner, first, after): page for owner, page in slices.items()}
    return found


def slice_made_of(found: list[Any], order: Order, size: int, after: str | None, count: Callable[[], int]) -> Slice[Any]:
    """One page of things that were fetched in an order, one more than its size where there are more."""
    return Slice(
        edges=[Edge(row, order) for row in found[:size]],
        has_next_page=len(found) > size,
        has_previous_page=after is not None,
        count=count,
    )


def in_order(rows: QuerySet[Any], order: Order, after: str | None = None) -> QuerySet[Any]:
    """All rows after a cursor, in order."""
    page = rows.order_by(*(_term(rows, name) for name in order))
    return page if after is None else page.filter(_beyond(order, _values(after, rows, order)))


def _term(rows: QuerySet[Any], name: str) -> Any:
    """A column as SQL sorts by it. Nulls come last on every database, in both directions."""
    plain = name.lstrip("-")
    if not _column(rows, plain).null:
        return name
    return F(plain).desc(nulls_last=True) if name.startswith("-") else F(plain).asc(nulls_last=True)


def _column(rows: QuerySet[Any], name: str) -> Any:
    """The field behind a name such as `title`, `pk`, `user__last_name`, or one that was annotated."""
    if name in rows.query.annotations:
        return rows.query.annotations[name].output_field
    model: Any = rows.model
    *relations, last = name.split("__")
    for relation in relations:
        model = model._meta.get_field(relation).related_model
    return model._meta.pk if last == "pk" else model._meta.get_field(last)


def _value(row: Any, name: str) -> Any:
    return attrgetter(name.lstrip("-").replace("__", "."))(row)


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
    if not isinstance(values, list) or any(isinstance(value, str) and "\x00" in value for value in values):
        raise _no_cursor()
    return values


def _values(cursor: str, rows: QuerySet[Any], order: Order) -> list[Any]:
    """What a cursor holds, as values of the columns of this order."""
    values = values_of(cursor)
    columns = [_column(rows, name.lstrip("-")) for name in order]
    if len(values) != len(order):
        raise _no_cursor()
    try:
        cleaned = [
            None if value is None else column.to_python(value) for column, value in zip(columns, values, strict=True)
        ]
    except (ValidationError, TypeError, ValueError, OverflowError):
        raise _no_cursor() from None
    if any(value is None and not column.null for column, value in zip(columns, cleaned, strict=True)):
        raise _no_cursor()
    return cleaned


def _beyond(order: Order, values: Sequence[Any]) -> Q:
    """The rows after a place: later in the first column, or equal there and later in the second, and so on."""
    beyond = Q(pk__in=[])
    equal = Q()
    for name, value in zip(order, values, strict=True):
        column, comparison = (name[1:], "lt") if name.startswith("-") else (name, "gt")
        # Nothing lies after the nulls, which come last; after any value lie those that are greater, and the nulls.
        if value is not None:
            beyond |= equal & (Q(**{f"{column}__{comparison}": value}) | Q(**{f"{column}__isnull": True}))
        equal &= Q(**{column: value}) if value is not None else Q(**{f"{column}__isnull": True})
    return beyond


def _no_cursor() -> InvalidInput:
    return InvalidInput("`after` is not a cursor of this list.")
