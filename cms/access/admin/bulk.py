"""Bulk actions on "all pages of this list", which Wagtail takes from the tree instead of from the list."""

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from wagtail.admin.views.pages.bulk_actions import (
    DeleteBulkAction,
    MoveBulkAction,
    PublishBulkAction,
    UnpublishBulkAction,
)
from wagtail.admin.views.pages.bulk_actions.page_bulk_action import PageBulkAction
from wagtail.models import Page

from cms.access.policy import open_to
from cms.access.readers import reader_of

# What Wagtail's screens say lies below each page.
COUNTED: dict[str, Callable[[Any], Any]] = {
    "child_pages": lambda below: below,
    "descendant_count": lambda below: below,
    "live_descendant_count": lambda below: below.live(),
    "draft_descendant_count": lambda below: below.not_live(),
}


class OfOpenPages(PageBulkAction):
    """Names no page that does not open, not even as one to which nothing may be done, nor counts it."""

    def object_context(self, obj: Page) -> dict[str, Any]:
        context: dict[str, Any] = super().object_context(obj)
        below = open_to(reader_of(self.request), obj.get_descendants())
        counts = {name: counted(below).count() for name, counted in COUNTED.items() if name in context}
        return context | counts

    def get_all_objects_in_listing_query(self, parent_id: str | None) -> list[int]:
        listed = list(super().get_all_objects_in_listing_query(parent_id))
        opened: QuerySet[Page] = open_to(reader_of(self.request), Page.objects.filter(pk__in=listed))
        return list(opened.values_list("pk", flat=True))


class DeleteOpenPages(OfOpenPages, DeleteBulkAction):
    """Delete."""


class MoveOpenPages(OfOpenPages, MoveBulkAction):
    """Move."""


class PublishOpenPages(OfOpenPages, PublishBulkAction):
    """Publish."""


class UnpublishOpenPages(OfOpenPages, UnpublishBulkAction):
    """Unpublish."""


BULK_ACTIONS = (DeleteOpenPages, MoveOpenPages, PublishOpenPages, UnpublishOpenPages)
