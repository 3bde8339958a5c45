"""The background work of search: one task that brings everything up to date, and one that makes vectors."""

import logging

from django_tasks import task

from search import sync
from search.queueing import PlaceInQueue
from search.vectors.encoders import EncoderUnavailableError, is_switched_on
from search.vectors.encoding import encode, lacking

logger = logging.getLogger(__name__)

SYNC = PlaceInQueue("search-sync-queued")
ENCODING = PlaceInQueue("search-encoding-queued")
# Encoding is done in bouts, so that no change waits behind a long one.
SECONDS_A_BOUT = 5.0


# Before Wagtail's own tasks, of which one save queues several: readers wait for this one, nobody for those.
@task(priority=50)
def sync_search() -> None:
    """Fill what is stale and push what is pending."""
    SYNC.leave()
    sync.catch_up()
    enqueue_encoding()


@task(priority=-50)
def encode_entries() -> None:
    """Make the vectors that entries lack for some seconds, and push what got one."""
    ENCODING.leave()
    try:
        is_more = encode(seconds=SECONDS_A_BOUT)
    except EncoderUnavailableError as error:
        logger.warning("Vectors will be made later: %s", error)
        return
    sync.push_pending()
    if is_more:
        enqueue_encoding()


def enqueue_encoding() -> None:
    """Queue the making of vectors where they are switched on and some lack, unless it waits already."""
    if is_switched_on() and lacking().exists():
        ENCODING.take(encode_entries)


def enqueue_sync() -> None:
    """Queue the task unless it waits already."""
    SYNC.take(sync_search)
