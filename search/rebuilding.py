"""A new index beside the old: filled from the rows, compared with them, and put in its place in one step."""

import logging
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor

from elasticsearch import Elasticsearch

from search import pushing
from search.engines import index
from search.engines.base import EngineUnavailableError
from search.engines.cluster import server_behind
from search.engines.connection import reached_for_writing
from search.inspection import Difference, compare
from search.models import Entry, Lease

logger = logging.getLogger(__name__)

LEASE = "search-rebuild"
LEASE_SECONDS = 120
ENTRIES_A_STEP = 500
ROUNDS = 3

Progress = Callable[[int, int], None]
"""Told how many entries are in, of how many."""


class RebuildUnderWayError(Exception):
    """Another process is rebuilding."""


class RebuildFailedError(Exception):
    """The new index does not say what the rows say; the old one stays."""


def rebuild(progress: Progress = lambda done, total: None) -> str:
    """Fill a new index from the rows while readers search the old one and pushes write both; its name.

    Raises RebuildUnderWayError, RebuildFailedError, and EngineUnavailableError when Elasticsearch cannot be reached.
    """
    if not Lease.take(LEASE, seconds=LEASE_SECONDS):
        raise RebuildUnderWayError
    try:
        with reached_for_writing() as client:
            return _rebuild(client, progress)
    finally:
        Lease.give_back(LEASE)


def _rebuild(client: Elasticsearch, progress: Progress) -> str:
    server_behind(client)
    for name in index.drop_unfinished(client):
        logger.warning("Removed %s, which an earlier rebuild left behind", name)
    name = index.create_beside(client)
    try:
        refused = _fill(client, progress)
        _verify(client, name, refused)
        index.go_live(client, name)
    except Exception:
        index.drop(client, name)
        raise
    _confirm_all(client, name)
    return name


def _fill(client: Elasticsearch, progress: Progress) -> set[int]:
    """Write every row into the new index; the ids of those it refused, which stay set aside."""
    total = Entry.objects.filter(is_removed=False).count()
    done, refused = 0, set()
    for outcome in _sent_in_steps(client):
        pushing.settled(client, outcome)
        if outcome.is_overloaded:
            raise EngineUnavailableError("Elasticsearch could not take all entries")
        refused |= set(outcome.refused)
        pushing.set_aside(outcome.refused)
        done += len(outcome.tried)
        Lease.extend(LEASE, seconds=LEASE_SECONDS)
        progress(done, max(done, total))
    return refused


def _sent_in_steps(client: Elasticsearch) -> Iterator[pushing.Outcome]:
    """Send all rows; one thread waits for Elasticsearch while this one reads the next rows."""
    with ThreadPoolExecutor(max_workers=1) as sender:
        under_way: Future[pushing.Outcome] | None = None
        for entry_ids in _steps():
            entries = list(pushing.rows(entry_ids))
            if under_way:
                yield under_way.result()
            under_way = sender.submit(pushing.send, client, entries, [index.building_alias()])
        if under_way:
            yield under_way.result()


def _steps() -> Iterator[list[int]]:
    last = 0
    rows = Entry.objects.filter(is_removed=False).order_by("pk").values_list("pk", flat=True)
    while entry_ids := list(rows.filter(pk__gt=last)[:ENTRIES_A_STEP]):
        yield entry_ids
        last = entry_ids[-1]


def _verify(client: Elasticsearch, name: str, refused: set[int]) -> None:
    """Compare index and rows by id and version, and mend what changed meanwhile, until they agree."""
    for _round in range(ROUNDS):
        client.indices.refresh(index=name)
        found = [difference for difference in compare(client, name) if difference.entry_id not in refused]
        if not found:
            return
        Lease.extend(LEASE, seconds=LEASE_SECONDS)
        _mend(client, found)
    # Editors write on: the last rows compared were newer than what was written a moment before, and pushes bring them.
    missing = [difference for difference in found if difference.row_version and not difference.index_version]
    client.indices.refresh(index=name)
    still = {difference.entry_id for difference in compare(client, name)}
    lasting = [difference for difference in missing if difference.entry_id in still]
    if lasting:
        raise RebuildFailedError(f"{len(lasting)} entries are not in the new index, the first is {lasting[0]}")


def _mend(client: Elasticsearch, found: list[Difference]) -> None:
    pushing.write(client, pushing.rows([difference.entry_id for difference in found]), [index.building_alias()])
    _delete_strangers(client, found, index.building_alias())


def _confirm_all(client: Elasticsearch, name: str) -> None:
    """Note what the new index shows, so that nothing in it is pushed again."""
    known: dict[int, int] = {}
    for entry_id, version in index.versions(client, name):
        known[entry_id] = version
        if len(known) == ENTRIES_A_STEP:
            _confirm(known)
            known = {}
    _confirm(known)


def _confirm(known: dict[int, int]) -> None:
    unconfirmed = set(Entry.objects.unpushed().filter(pk__in=list(known)).values_list("pk", flat=True))
    pushing.confirm({entry_id: known[entry_id] for entry_id in unconfirmed})


def repair(found: Sequence[Difference]) -> None:
    """Make the live index say again what the rows say. Raises EngineUnavailableError."""
    with reached_for_writing() as client:
        for start in range(0, len(found), ENTRIES_A_STEP):
            step = found[start : start + ENTRIES_A_STEP]
            rows = Entry.objects.filter(pk__in=[difference.entry_id for difference in step])
            rows.update(pushed_version=0, retry_at=None)
            _delete_strangers(client, step, index.live_alias())
        while pushing.push_some(client):
            pass


def _delete_strangers(client: Elasticsearch, found: Sequence[Difference], target: str) -> None:
    """Delete from an index what has no row."""
    rows = set(Entry.objects.filter(pk__in=[difference.entry_id for difference in found]).values_list("pk", flat=True))
    for difference in found:
        if difference.entry_id not in rows:
            client.options(ignore_status=404).delete(index=target, id=str(difference.entry_id), refresh=True)
