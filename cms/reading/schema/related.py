"""Pages beside a page: those that its editors chose, then those that share its tags."""

from collections.abc import Collection, Mapping
from typing import Any

from cms.graphql_kit.context import Context
from cms.graphql_kit.deferred import Deferred, all_of
from cms.graphql_kit.loaders import keyed
from cms.reading.models import LikelyPages, PageCard
from cms.reading.schema.relations import page_by_id
from cms.statements import AnyGiven, BoundStatement, Statement

# So many stand beside a page in all, unless its editors chose more.
SHOWN = 6
# Some likely ones may be hidden from the reader, or chosen already: so many more are brought along.
SPARE = 3
# As many of the likely ones are asked for at first.
FIRST_LIKELY = SHOWN + SPARE

LIKELY: Statement[LikelyPages] = Statement(
    lambda: LikelyPages.objects.filter(card__in=AnyGiven("ids")).values_list("card_id", "page_ids")
)


@keyed
def likely_ids(_context: Context, ids: Collection[int]) -> BoundStatement[Mapping[int, list[int]]]:
    """The ids of the pages most like each page, whoever may see them, the likeliest first."""
    return LIKELY.bound(given={"ids": ids}).then(dict)


def related_to(context: Context, card: PageCard) -> Deferred:
    """The pages to show beside one: all that were chosen, then likely ones until there are `SHOWN`."""
    chosen = page_by_id.load_many(context, card.related_ids)
    if len(card.related_ids) >= SHOWN:
        return chosen
    likely = likely_ids.load(context, card.page_id).then(lambda ids: _likely(context, card, ids or []))
    return all_of([chosen, likely]).then(lambda parts: _filled_up(context, card, *parts))


def _likely(context: Context, card: PageCard, ids: list[int]) -> Deferred:
    """The likeliest that may be wanted, and the ids of the others."""
    left_out = {card.page_id, *card.ancestor_ids, *card.related_ids}
    others = [pk for pk in ids if pk not in left_out]
    wanted = SHOWN - len(card.related_ids) + SPARE
    first = page_by_id.load_many(context, others[:wanted])
    return first.then(lambda found: (found, others[wanted:]))


def _filled_up(
    context: Context, card: PageCard, chosen: list[PageCard], likely: tuple[list[PageCard], list[int]]
) -> Any:
    found, others = likely
    missing = SHOWN - len(chosen) - len(found)
    if missing <= 0 or not others:
        return [*chosen, *found[: max(0, SHOWN - len(chosen))]]
    more = page_by_id.load_many(context, others)
    return more.then(lambda further: [*chosen, *found, *further[:missing]])
