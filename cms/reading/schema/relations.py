"""What pages are connected with, brought for many pages at once and only as far as the reader may see it."""

from collections.abc import Collection, Iterable, Mapping
from itertools import starmap
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import F, OuterRef
from wagtail.models import Page

from cms.access.policy import Visible, note_passing, visible_to
from cms.access.readers import Reader
from cms.graphql_kit.connections import Asked, Slice, slices_asked
from cms.graphql_kit.context import Context
from cms.graphql_kit.deferred import Deferred
from cms.graphql_kit.loaders import by_id, grouped_by, keyed
from cms.pages.models import PageTag
from cms.reading.columns import unread_columns
from cms.reading.finding import cards_seen_by
from cms.reading.models import PageBody, PageCard
from cms.statements import AnyGiven, BoundStatement, Statement
from cms.tags.schema import labelled

CARDS = Visible(lambda unread: PageCard.objects.filter(pk__in=AnyGiven("ids")).defer(*unread))
VERSIONS = Visible(
    lambda unread: (
        PageCard.objects.filter(translation_key__in=AnyGiven("keys", kind="uuid")).defer(*unread).order_by("language")
    )
)
TAGS_OF_PAGES: Statement[PageTag] = Statement(
    lambda: labelled(
        PageTag.objects.filter(content_object__in=AnyGiven("ids")), OuterRef("content_object__locale__language_code")
    ).values_list("content_object_id", "tag_id", "slug", "label")
)


class PageLabel(NamedTuple):
    """A tag on a page, in the page's language."""

    content_object_id: int
    tag_id: int
    slug: str
    label: str


@by_id
def page_by_id(context: Context, ids: Collection[int]) -> BoundStatement[list[PageCard]]:
    return CARDS.asked_by(context.reader, unread_columns(context.names), ids=ids)


@by_id
def body_by_page(context: Context, ids: Collection[int]) -> Iterable[PageBody]:
    bodies = visible_to(context.reader, PageBody.objects.filter(pk__in=ids))
    note_reading(context.reader, bodies.values("pk"))
    return bodies


def note_reading(reader: Reader, ids: Any) -> None:
    """Have the audit log know what an administrator reads that opens for them as administrator alone."""
    if reader.passes_all:
        note_passing(reader, Page.objects.filter(pk__in=ids))


@grouped_by("translation_key")
def versions_by_key(context: Context, keys: Collection[UUID]) -> BoundStatement[list[PageCard]]:
    return VERSIONS.asked_by(context.reader, unread_columns(context.names, "translation_key"), keys=keys)


def linked_page(context: Context, page_id: int, language: str | None) -> Deferred:
    """The page a link leads to: in the language the link stands in where it is translated, else as it was linked."""

    def in_language(card: PageCard | None) -> PageCard | Deferred | None:
        if card is None or language in (None, card.language):
            return card
        versions = versions_by_key.load(context, card.translation_key)
        return versions.then(lambda found: next((each for each in found if each.language == language), card))

    return page_by_id.load(context, page_id).then(in_language)


@grouped_by("content_object_id")
def tags_by_page(_context: Context, ids: Collection[int]) -> BoundStatement[list[PageLabel]]:
    return TAGS_OF_PAGES.bound(given={"ids": ids}).then(lambda rows: list(starmap(PageLabel, rows)))


@keyed
def children_of(context: Context, asked: Collection[Asked]) -> Mapping[Asked, Slice[PageCard]]:
    """Children in the order of the tree, page by page."""
    rows = cards_seen_by(context.reader).annotate(tree_path=F("page__path"))
    return slices_asked(rows, asked, of="parent_id", order=["tree_path"])
