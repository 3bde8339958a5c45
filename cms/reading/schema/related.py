"""Pages beside a page: those that its editors chose, then those that share its tags."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Any, NamedTuple

from django.db.models import Case, Count, F, FloatField, Q, QuerySet, Sum, Value, When, Window
from django.db.models.functions import RowNumber

from cms.graphql_kit.context import Context
from cms.graphql_kit.deferred import Deferred, all_of, ready
from cms.graphql_kit.loaders import keyed
from cms.pages.likeness import COMMON, SAME_THEME, weight_of
from cms.pages.models import PageTag
from cms.reading.finding import cards_seen_by
from cms.reading.models import PageCard
from cms.reading.schema.relations import page_by_id, tags_by_page

# So many stand beside a page in all, unless its editors chose more.
SHOWN = 6
# Chosen pages and those above it may be among the likely ones, and are left out of these afterwards.
FETCHED = SHOWN + 10


class Tagged(NamedTuple):
    """A page and its tags, each with the number of published pages that have it, whoever may see these."""

    page_id: int
    theme_id: int | None
    uses: tuple[tuple[int, int], ...]


@keyed
def uses_of_tag(_context: Context, ids: Collection[int]) -> Mapping[int, int]:
    """On how many published pages each tag is."""
    tied = PageTag.objects.filter(tag__in=ids, content_object__card__isnull=False)
    return dict(tied.order_by().values_list("tag").annotate(Count("pk")))


@keyed
def likely_ids(context: Context, keys: Collection[Tagged]) -> Mapping[Tagged, list[int]]:
    """The ids of the pages most like each page, those that this reader may see, the likeliest first. One query.

    Each tag that two pages share counts for one divided by the number of published pages that have it, so that a rare
    tag weighs more than a common one; the same theme makes it a quarter more; of equals the newest comes first.
    """
    scored = _pairs(context, keys).values("of", "content_object_id", "content_object__card__last_published_at")
    scored = scored.annotate(score=Sum(F("weight") * F("nearness")))
    newest = F("content_object__card__last_published_at").desc(nulls_last=True)
    order = [F("score").desc(), newest, F("content_object_id").desc()]
    ranked = scored.annotate(place=Window(RowNumber(), partition_by="of", order_by=order)).filter(place__lte=FETCHED)
    found: dict[int, list[int]] = defaultdict(list)
    for row in ranked.order_by("of", "place"):
        found[row["of"]].append(row["content_object_id"])
    return {key: found[key.page_id] for key in keys}


def _pairs(context: Context, keys: Collection[Tagged]) -> QuerySet[PageTag]:
    """A row for each tag that one of the pages (`of`) shares with another of its language that this reader may see."""
    weights = {tag: weight_of(uses) for key in keys for tag, uses in key.uses}
    tied = PageTag.objects.filter(tag__in=weights, content_object__in=cards_seen_by(context.reader).values("pk"))
    cases = [When(tag=tag, then=Value(weight)) for tag, weight in weights.items()]
    pairs = tied.annotate(
        of=F("tag__pages_pagetag_items__content_object_id"),
        locale_of=F("tag__pages_pagetag_items__content_object__locale_id"),
        weight=Case(*cases, output_field=FloatField()),
        nearness=Case(When(_is_in_theme_of(keys), then=Value(SAME_THEME)), default=Value(1.0)),
    )
    wanted = pairs.filter(of__in=[key.page_id for key in keys], content_object__locale=F("locale_of"))
    return wanted.exclude(content_object=F("of"))


def _is_in_theme_of(keys: Iterable[Tagged]) -> Q:
    same = Q(pk__in=[])
    for key in keys:
        if key.theme_id is not None:
            same |= Q(of=key.page_id, content_object__card__theme_id=key.theme_id)
    return same


def related_to(context: Context, card: PageCard) -> Deferred:
    """The pages to show beside one: all that were chosen, then likely ones until there are `SHOWN`."""
    return all_of([page_by_id.load_many(context, card.related_ids), _likely(context, card)]).then(
        lambda parts: _first_chosen(card, *parts)
    )


def _likely(context: Context, card: PageCard) -> Deferred:
    def of_tags(tags: list[Any]) -> Deferred:
        counted = all_of([uses_of_tag.load(context, tag.tag_id) for tag in tags])
        return counted.then(lambda uses: of_uses(zip((tag.tag_id for tag in tags), uses, strict=True)))

    def of_uses(uses: Iterable[tuple[int, int | None]]) -> Deferred | list[PageCard]:
        telling = tuple((tag, count) for tag, count in uses if count and count <= COMMON)
        if not telling:
            return []
        likely = likely_ids.load(context, Tagged(card.page_id, card.theme_id, telling))
        return likely.then(lambda ids: page_by_id.load_many(context, ids or []))

    if len(card.related_ids) >= SHOWN:
        return ready([])
    return tags_by_page.load(context, card.page_id).then(of_tags)


def _first_chosen(card: PageCard, chosen: list[PageCard], likely: list[PageCard]) -> list[PageCard]:
    left_out = {card.page_id, *card.ancestor_ids, *card.related_ids}
    others = [each for each in likely if each.page_id not in left_out]
    return [*chosen, *others[: max(0, SHOWN - len(chosen))]]
