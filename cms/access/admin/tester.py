"""What one person may do to one page."""

from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from wagtail.models import Page
from wagtail.models.pages import PagePermissionTester

from cms.access.admin.policies import opens_for
from cms.access.policy import closed_to
from cms.access.readers import reader_of_user


class OpenPageTester(PagePermissionTester):
    """Wagtail's answers for a page that opens, and no to everything for one that does not: not even the approver of a
    workflow, or whoever locked the page, gets in by that."""

    def __init__(self, user: Any, page: Page) -> None:
        super().__init__(user, page)
        if not self.is_open and not user.is_superuser:
            self.permissions: set[str] = set()

    @cached_property
    def is_open(self) -> bool:
        """Whether the page's lock opens for the person."""
        return self.user.is_active and opens_for(self.user, self.page)

    def can_edit(self) -> bool:
        return self.is_open and super().can_edit()

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        """Nor may anybody delete what they cannot see by deleting what lies above it."""
        is_allowed = self.is_open and super().can_delete(ignore_bulk)
        return is_allowed and (self.page.is_leaf() or not self._closed_below().exists())

    def can_unpublish(self) -> bool:
        return self.is_open and super().can_unpublish()

    def can_submit_for_moderation(self) -> bool:
        return self.is_open and super().can_submit_for_moderation()

    def can_lock(self) -> bool:
        return self.is_open and super().can_lock()

    def can_unlock(self) -> bool:
        return self.is_open and super().can_unlock()

    def can_view_revisions(self) -> bool:
        return self.is_open and super().can_view_revisions()

    def can_set_view_restrictions(self) -> bool:
        """Wagtail's own privacy is off: audiences are chosen in the page's form."""
        return False

    def can_move(self) -> bool:
        """A closed page below moves along unseen, and keeps its own restrictions."""
        return self.is_open and super().can_delete(ignore_bulk=True)

    def _closed_below(self) -> QuerySet[Page]:
        return closed_to(reader_of_user(self.user), self.page.get_descendants())


class TestedByLock:
    """For page types: whoever asks what a person may do to a page is answered with its lock in mind."""

    def permissions_for_user(self, user: Any) -> PagePermissionTester:
        """What a person may do to this page."""
        return OpenPageTester(user, self)
