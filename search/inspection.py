"""Looking at search from outside: what waits, how far behind it is, and where index and rows differ."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Min
from django.utils import timezone
from elasticsearch import Elasticsearch

from search.engines import index
from search.engines.base import EngineName, EngineUnavailableError
from search.engines.cluster import server_behind
from search.engines.connection import is_configured, reached, reached_for_writing
from search.engines.database import DatabaseEngine
from search.models import Entry, EntryQuerySet, Ticket

ROWS_A_PAGE = 5_000
MOST_REASONS = 5


@dataclass(frozen=True, slots=True)
class Status:
    """How search is doing. `index` is the live index, None when there is none or it cannot be reached."""

    engine: EngineName
    entries: int
    stale: int
    failing: int
    pending: int
    refused: int
    lag: timedelta
    index: str | None = None
    server: str = ""
    is_current_design: bool = True
    trouble: str = ""
    refusals: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Difference:
    """An entry on which row and index disagree; a version is None where it is missing.

    A foreign document is one that no push wrote: its own id is not its entry's.
    """

    entry_id: int
    row_version: int | None
    index_version: int | None
    document_id: str = ""
    is_foreign: bool = False

    def __str__(self) -> str:
        if self.is_foreign:
            return f"document {self.document_id}: written by hand"
        return f"entry {self.entry_id}: row {self.row_version or 'none'}, index {self.index_version or 'none'}"


def status() -> Status:
    """What the rows and Elasticsearch say of themselves."""
    seen = _look() if is_configured() else _Seen()
    pending = Entry.objects.unpushed() if is_configured() else Entry.objects.none()
    return Status(
        engine=EngineName.ELASTICSEARCH if seen.live else EngineName.DATABASE,
        entries=Entry.objects.filter(is_removed=False).count(),
        stale=Ticket.objects.count(),
        failing=Ticket.objects.filter(attempts__gt=0).count(),
        pending=pending.count(),
        refused=pending.filter(refusals__gt=0).count(),
        lag=_lag(Ticket.objects.filter(attempts=0).aggregate(oldest=Min("created_at"))["oldest"]),
        index=seen.live,
        server=seen.server,
        is_current_design=seen.is_current_design,
        trouble=seen.trouble,
        refusals=tuple(f"entry {entry_id}: {why}" for entry_id, why in _refusals(pending)),
    )


def _refusals(pending: EntryQuerySet) -> Iterable[tuple[int, str]]:
    """Why Elasticsearch refused the first of what it refused."""
    return pending.filter(refusals__gt=0).order_by("pk").values_list("pk", "refusal")[:MOST_REASONS]


@dataclass(frozen=True, slots=True)
class _Seen:
    """What Elasticsearch says of itself."""

    live: str | None = None
    server: str = ""
    is_current_design: bool = True
    trouble: str = ""


def _look() -> _Seen:
    try:
        with reached() as client:
            server = str(server_behind(client))
            live = index.aliases(client).live
            return _Seen(live, server, bool(live) and index.is_of_this_design(client, live or ""))
    except EngineUnavailableError as error:
        return _Seen(trouble=str(error))


def _lag(oldest: datetime | None) -> timedelta:
    return timezone.now() - oldest if oldest else timedelta()


def word_differences() -> list[str]:
    """Where the database's own index has words of no entry, or none of one: what a hand did there."""
    engine = DatabaseEngine()
    return [
        *(f"entry {entry_id}: no words in the database's own index" for entry_id in engine.lacking()),
        *(f"entry {entry_id}: none, but words in the database's own index" for entry_id in engine.strange()),
    ]


def differences() -> list[Difference]:
    """Where the live index says other than the rows, what is still on its way aside. Raises EngineUnavailableError."""
    with reached_for_writing() as client:
        live = index.aliases(client).live
        if not live:
            raise EngineUnavailableError("There is no index yet")
        client.indices.refresh(index=live)
        suspects = list(compare(client, live))
    return [
        difference
        for start in range(0, len(suspects), ROWS_A_PAGE)
        for difference in _lasting(suspects[start : start + ROWS_A_PAGE])
    ]


def _lasting(suspects: list[Difference]) -> Iterator[Difference]:
    unpushed = Entry.objects.unpushed().filter(pk__in=[suspect.entry_id for suspect in suspects])
    on_their_way = set(unpushed.values_list("pk", flat=True))
    return (suspect for suspect in suspects if suspect.is_foreign or suspect.entry_id not in on_their_way)


def compare(client: Elasticsearch, name: str, *, beat: Callable[[], None] = lambda: None) -> Iterator[Difference]:
    """Every entry on which the rows and this index disagree, in order of id; both are read once, in pages.

    `beat` is called at every page, by who has something to keep alive meanwhile.
    """
    rows, documents = _row_versions(beat), index.versions(client, name)
    row, shown = next(rows, None), next(documents, None)
    while row or shown:
        if shown and (shown.is_foreign or row is None or shown.entry_id < row[0]):
            yield Difference(shown.entry_id, None, shown.version, shown.document_id, is_foreign=shown.is_foreign)
            shown = next(documents, None)
        elif row and (shown is None or row[0] < shown.entry_id):
            yield Difference(row[0], row[1], None, str(row[0]))
            row = next(rows, None)
        elif row and shown:
            if row[1] != shown.version:
                yield Difference(row[0], row[1], shown.version, shown.document_id)
            row, shown = next(rows, None), next(documents, None)


def _row_versions(beat: Callable[[], None]) -> Iterator[tuple[int, int]]:
    rows = Entry.objects.filter(is_removed=False).order_by("pk").values_list("pk", "version")
    last = 0
    while page := list(rows.filter(pk__gt=last)[:ROWS_A_PAGE]):
        beat()
        yield from page
        last = page[-1][0]
