"""Bringing search up to date: entries from tickets, then the engine from entries. Safe to run anywhere, any time."""

import logging

from search import filling, pushing, rebuilding
from search.engines import index
from search.engines.base import EngineUnavailableError
from search.engines.connection import is_configured, reached, reached_for_writing

logger = logging.getLogger(__name__)


def catch_up() -> int:
    """Do all that is due; how many things were filled. The worker calls it after a change, the scheduler always."""
    filled = 0
    while batch := filling.fill_batch():
        filled += batch
        push_pending()
    push_pending()
    return filled


def push_pending() -> int:
    """Push to Elasticsearch what it has not confirmed; how many entries were tried.

    Where there is no index yet, one is made and filled. While Elasticsearch cannot be reached, everything waits.
    """
    if not is_configured():
        return 0
    pushed = 0
    try:
        if not _has_index():
            rebuilding.rebuild()
        with reached_for_writing() as client:
            while tried := pushing.push_some(client):
                pushed += tried
    except EngineUnavailableError as error:
        logger.info("Elasticsearch will be pushed to later: %s", error)
    except rebuilding.RebuildUnderWayError:
        logger.info("Another process is making the index")
    return pushed


def _has_index() -> bool:
    with reached() as client:
        return index.aliases(client).live is not None
