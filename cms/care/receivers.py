"""What follows from a page's being published."""

from typing import Any

from django.dispatch import receiver
from wagtail.models import Page

from cms.care.actions.note import note_links
from cms.reading.signals import pages_prepared


@receiver(pages_prepared)
def note_prepared_pages(sender: Any, page_ids: list[int], **kwargs: Any) -> None:
    """A page says something else now, or nothing. Of a deleted one the database has removed the links already."""
    there = Page.objects.filter(pk__in=page_ids).values_list("pk", flat=True)
    note_links(list(there))
