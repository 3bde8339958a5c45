"""When a page's prepared row is made anew: after the commit, in the process that published it, so that the answer to
the very next request has it; and once more when the worker fills its search entry, should this process have died."""

import threading
from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from wagtail.models import Page

from cms.access.receivers import DRAFT_FIELDS
from cms.pages.addresses import path_of
from cms.reading.actions import prepare_pages
from cms.reading.models import PageCard
from cms.reading.signals import pages_prepared
from search.signals import entries_filled

# More pages than this below a moved or renamed one are left to the worker, because an editor waits for the answer.
AT_ONCE = 50

_waiting = threading.local()


@receiver(post_save)
def prepare_saved_page(
    sender: type, instance: Any, update_fields: Any = None, raw: bool = False, **kwargs: Any
) -> None:
    """Prepare a page that was saved as more than a draft; several saves in one transaction prepare it once."""
    if raw or not issubclass(sender, Page) or instance.depth == 1:
        return
    if update_fields and set(update_fields) <= DRAFT_FIELDS:
        return
    ids: set[int] = _waiting.__dict__.setdefault("ids", set())
    ids.add(instance.pk)
    transaction.on_commit(prepare_waiting)


def prepare_waiting() -> None:
    """Prepare what this thread saved; what a rolled back transaction left here is prepared too, which harms nothing."""
    ids: set[int] = _waiting.__dict__.setdefault("ids", set())
    page_ids, _waiting.ids = ids, set()
    if page_ids:
        prepare_pages(page_ids | _moved_below(page_ids))


def _moved_below(page_ids: set[int]) -> set[int]:
    """The pages below one whose address or place changed, if they are few."""
    moved: set[int] = set()
    before = PageCard.objects.in_bulk(page_ids)
    for page in Page.objects.filter(pk__in=before.keys()).select_related("locale"):
        if before[page.pk].path != path_of(page):
            below = Page.objects.filter(path__startswith=page.path, live=True).values_list("pk", flat=True)[
                : AT_ONCE + 1
            ]
            moved |= set(below) if len(below) <= AT_ONCE else set()
    return moved


@receiver(entries_filled)
def prepare_filled(sender: Any, subject_type: str, object_ids: list[int], **kwargs: Any) -> None:
    """The worker came by."""
    if subject_type == "page":
        prepare_pages(object_ids)


@receiver(post_delete)
def tell_deleted_page(sender: type, instance: Any, **kwargs: Any) -> None:
    """The database removes the card of a deleted page; whoever keeps answers must hear of it."""
    if sender is Page:
        page_id = instance.pk
        transaction.on_commit(lambda: pages_prepared.send(sender=PageCard, page_ids=[page_id]))
