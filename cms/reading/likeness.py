"""Which pages are most like each page by their tags: reckoned when a page changes, because reckoning it at each read
takes longer the more pages there are (docs/performance.md). Who may see them is asked at the read, as ever."""

from collections import defaultdict
from collections.abc import Collection, Iterable

from django.db import transaction
from django.db.models import Case, Count, F, FloatField, Q, QuerySet, Sum, Value, When, Window
from django.db.models.functions import RowNumber

from cms.pages.likeness import COMMON, SAME_THEME, weight_of
from cms.pages.models import PageTag
from cms.reading.models import LikelyPages, PageCard
from cms.reading.signals import pages_prepared

# So many are kept for each page, of which a reader may not see all.
KEPT = 30
# So many pages can be saved at once with what they are like reckoned anew; of more, each is among those saved.
FEW = 10
BATCH = 100


@transaction.atomic
def write_likely(page_ids: Collection[int]) -> None:
    """Write which pages are most like each of these. Where they are few, also for those that are, or were, like them:
    a new page stands beside these at once."""
    before = _known(page_ids)
    after = likely_ids(page_ids)
    if len(page_ids) <= FEW:
        near = {pk for ids in (*before.values(), *after.values()) for pk in ids} - set(page_ids)
        before |= _known(near)
        after |= likely_ids(near)
    changed = [pk for pk, ids in after.items() if before.get(pk, []) != ids]
    if not changed:
        return
    # of those that still have a card
    still_there = PageCard.objects.filter(pk__in=changed).held().values_list("pk", flat=True)
    LikelyPages.objects.bulk_create(
        [LikelyPages(card_id=pk, page_ids=after[pk]) for pk in still_there],
        update_conflicts=True,
        unique_fields=["card"],
        update_fields=["page_ids"],
    )
    transaction.on_commit(lambda: pages_prepared.send(sender=PageCard, page_ids=changed))


def _known(page_ids: Collection[int]) -> dict[int, list[int]]:
    return dict(LikelyPages.objects.filter(card__in=page_ids).values_list("card_id", "page_ids"))


def likely_ids(page_ids: Collection[int]) -> dict[int, list[int]]:
    """The ids of the published pages of the same language that are most like each of these, the likeliest first.

    Each tag that two pages share counts for one divided by the number of published pages that have it, so that a rare
    tag weighs more than a common one; the same theme makes it a quarter more; of equals the newest comes first.
    """
    themes = dict(PageCard.objects.filter(pk__in=page_ids).values_list("pk", "theme_id"))
    scored = _pairs(themes).values("of", "content_object_id", "content_object__card__last_published_at")
    scored = scored.annotate(score=Sum(F("weight") * F("nearness")))
    newest = F("content_object__card__last_published_at").desc(nulls_last=True)
    order = [F("score").desc(), newest, F("content_object_id").desc()]
    ranked = scored.annotate(place=Window(RowNumber(), partition_by="of", order_by=order)).filter(place__lte=KEPT)
    found: dict[int, list[int]] = defaultdict(list, {pk: [] for pk in themes})
    for row in ranked.order_by("of", "place"):
        found[row["of"]].append(row["content_object_id"])
    return dict(found)


def _pairs(themes: dict[int, int | None]) -> QuerySet[PageTag]:
    """A row for each tag that one of the pages (`of`) shares with another published one of its language."""
    published = PageTag.objects.filter(content_object__card__isnull=False)
    own = PageTag.objects.filter(content_object__in=themes).values("tag")
    uses = dict(published.filter(tag__in=own).order_by().values_list("tag").annotate(Count("pk")))
    weights = {tag: weight_of(count) for tag, count in uses.items() if count <= COMMON}
    cases = [When(tag=tag, then=Value(weight)) for tag, weight in weights.items()]
    pairs = published.filter(tag__in=weights).annotate(
        of=F("tag__pages_pagetag_items__content_object_id"),
        locale_of=F("tag__pages_pagetag_items__content_object__locale_id"),
        weight=Case(*cases, default=Value(0.0), output_field=FloatField()),
        nearness=Case(When(_is_in_theme_of(themes), then=Value(SAME_THEME)), default=Value(1.0)),
    )
    return pairs.filter(of__in=list(themes), content_object__locale=F("locale_of")).exclude(content_object=F("of"))


def _is_in_theme_of(themes: dict[int, int | None]) -> Q:
    of_theme: dict[int, list[int]] = defaultdict(list)
    for page_id, theme_id in themes.items():
        if theme_id is not None:
            of_theme[theme_id].append(page_id)
    same = Q(pk__in=[])
    for theme_id, page_ids in of_theme.items():
        same |= Q(of__in=page_ids, content_object__card__theme_id=theme_id)
    return same


def write_all_likely(page_ids: Iterable[int], *, batch: int = BATCH) -> None:
    """The same for many pages, some at a time."""
    ids = sorted(set(page_ids))
    for start in range(0, len(ids), batch):
        write_likely(ids[start : start + batch])


def reckon_likely_pages() -> None:
    """Reckon it anew for all: for those further off that a change moved, and for everyone after an upgrade."""
    write_all_likely(PageCard.objects.values_list("pk", flat=True))
