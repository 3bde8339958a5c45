"""Making the vectors of entries, a few at a time behind everything else: search never waits for one."""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Exists, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Substr

from search.models import Entry, EntryVector, Lease
from search.vectors.encoders import Encoder, EncoderUnavailableError, encoder, model_key
from search.vectors.texts import TEXT_READ, checked, digest_of, packed, text_of

logger = logging.getLogger(__name__)

LEASE = "search-encoding"
LEASE_SECONDS = 300
ENTRIES_A_BATCH = 32

Progress = Callable[[int, int], None]
"""Told how many entries were looked at, of how many."""


@dataclass(frozen=True, slots=True)
class Read:
    """An entry as it was when its text was read."""

    entry_id: int
    version: int
    text: str
    digest: str


def encode(*, seconds: float | None = None, progress: Progress = lambda done, total: None) -> bool:
    """Encode what lacks its vector, for so many seconds at most; whether any is left.

    What got another vector is pushed with the next push. Raises EncoderUnavailableError. Where another process
    encodes already, it does nothing.
    """
    model = encoder()
    lease = Lease.hold(LEASE, seconds=LEASE_SECONDS)
    if lease is None:
        return False
    try:
        return _encode_in_batches(model, lease, seconds, progress)
    finally:
        if lease.extended(seconds=0):
            Lease.give_back(LEASE)


def _encode_in_batches(model: Encoder, lease: Lease, seconds: float | None, progress: Progress) -> bool:
    started, done, last = time.monotonic(), 0, 0
    total = lacking().count() if seconds is None else 0
    while True:
        batch = _read(after=last)
        if not batch and not last:
            return False
        # Onwards from the last, because to look past all that is done costs more at every turn; and at the end from the
        # start, for what has changed meanwhile.
        last = batch[-1].entry_id if batch else 0
        if not batch:
            continue
        if not lease.extended(seconds=LEASE_SECONDS):
            return False
        _keep(batch, _vectors(model, _unknown(batch)))
        done += len(batch)
        progress(done, max(done, total))
        if seconds is not None and time.monotonic() - started >= seconds:
            return lacking().exists()


def lacking() -> QuerySet[Entry]:
    """The entries that changed since their vector was made by the model of now, or have none."""
    known = EntryVector.objects.filter(entry=OuterRef("pk"), model=model_key(), version__gte=OuterRef("version"))
    return Entry.objects.filter(~Exists(known), is_removed=False)


def _read(*, after: int) -> list[Read]:
    rows = lacking().filter(pk__gt=after).order_by("pk").defer("text", "keys", "part_starts")
    entries = rows.annotate(opening=Substr("text", 1, TEXT_READ))[:ENTRIES_A_BATCH]  # type: ignore[no-redef]
    texts = [(entry, text_of(entry, entry.opening)) for entry in entries]
    return [Read(entry.pk, entry.version, text, digest_of(text)) for entry, text in texts]


def _unknown(batch: list[Read]) -> list[Read]:
    """Those whose text is another than the one that the model has encoded."""
    stored = EntryVector.objects.filter(entry__in=[read.entry_id for read in batch], model=model_key())
    known = dict(stored.values_list("entry", "digest"))
    return [read for read in batch if known.get(read.entry_id) != read.digest]


def _vectors(model: Encoder, batch: list[Read]) -> dict[int, list[float]]:
    """A vector for each; none for a text at which the model stumbles while it takes the others."""
    try:
        return _encoded(model, batch)
    except Exception as error:
        if len(batch) < 2:
            raise EncoderUnavailableError(f"{model.name}: {error}") from error
    made: dict[int, list[float]] = {}
    failed: dict[int, Exception] = {}
    for read in batch:
        try:
            made |= _encoded(model, [read])
        except Exception as error:
            failed[read.entry_id] = error
    if not made:
        raise EncoderUnavailableError(f"{model.name}: {next(iter(failed.values()))}")
    for entry_id, reason in failed.items():
        logger.error("%s made no vector of entry %s: %s", model.name, entry_id, reason)
    return {**made, **{entry_id: [] for entry_id in failed}}


def _encoded(model: Encoder, batch: list[Read]) -> dict[int, list[float]]:
    if not batch:
        return {}
    vectors = model.encode_texts([read.text for read in batch])
    return {read.entry_id: checked(vector, model.dimensions) for read, vector in zip(batch, vectors, strict=True)}


@transaction.atomic
def _keep(batch: list[Read], vectors: dict[int, list[float]]) -> None:
    """Store what was made of the entries that are still as they were read; the others are read again."""
    rows = Entry.objects.filter(pk__in=[read.entry_id for read in batch]).select_for_update().order_by("pk")
    versions = dict(rows.values_list("pk", "version"))
    unchanged = [read for read in batch if versions.get(read.entry_id) == read.version]
    made = [read for read in unchanged if read.entry_id in vectors]
    EntryVector.objects.bulk_create(
        [
            EntryVector(
                entry_id=read.entry_id,
                model=model_key(),
                digest=read.digest,
                vector=packed(vectors[read.entry_id]),
                version=read.version + 1,
            )
            for read in made
        ],
        update_conflicts=True,
        unique_fields=["entry"],
        update_fields=["model", "digest", "vector", "version"],
    )
    # The next version, because Elasticsearch has this one without its vector.
    Entry.objects.filter(pk__in=[read.entry_id for read in made]).update(version=F("version") + 1)
    same = EntryVector.objects.filter(entry__in=[read.entry_id for read in unchanged if read.entry_id not in vectors])
    same.update(version=Subquery(Entry.objects.filter(pk=OuterRef("entry")).values("version")))
