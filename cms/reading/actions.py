"""What is done to the read model."""

from collections.abc import Iterable

from django.db import transaction
from wagtail.models import Page

from cms.access.models import Visibility
from cms.access.models.lock import VisibilityKind
from cms.pages.models import ContentPage
from cms.reading.comparing import differences
from cms.reading.likeness import write_all_likely
from cms.reading.models import PageBody, PageCard
from cms.reading.preparing import Surroundings, body_of, card_of
from cms.reading.showing import shown_by
from cms.reading.signals import cards_written, pages_prepared

BATCH = 100
CARD_FIELDS = [field.name for field in PageCard._meta.fields if not field.primary_key]


def prepare_pages(page_ids: Iterable[int]) -> None:
    """Write what these pages say now, as committed; remove what is not published any more. May be run again."""
    ids = sorted(set(page_ids))
    for start in range(0, len(ids), BATCH):
        _prepare_some(ids[start : start + BATCH])
    # once all of them have cards, by which they are found
    write_all_likely(ids, batch=BATCH)


@transaction.atomic
def _prepare_some(page_ids: list[int]) -> None:
    before = _held(page_ids)
    found = Page.objects.filter(pk__in=page_ids, live=True).specific().prefetch_related("locale", "related_links")
    pages = [page for page in found if isinstance(page, ContentPage)]
    PageCard.objects.filter(pk__in=set(page_ids) - {page.pk for page in pages}).delete()
    around = Surroundings.of(pages)
    cards = [card_of(page, around) for page in pages]
    PageCard.objects.bulk_create(cards, update_conflicts=True, unique_fields=["page"], update_fields=CARD_FIELDS)
    bodies = [body_of(page) for page in pages]
    for card, body in zip(cards, bodies, strict=True):
        body.references = shown_by(card, body.references)
    PageBody.objects.bulk_create(
        bodies,
        update_conflicts=True,
        unique_fields=["card"],
        update_fields=["blocks", "references"],
    )
    found_other = differences(before, cards, bodies)
    cards_written.send(
        sender=PageCard, made=found_other.made, moved=found_other.moved, changed=found_other.changed, before=before
    )
    transaction.on_commit(lambda: pages_prepared.send(sender=PageCard, page_ids=page_ids))


def _held(page_ids: list[int]) -> dict[int, PageCard]:
    """The cards that are there, with their bodies, kept from others who prepare the same until this is done.

    Where one is still to be made, the row that says who sees it is held as well: who brings the page to light at this
    moment tells of it where there is a card, and else leaves that to whoever makes it. Exactly one of both does.
    """
    known = set(PageCard.objects.filter(pk__in=page_ids).values_list("pk", flat=True))
    if new := set(page_ids) - known:
        rows = Visibility.objects.filter(kind=VisibilityKind.PAGE, object_id__in=new).order_by("pk")
        list(rows.select_for_update().values_list("pk", flat=True))
    return {card.pk: card for card in PageCard.objects.filter(pk__in=page_ids).select_related("prepared_body").held()}


def prepare_everything() -> int:
    """Prepare every published page, from nothing; returns how many cards there are."""
    prepare_pages(Page.objects.filter(depth__gt=1).values_list("pk", flat=True))
    return PageCard.objects.count()
