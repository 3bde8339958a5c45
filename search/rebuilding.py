"""A new index beside the old: filled from the rows, compared with them, and put in its place in one step."""

import logging
import time
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass

from elasticsearch import Elasticsearch

from search import pushing
from search.engines import index
from search.engines.base import EngineUnavailableError
from search.engines.cluster import server_behind
from search.engines.connection import reached_for_writing
from search.inspection import Difference, compare
from search.models import Entry, Lease
from search.repairing import delete_strangers

logger = logging.getLogger(__name__)

LEASE = "search-rebuild"
LEASE_SECONDS = 60
# Some steps are sent while the next is read: no more than these are ever in memory, however many rows there are.
SENDERS = 2
ENTRIES_A_STEP = 250
CHARACTERS_A_STEP = 4_000_000
ENTRIES_A_READ = 50
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
    lease = Lease.hold(LEASE, seconds=LEASE_SECONDS)
    if lease is None:
        raise RebuildUnderWayError
    try:
        with reached_for_writing() as client:
            return _Rebuild(client, lease, progress).run()
    finally:
        if lease.extended(seconds=0):
            Lease.give_back(LEASE)


def is_abandoned() -> bool:
    """Whether the rebuild under way was killed; waits until it shows signs of life, or its lease ends."""
    known = Lease.objects.get(name=LEASE)
    while known.is_held():
        time.sleep(0.5)
        if Lease.objects.get(name=LEASE).held_until != known.held_until:
            return False
    return True


@dataclass(slots=True)
class _Rebuild:
    """One rebuild: the lease it lives by, and who is told how far it is."""

    client: Elasticsearch
    lease: Lease
    progress: Progress

    def run(self) -> str:
        """Fill, compare, swap; without a trace when any of it fails."""
        server_behind(self.client)
        for name in index.drop_unfinished(self.client):
            logger.warning("Removed %s, which an earlier rebuild left behind", name)
        name = index.create_beside(self.client)
        try:
            refused = self._fill()
            self._verify(name, refused)
            self._beat()
            index.go_live(self.client, name)
        except Exception:
            index.drop(self.client, name)
            raise
        self._confirm_all(name)
        return name

    def _beat(self) -> None:
        """Keep the lease. Who lost it stops: somebody else has begun anew and removed what was made here."""
        if not self.lease.extended(seconds=LEASE_SECONDS):
            raise RebuildUnderWayError

    def _fill(self) -> set[int]:
        """Write every row into the new index; the ids of those it refused, which stay set aside."""
        total = Entry.objects.filter(is_removed=False).count()
        done, refused = 0, set()
        for outcome in self._sent_in_steps():
            pushing.settled(self.client, outcome)
            if outcome.is_overloaded:
                raise EngineUnavailableError("Elasticsearch could not take all entries")
            refused |= set(outcome.refused)
            pushing.set_aside(outcome.refused)
            done += len(outcome.tried)
            self._beat()
            self.progress(done, max(done, total))
        return refused

    def _sent_in_steps(self) -> Iterator[pushing.Outcome]:
        """Send all rows; some threads wait for Elasticsearch, which takes several at once, while this one reads on."""
        under_way: deque[Future[pushing.Outcome]] = deque()
        with ThreadPoolExecutor(max_workers=SENDERS) as senders:
            for entries in _steps():
                if len(under_way) == SENDERS:
                    yield under_way.popleft().result()
                under_way.append(senders.submit(pushing.send, self.client, entries, [index.building_alias()]))
            while under_way:
                yield under_way.popleft().result()

    def _verify(self, name: str, refused: set[int]) -> None:
        """Compare index and rows by id and version, and mend what changed meanwhile, until they agree."""
        for _round in range(ROUNDS):
            found = [difference for difference in self._compared(name) if difference.entry_id not in refused]
            if not found:
                return
            self._mend(found)
        # Editors write on: the last rows compared are newer than what was written a moment before; pushes bring them.
        missing = [difference for difference in found if difference.row_version and not difference.index_version]
        still = {difference.entry_id for difference in self._compared(name)}
        lasting = [difference for difference in missing if difference.entry_id in still]
        if lasting:
            raise RebuildFailedError(f"{len(lasting)} entries are not in the new index, the first is {lasting[0]}")

    def _compared(self, name: str) -> Iterator[Difference]:
        self.client.indices.refresh(index=name)
        return compare(self.client, name, beat=self._beat)

    def _mend(self, found: list[Difference]) -> None:
        for start in range(0, len(found), ENTRIES_A_STEP):
            step = found[start : start + ENTRIES_A_STEP]
            rows = pushing.rows([difference.entry_id for difference in step])
            pushing.write(self.client, rows, [index.building_alias()])
            delete_strangers(self.client, step, index.building_alias())
            self._beat()

    def _confirm_all(self, name: str) -> None:
        """Note what the new index shows, so that nothing in it is pushed again."""
        known: dict[int, int] = {}
        for shown in index.versions(self.client, name):
            known[shown.entry_id] = shown.version
            if len(known) == ENTRIES_A_STEP:
                _confirm(known)
                known = {}
        _confirm(known)


def _steps() -> Iterator[list[Entry]]:
    """All rows in order of id, a few at a time: as many as fit, because texts may be long."""
    last, step, size = 0, [], 0
    rows = Entry.objects.filter(is_removed=False).order_by("pk")
    while read := pushing.with_tags(rows.filter(pk__gt=last)[:ENTRIES_A_READ]):
        last = read[-1].pk
        for entry in read:
            step.append(entry)
            size += len(entry.text)
            if len(step) >= ENTRIES_A_STEP or size >= CHARACTERS_A_STEP:
                yield step
                step, size = [], 0
    if step:
        yield step


def _confirm(known: dict[int, int]) -> None:
    unconfirmed = set(Entry.objects.unpushed().filter(pk__in=list(known)).values_list("pk", flat=True))
    pushing.confirm({entry_id: known[entry_id] for entry_id in unconfirmed})
