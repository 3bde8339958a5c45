"""Places in the tree for pages that are new, before they say anything: links may point to pages that come later."""

import datetime

from django.utils import timezone
from wagtail.models import Page

from cms.importing.manuscripts import Manuscript
from cms.importing.outline import Entry
from cms.importing.planning import Step
from cms.pages.models import ContentPage

SLUG_ROOM = 240
"""Letters of a slug that a number may follow."""


class PageMaker:
    """Makes empty, unpublished pages where their folders say, each with a slug that its siblings leave free."""

    def __init__(self, root: ContentPage, folder: Entry) -> None:
        self._root = root
        self._places: dict[Entry, ContentPage] = {folder: root}
        self._slugs: dict[int, set[str]] = {}

    def settle(self, step: Step) -> ContentPage:
        """The page of a step: the one that was there, else a new one. Parents come before their children."""
        if step.page is None:
            step.page = self._made(step)
        self._places.setdefault(step.entry, step.page)
        return step.page

    def _made(self, step: Step) -> ContentPage:
        parent = self._parent_of(step.entry)
        page = step.page_type(
            title=step.manuscript.title,
            slug=self._free_slug(step.manuscript.slug, parent),
            locale_id=self._root.locale_id,
            live=False,
            source_path=step.manuscript.source_path,
            first_published_at=_moment(step.manuscript),
        )
        parent.add_child(instance=page)
        return page

    def _parent_of(self, entry: Entry) -> ContentPage:
        """The page of the nearest folder above that has one; a topic that failed leaves its children to its parent."""
        above = entry.parent
        while above is not None and above not in self._places:
            above = above.parent
        return self._places[above] if above is not None else self._root

    def _free_slug(self, slug: str, parent: Page) -> str:
        if parent.pk not in self._slugs:
            self._slugs[parent.pk] = set(Page.objects.child_of(parent).values_list("slug", flat=True))
        taken = self._slugs[parent.pk]
        free, number = slug, 1
        while free in taken:
            number += 1
            free = f"{slug[:SLUG_ROOM]}-{number}"
        taken.add(free)
        return free


def _moment(manuscript: Manuscript) -> datetime.datetime | None:
    """When a page was first published; a day without an hour begins at midnight here."""
    date = manuscript.date
    if date is None:
        return None
    if not isinstance(date, datetime.datetime):
        date = datetime.datetime.combine(date, datetime.time())
    return timezone.make_aware(date) if timezone.is_naive(date) else date
