"""Lists of pages. What most of them ask, which no filter by the tree or by time narrows, has its text kept."""

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import F, QuerySet
from django.utils.timezone import is_aware, make_aware
from wagtail.models import Page as WagtailPage

from cms.access.policy import Visible
from cms.access.readers import Reader
from cms.graphql_kit.connections import Slice, in_order, page_size, slice_made_of, slice_of
from cms.graphql_kit.context import Context
from cms.graphql_kit.errors import InvalidInput, LimitExceeded
from cms.graphql_kit.ids import pk_of
from cms.graphql_kit.limits import LIMITS
from cms.pages.models import PageTag
from cms.reading.columns import unread_columns
from cms.reading.finding import cards_in, cards_seen_by
from cms.reading.models import OVER, PageCard
from cms.statements import AnyGiven, Given

ORDERS = {
    "LAST_PUBLISHED_DESC": ("-last_published_at", "-pk"),
    "FIRST_PUBLISHED_DESC": ("-first_published_at", "-pk"),
    "TITLE_ASC": ("title", "pk"),
    "TREE": ("tree_path",),
    "STARTS_ASC": ("starts_at", "pk"),
}

SORTED_BY = {order: tuple(name.lstrip("-") for name in names) for order, names in ORDERS.items()}


def _keys(ids: list[str]) -> list[int]:
    if len(ids) > LIMITS.first:
        raise LimitExceeded("ids", value=LIMITS.first, asked=len(ids))
    return [pk_of(id_, "Page") for id_ in ids]


def _types(kinds: list[Any]) -> list[str]:
    return [kind.value for kind in kinds]


class Kept(NamedTuple):
    """A filter that may stand in a statement whose text is kept: the field, what reads its value as it was asked, and
    what stands for that value. Several values are looked for in a list; one by itself has an index in the list's order.
    """

    field: str
    read: Callable[[Any], Any]
    several: AnyGiven | None

    def looks_up(self, value: Any) -> dict[str, Any]:
        """What a queryset is filtered by, for a value as `read` gives it."""
        return {self.field if self.several is None else f"{self.field}__in": value}


KEPT: Mapping[str, Kept] = {
    "type": Kept("type", _types, AnyGiven("type", kind="text")),
    "theme": Kept("theme_id", _keys, AnyGiven("theme")),
    "ids": Kept("pk", _keys, AnyGiven("ids")),
    "language": Kept("language", str, None),
}


def _listed(names: Iterable[str], single: Collection[str], order: str, unread: Iterable[str]) -> QuerySet[PageCard]:
    filters: dict[str, Any] = {}
    for name in names:
        several = KEPT[name].several
        if several is None or name in single:
            filters[KEPT[name].field] = Given(name)
        else:
            filters |= KEPT[name].looks_up(several)
    return in_order(_with_place(PageCard.objects.filter(**filters).defer(*unread), order), ORDERS[order])


LISTED = Visible(_listed)


def listed_pages(
    context: Context, asked: dict[str, Any], order: str, *, first: int, after: str | None, with_fallback: bool
) -> Slice[PageCard]:
    """One page of the list of the pages that the reader may see and that a filter (`PageFilter`) lets through.

    Raises InvalidInput and LimitExceeded for what cannot be asked.
    """
    given = {name: value for name, value in asked.items() if value is not None}
    reader, size = context.reader, page_size(first)

    def rows() -> QuerySet[PageCard]:
        return _filtered(_in_language(reader, given.get("language"), with_fallback=with_fallback), given)

    if after is not None or with_fallback or not given.keys() <= KEPT.keys():
        return slice_of(_with_place(rows(), order), order=ORDERS[order], first=first, after=after)
    values = {name: KEPT[name].read(value) for name, value in sorted(given.items())}
    single = tuple(name for name, value in values.items() if isinstance(value, list) and len(value) == 1)
    values |= {name: values[name][0] for name in single}
    unread = unread_columns(context.names, *SORTED_BY[order])
    found = LISTED.to(reader, tuple(values), single, order, unread, at_most=size + 1, **values) if size else []
    return slice_made_of(found, ORDERS[order], size, None, lambda: rows().order_by().count())


def _with_place(rows: QuerySet[PageCard], order: str) -> QuerySet[PageCard]:
    return rows.annotate(tree_path=F("page__path")) if order == "TREE" else rows


def _in_language(reader: Reader, language: str | None, *, with_fallback: bool) -> QuerySet[PageCard]:
    if language is not None:
        return cards_in(language, reader=reader, with_fallback=with_fallback)
    if with_fallback:
        raise InvalidInput("`fallback` is from a language: give `language` in the filter.")
    return cards_seen_by(reader)


def _filtered(rows: QuerySet[PageCard], asked: dict[str, Any]) -> QuerySet[PageCard]:
    """Of cards in the language that is asked, those that all the other filters let through."""
    plain = asked.keys() & KEPT.keys() - {"language"}
    for name in plain:
        rows = rows.filter(**KEPT[name].looks_up(KEPT[name].read(asked[name])))
    if "under" in asked:
        rows = _below(rows, pk_of(asked["under"], "Page"), asked.get("depth"))
    elif "depth" in asked:
        raise InvalidInput("`depth` is counted from a page: give `under`.")
    if "tag" in asked:
        tagged = PageTag.objects.filter(tag__slug__in=asked["tag"])
        rows = rows.filter(pk__in=tagged.values("content_object_id"))
    return _in_time(rows, asked.get("starts_from"), asked.get("starts_to"))


def _below(rows: QuerySet[PageCard], page_id: int, depth: int | None) -> QuerySet[PageCard]:
    above = WagtailPage.objects.filter(pk=page_id).first()
    if above is None:
        return rows.none()
    below = rows.filter(page__path__startswith=above.path).exclude(pk=above.pk)
    return below if depth is None else below.filter(page__depth__lte=above.depth + max(depth, 0))


def _in_time(rows: QuerySet[PageCard], begin: datetime | None, end: datetime | None) -> QuerySet[PageCard]:
    if begin is not None:
        rows = rows.alias(over_at=OVER).filter(over_at__gte=_aware(begin))
    if end is not None:
        rows = rows.filter(starts_at__lt=_aware(end))
    return rows


def _aware(moment: datetime) -> datetime:
    """A moment without an offset is told by the clock where the organisation is."""
    return moment if is_aware(moment) else make_aware(moment)
