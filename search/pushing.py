"""From entries to Elasticsearch: what it has not confirmed is pushed until it has, in any order, by anyone."""

import logging
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, Q
from django.db.models.functions import Greatest
from django.utils import timezone
from elasticsearch import Elasticsearch, helpers

from search.conflicts import Conflict, unsettled_by
from search.engines import index
from search.engines.mapping import document
from search.engines.vector_field import attach_vectors, holding_vectors, with_vector
from search.models import Entry, EntryTag

logger = logging.getLogger(__name__)

ENTRIES_A_PUSH = 1_000
ENTRIES_A_READ = 200
ENTRIES_A_REQUEST = 500
BYTES_A_REQUEST = 20 * 1024 * 1024
# What a busy cluster turns down is sent again after half a second, one, two and four.
RETRIES, FIRST_WAIT = 4, 0.5
LONGEST_WAIT = timedelta(hours=1)
NOT_FOUND, CONFLICT, TOO_MANY_REQUESTS, SERVER_ERROR, UNAVAILABLE = 404, 409, 429, 500, 503


@dataclass(frozen=True, slots=True)
class Sent:
    """What was sent of an entry, without its text: outcomes of a million are kept."""

    entry_id: int
    version: int
    is_removed: bool


@dataclass(slots=True)
class Outcome:
    """What came of a push: by entry id what was tried, the version that all indexes have, or why one refused."""

    tried: dict[int, Sent] = field(default_factory=dict)
    confirmed: dict[int, int] = field(default_factory=dict)
    refused: dict[int, str] = field(default_factory=dict)
    conflicts: list[Conflict] = field(default_factory=list)
    is_overloaded: bool = False


def push_some(client: Elasticsearch) -> int:
    """Push the first unpushed entries to every index in use and confirm them; how many were tried, 0 when none is due.

    Confirmed means visible: the indexes are refreshed first, because until then a search shows what was.
    """
    targets = index.aliases(client)
    if not targets.live:
        return 0
    waiting = Entry.objects.unpushed().filter(Q(retry_at=None) | Q(retry_at__lte=timezone.now()))
    entry_ids = list(waiting.order_by("pk").values_list("pk", flat=True)[:ENTRIES_A_PUSH])
    if not entry_ids:
        return 0
    outcome = write(client, rows(entry_ids), targets.written())
    client.indices.refresh(index=targets.written())
    if index.aliases(client) != targets:
        # A rebuild began or ended meanwhile, and one index may lack these: they stay unpushed for the next round.
        return len(entry_ids)
    confirm(outcome.confirmed)
    set_aside(outcome.refused)
    return 0 if outcome.is_overloaded else len(outcome.tried)


def rows(entry_ids: Sequence[int]) -> Iterator[Entry]:
    """The entries with these ids, a few at a time because texts are long; their tags come along."""
    for start in range(0, len(entry_ids), ENTRIES_A_READ):
        yield from with_tags(Entry.objects.filter(pk__in=entry_ids[start : start + ENTRIES_A_READ]).order_by("pk"))


def with_tags(entries: Iterable[Entry]) -> list[Entry]:
    """The entries, each with its tags as pairs of slug and label in `known_tags`."""
    read = list(entries)
    by_entry: dict[int, list[tuple[str, str]]] = {entry.pk: [] for entry in read}
    tags = EntryTag.objects.filter(entry__in=list(by_entry)).order_by("pk").values_list("entry", "slug", "label")
    for entry_id, slug, label in tags:
        by_entry[entry_id].append((slug, label))
    for entry in read:
        entry.known_tags = by_entry[entry.pk]
    attach_vectors(read)
    return read


def write(client: Elasticsearch, entries: Iterable[Entry], targets: Sequence[str]) -> Outcome:
    """Write the entries to these aliases, each in its own version: an older one never overwrites a newer."""
    return settled(client, send(client, entries, targets))


def send(client: Elasticsearch, entries: Iterable[Entry], targets: Sequence[str]) -> Outcome:
    """The part of `write` that only talks to Elasticsearch, for a thread of its own; `settled` must follow."""
    outcome = Outcome()
    answers = helpers.streaming_bulk(
        client,
        _actions(entries, targets, outcome, holding_vectors(client, targets)),
        chunk_size=ENTRIES_A_REQUEST,
        max_chunk_bytes=BYTES_A_REQUEST,
        max_retries=RETRIES,
        initial_backoff=FIRST_WAIT,
        retry_on_status=(TOO_MANY_REQUESTS, UNAVAILABLE),
        raise_on_error=False,
        # An alias that is gone must not come back as an index that nobody designed.
        require_alias=True,
    )
    for _is_written, answer in answers:
        ((operation, item),) = answer.items()
        _note(outcome, operation, item)
    return outcome


def settled(client: Elasticsearch, outcome: Outcome) -> Outcome:
    """The outcome after its conflicts were looked into."""
    for entry_id in {*outcome.refused, *unsettled_by(client, outcome.conflicts)}:
        outcome.confirmed.pop(entry_id, None)
    return outcome


def _actions(
    entries: Iterable[Entry], targets: Sequence[str], outcome: Outcome, holding: dict[str, int]
) -> Iterator[dict[str, Any]]:
    for entry in entries:
        outcome.tried[entry.pk] = Sent(entry.pk, entry.version, entry.is_removed)
        for target in targets:
            yield with_vector(action(entry, target), entry, holding)


def action(entry: Entry, target: str) -> dict[str, Any]:
    """The bulk action that makes an index say what the row says."""
    head = {"_index": target, "_id": str(entry.pk), "version": entry.version, "version_type": "external"}
    if entry.is_removed:
        return {**head, "_op_type": "delete"}
    return {**head, "_op_type": "index", "_source": document(entry, entry.known_tags)}


def _note(outcome: Outcome, operation: str, item: dict[str, Any]) -> None:
    status, sent = item["status"], outcome.tried[int(item["_id"])]
    is_gone = operation == "delete" and status == NOT_FOUND and "error" not in item
    if status < 300 or is_gone:
        outcome.confirmed[sent.entry_id] = sent.version
    elif status == CONFLICT:
        outcome.confirmed[sent.entry_id] = sent.version
        outcome.conflicts.append(
            Conflict.of(sent.entry_id, item["_index"], sent.version, sent.is_removed, item["error"]["reason"])
        )
    elif status in (NOT_FOUND, TOO_MANY_REQUESTS) or status >= SERVER_ERROR:
        outcome.is_overloaded = True
        outcome.refused.setdefault(sent.entry_id, "")
    else:
        outcome.refused[sent.entry_id] = str(item["error"])[:2_000]


@transaction.atomic
def confirm(versions: dict[int, int]) -> None:
    """Note which versions Elasticsearch shows, and let go of removed rows that are gone there too."""
    entries = Entry.objects.filter(pk__in=list(versions))
    entries.hold()
    by_version: dict[int, list[int]] = {}
    for entry_id, version in versions.items():
        by_version.setdefault(version, []).append(entry_id)
    for version, entry_ids in by_version.items():
        Entry.objects.filter(pk__in=entry_ids).update(
            pushed_version=Greatest("pushed_version", version), refusals=0, refusal="", retry_at=None
        )
    entries.filter(is_removed=True, pushed_version__gte=F("version")).delete()


@transaction.atomic
def set_aside(refused: dict[int, str]) -> None:
    """Keep what Elasticsearch refused for a later try, with its reason, without holding up the rest."""
    reasons = {entry_id: reason for entry_id, reason in refused.items() if reason}
    for entry in Entry.objects.filter(pk__in=list(reasons)).select_for_update().order_by("pk"):
        logger.error("Elasticsearch refused %s: %s", entry, reasons[entry.pk])
        wait = min(timedelta(seconds=2 ** min(entry.refusals + 1, 12)), LONGEST_WAIT)
        Entry.objects.filter(pk=entry.pk, version=entry.version).update(
            refusals=F("refusals") + 1, refusal=reasons[entry.pk], retry_at=timezone.now() + wait
        )
