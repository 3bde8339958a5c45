"""Who may see what, by its plain definition alone: slow, obvious, and what the real thing must agree with."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from wagtail.models import Page

from cms.access.models import Restriction, Visibility


@dataclass(frozen=True)
class Expected:
    """What must hold for one page."""

    restrictions: frozenset[int]
    is_published: bool
    until: datetime | None


class Oracle:
    """The pages as the database has them at this moment."""

    def __init__(self) -> None:
        self.pages = {page.pk: page for page in Page.objects.filter(depth__gt=1).specific()}
        self.by_path = {page.path: page for page in self.pages.values()}
        self.own = dict(Restriction.objects.filter(kind="page").values_list("key", "pk"))

    def expected(self) -> dict[int, Expected]:
        """What must hold for each page, by its id."""
        return {
            pk: Expected(self.restrictions(page, set()), self.is_published(page), min(self.ends(page), default=None))
            for pk, page in self.pages.items()
        }

    def restrictions(self, page: Any, seen: set[int]) -> frozenset[int]:
        """A page's own restriction and those of every language version, everything above, and an alias's source."""
        if page is None or page.pk in seen:
            return frozenset()
        seen.add(page.pk)
        own = frozenset({self.own.get(str(getattr(page, "rights_key", None)))} - {None})
        versions = [each for each in self.pages.values() if each.translation_key == page.translation_key]
        others = [*versions, self.parent(page), self.pages.get(page.alias_of_id)]
        return own.union(*(self.restrictions(other, seen) for other in others))

    def is_published(self, page: Any) -> bool:
        """Live, below nothing that is not, and the alias of nothing that is not."""
        return page is None or (
            page.live and self.is_published(self.parent(page)) and self.is_published(self.pages.get(page.alias_of_id))
        )

    def ends(self, page: Any) -> list[datetime]:
        """The moments at which a page, or something it depends on, ends."""
        if page is None:
            return []
        own = [page.expire_at] if page.expire_at else []
        return own + self.ends(self.parent(page)) + self.ends(self.pages.get(page.alias_of_id))

    def parent(self, page: Any) -> Any:
        """The page above, None above the home pages."""
        return self.by_path.get(page.path[: -Page.steplen])


def settled() -> dict[int, Expected]:
    """What the rows say of each page, by its id."""
    rows = Visibility.objects.filter(kind="page").select_related("lock").prefetch_related("lock__restrictions")
    return {
        row.object_id: Expected(frozenset(each.pk for each in row.lock.restrictions.all()), row.is_published, row.until)
        for row in rows
    }


def assert_settled() -> None:
    """Every row says what the plain definition says, of every page and of no other."""
    oracle, rows = Oracle(), settled()
    expected = oracle.expected()
    wrong = {
        pk: (expected.get(pk), rows.get(pk)) for pk in expected.keys() | rows.keys() if expected.get(pk) != rows.get(pk)
    }
    assert not wrong, wrong
    keys = {pk: getattr(page, "rights_key", None) for pk, page in oracle.pages.items()}
    kept: dict[int, UUID | None] = dict(Visibility.objects.filter(kind="page").values_list("object_id", "rights_key"))
    assert kept == keys, "a row has another rights key than its page"
