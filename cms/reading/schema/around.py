"""What is around a page, asked in the statement that finds it.

Its row lists what it refers to, so PostgreSQL need not wait until somebody has read that list: asked after it, all of
this is another way to the database and back, and the owners of the pages beside it one more (docs/performance.md). Each
part asks the policy as it does elsewhere; what is missing here is fetched as ever. SQLite, which is no way off, fetches
all of it so.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from operator import attrgetter
from typing import Any, NamedTuple

from django.db import connections

from cms.archive.schema.documents import document_by_id
from cms.batches import rows_with
from cms.directory.schema import person_by_id
from cms.graphql_kit.context import Context
from cms.graphql_kit.loaders import Relation
from cms.media.schema import image_by_id, sizes_named, specs_named
from cms.reading.models import PageCard
from cms.reading.schema.related import FIRST_LIKELY
from cms.reading.schema.relations import page_by_id, tags_by_page
from cms.statements import BoundStatement, Chosen

AROUND = (
    "SELECT {lists} FROM reading_pagecard card LEFT JOIN reading_pagebody body ON body.card_id = card.page_id "
    "LEFT JOIN reading_likelypages likely ON likely.card_id = card.page_id WHERE card.path_digest = %s"
)
EACH = "SELECT jsonb_array_elements_text({kind})::bigint FROM around"
OWNERS = f"SELECT owner_id FROM reading_pagecard WHERE page_id = ANY(ARRAY({EACH.format(kind='related')}))"  # noqa: S608


class Ids(NamedTuple):
    """Ids that a page's row has of one kind of thing: the fields that show those, and the same in SQL and Python."""

    shown_by: frozenset[str]
    text: str
    of: Callable[[PageCard], Iterable[int | None]]


def _referred(kind: str, *shown_by: str) -> Ids:
    def of(card: PageCard) -> Iterable[int]:
        body = getattr(card, "prepared_body", None)
        found: Iterable[int] = body.references.get(kind, ()) if body else ()
        return found

    return Ids(frozenset({"body", *shown_by}), f"body.\"references\"->'{kind}'", of)


def _column(name: str, *shown_by: str) -> Ids:
    return Ids(frozenset(shown_by), f"to_jsonb(card.{name})", lambda card: (getattr(card, name),))


RELATED = (
    Ids(frozenset({"related"}), "card.related_ids", attrgetter("related_ids")),
    Ids(
        frozenset({"related"}),
        f"jsonb_path_query_array(likely.page_ids, '$[0 to {FIRST_LIKELY - 1}]')",
        lambda card: (getattr(card, "likely_ids", None) or ())[:FIRST_LIKELY],
    ),
)
OF_KIND: Mapping[str, tuple[Ids, ...]] = {
    "page": (
        *RELATED,
        Ids(frozenset({"breadcrumbs"}), "card.ancestor_ids", attrgetter("ancestor_ids")),
        _column("parent_id", "parent"),
        _column("theme_id", "theme"),
        _referred("page", "html"),
    ),
    "image": (_column("image_id", "image"), _referred("image", "image")),
    "person": (_column("owner_id", "owner"), _referred("person", "person")),
    "document": (_referred("document", "html"), _referred("document", "document")),
    "itself": (_column("page_id", "tags"),),
}
RELATIONS = (
    ("person", person_by_id), ("image", sizes_named), ("image", image_by_id), ("page", page_by_id),
    ("document", document_by_id), ("itself", tags_by_page),
)  # fmt: skip


class Asked(NamedTuple):
    """What is asked along of one kind: by which ids, and the query that chooses them."""

    relation: Relation
    ids: tuple[Ids, ...]
    chosen: Chosen

    def statement(self, context: Context) -> BoundStatement[Mapping[Any, Any]]:
        """The question, with what the policy says to it."""
        fetch: Callable[[Context, Chosen], BoundStatement[Mapping[Any, Any]]] = self.relation.fetch  # type: ignore[assignment]
        return fetch(context, self.chosen)


def cards_with_around(context: Context, found: BoundStatement[list[PageCard]], digest: str) -> list[PageCard]:
    """The pages that a statement finds at the address of a digest, with what is around them at hand."""
    around, along = _asked(context.names or frozenset())
    if not along or connections[found.prepared.alias].vendor != "postgresql":
        return found.answer()
    statements = [asked.statement(context) for asked in along]
    rows, parts = rows_with(found, statements, around=around, given=[digest])
    cards = found.finish(rows)
    for asked, statement, part in zip(along, statements, parts, strict=True):
        brought = statement.finish(part)
        keys = {pk for card in cards for ids in asked.ids for pk in ids.of(card)}
        asked.relation.have_at_hand(context, keys.union(brought), brought)
    return cards


@lru_cache(maxsize=1000)
def _asked(names: frozenset[str]) -> tuple[str, list[Asked]]:
    """What is worth asking along by an operation that asks fields of these `names`, and the query for their ids."""
    shown = {kind: tuple(ids for ids in all_ids if ids.shown_by <= names) for kind, all_ids in OF_KIND.items()}
    lists = [f"{_joined(ids)} AS {kind}" for kind, ids in shown.items() if ids]
    chosen = {kind: Chosen(EACH.format(kind=kind)) for kind in shown}
    if {"owner", "related"} <= names:
        lists.append(f"{_joined(RELATED)} AS related")
        chosen["person"] = Chosen(f"{chosen['person']} UNION ALL {OWNERS}")
    along = [
        Asked(relation, shown[kind], chosen[kind])
        for kind, relation in RELATIONS
        if shown[kind] and (relation is not sizes_named or specs_named(names))
    ]
    return AROUND.format(lists=", ".join(lists)), along


def _joined(all_ids: tuple[Ids, ...]) -> str:
    return " || ".join(["'[]'::jsonb", *(f"COALESCE({ids.text}, '[]')" for ids in all_ids)])
