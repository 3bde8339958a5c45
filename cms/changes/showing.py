"""Pages whose answers change because of something else that they show, which is renamed, replaced, or gone."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping

from cms.access.models import Visibility
from cms.access.models.lock import VisibilityKind
from cms.access.tree import batches_of
from cms.changes.models import Change, ChangeKind, Happening
from cms.changes.sitewide import change_of_site
from cms.pages.models import SiteSettings
from cms.reading.models import PageCard
from cms.reading.showing import pages_showing

BATCH = 500

# By id of what changed, the locks for whose openers it did; None where all who see the page see it.
LocksOfShown = Mapping[int, Collection[int | None]]


def changes_where_shown(kind: str, shown: LocksOfShown) -> Iterator[Change]:
    """That the pages which show these things were updated, for whoever sees both, and the site where its logo is one of
    them. A few statements for each lock and 500 pages."""
    ids_by_lock: dict[int | None, list[int]] = defaultdict(list)
    for pk, locks in shown.items():
        for lock_id in set(locks):
            ids_by_lock[lock_id].append(pk)
    for lock_id, ids in ids_by_lock.items():
        yield from changes_of_showing(pages_showing(kind, ids), lock_id)
        if kind == "image" and SiteSettings.objects.filter(logo__in=ids).exists():
            yield change_of_site(lock_id)


def changes_of_showing(page_ids: Iterable[int], shown_lock_id: int | None) -> Iterator[Change]:
    """That these pages were updated, for whoever sees what stands behind that lock as well."""
    for some in batches_of(page_ids, BATCH):
        locks = locks_of_shown_pages(some)
        languages = PageCard.objects.filter(page_id__in=locks).order_by("pk").values_list("page_id", "language")
        for page_id, language in languages:
            yield Change(
                kind=ChangeKind.PAGE, object_id=page_id, what=Happening.UPDATED, lock_id_before=locks[page_id],
                lock_id=locks[page_id], shown_lock_id=shown_lock_id, language=language,
            )  # fmt: skip


def locks_of_shown_pages(page_ids: Iterable[int]) -> dict[int, int]:
    """The locks of the pages that somebody can see, by page id."""
    rows = Visibility.objects.filter(kind=VisibilityKind.PAGE, object_id__in=list(page_ids), is_published=True)
    return dict(rows.values_list("object_id", "lock_id"))


def lock_to_see(row: Visibility | None) -> int | None:
    """The lock that whoever sees a thing opens, by its row; None where nobody sees it."""
    return row.lock_id if row and row.is_published else None
