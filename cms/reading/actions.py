"""What is done to the read model."""

from collections.abc import Iterable

from django.db import transaction
from wagtail.models import Page

from cms.pages.models import ContentPage
from cms.reading.models import PageBody, PageCard
from cms.reading.preparing import Surroundings, body_of, card_of
from cms.reading.signals import pages_prepared

BATCH = 100
CARD_FIELDS = [field.name for field in PageCard._meta.fields if not field.primary_key]


def prepare_pages(page_ids: Iterable[int]) -> None:
    """Write what these pages say now, as committed; remove what is not published any more. May be run again."""
    ids = sorted(set(page_ids))
    for start in range(0, len(ids), BATCH):
        _prepare_some(ids[start : start + BATCH])


@transaction.atomic
def _prepare_some(page_ids: list[int]) -> None:
    found = Page.objects.filter(pk__in=page_ids, live=True).specific().prefetch_related("locale", "related_links")
    pages = [page for page in found if isinstance(page, ContentPage)]
    PageCard.objects.filter(pk__in=set(page_ids) - {page.pk for page in pages}).delete()
    around = Surroundings.of(pages)
    cards = [card_of(page, around) for page in pages]
    PageCard.objects.bulk_create(cards, update_conflicts=True, unique_fields=["page"], update_fields=CARD_FIELDS)
    PageBody.objects.bulk_create(
        [body_of(page) for page in pages],
        update_conflicts=True,
        unique_fields=["card"],
        update_fields=["blocks", "references"],
    )
    transaction.on_commit(lambda: pages_prepared.send(sender=PageCard, page_ids=page_ids))


def prepare_everything() -> int:
    """Prepare every published page, from nothing; returns how many cards there are."""
    prepare_pages(Page.objects.filter(depth__gt=1).values_list("pk", flat=True))
    return PageCard.objects.count()
