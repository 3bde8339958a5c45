"""The background work of search: one task that brings everything up to date."""

from django_tasks import task

from search import sync
from search.models import Lease

QUEUED = "search-sync-queued"
# After this a queued task counts as lost, and the next change queues another.
SECONDS_QUEUED = 30


# Before Wagtail's own tasks, of which one save queues several: readers wait for this one, nobody for those.
@task(priority=50)
def sync_search() -> None:
    """Fill what is stale and push what is pending."""
    # Given back first: a change that comes while this runs may already have been passed over.
    Lease.give_back(QUEUED)
    sync.catch_up()


def enqueue_sync() -> None:
    """Queue the task unless one is waiting already: a thousand saves need one run."""
    if Lease.take(QUEUED, seconds=SECONDS_QUEUED):
        sync_search.enqueue()
