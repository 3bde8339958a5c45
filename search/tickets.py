"""How the floors above tell search that something changed. Call these inside the transaction that changes it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import F

from search.models import Entry, Ticket
from search.registry import registration_of
from search.tasks import enqueue_sync

BATCH = 1_000


@dataclass(frozen=True, slots=True)
class Visibility:
    """Who may see a thing and when: its lock (None opens for nobody), whether it is published, and until when."""

    lock: int | None
    is_published: bool = True
    until: datetime | None = None


def mark_stale(subject_type: str, ids: Iterable[int], *, with_descendants: bool = False) -> None:
    """Have these things, and with `with_descendants` all below them, read again after the commit.

    Also for what is new and what is gone. Raises UnknownSubjectError for a type that no app has registered.
    """
    registration_of(subject_type)
    tickets = [
        Ticket(subject_type=subject_type, subject_id=subject_id, with_descendants=with_descendants)
        for subject_id in dict.fromkeys(ids)
    ]
    if tickets:
        Ticket.objects.bulk_create(tickets, batch_size=BATCH)
        _sync_after_commit()


def set_locks(subject_type: str, locks: Mapping[int, int | None]) -> None:
    """Put these things (by id) behind other locks, from this transaction on."""
    _change(subject_type, {subject_id: {"lock": lock} for subject_id, lock in locks.items()})


def set_visibility(subject_type: str, visibilities: Mapping[int, Visibility]) -> None:
    """As `set_locks`, with what is published and until when: an unpublished thing is gone from this transaction on."""
    changes = {
        subject_id: {"lock": seen.lock, "is_published": seen.is_published, "until": seen.until}
        for subject_id, seen in visibilities.items()
    }
    _change(subject_type, changes)


@transaction.atomic
def _change(subject_type: str, changes: Mapping[int, dict[str, Any]]) -> None:
    """Write the changed fields, in steps, because a database takes only so many ids in one statement."""
    registration_of(subject_type)
    subject_ids = sorted(changes)
    for start in range(0, len(subject_ids), BATCH):
        _change_step(
            subject_type, {subject_id: changes[subject_id] for subject_id in subject_ids[start : start + BATCH]}
        )


def _change_step(subject_type: str, changes: Mapping[int, dict[str, Any]]) -> None:
    """Write what is alike in one statement.

    A thing without entries gets a ticket: a worker may be entering it at this moment, with the rights of before.
    """
    alike: dict[tuple[Any, ...], list[int]] = {}
    for subject_id, change in changes.items():
        alike.setdefault(tuple(change.items()), []).append(subject_id)
    entries = Entry.objects.filter(subject_type=subject_type, subject_id__in=list(changes))
    entries.hold()
    for pairs, subject_ids in alike.items():
        values = dict(pairs)
        entries.filter(subject_id__in=subject_ids).exclude(**_already(values)).update(
            version=F("version") + 1, rights_version=F("version") + 1, **values
        )
    entered = set(entries.values_list("subject_id", flat=True))
    mark_stale(subject_type, [subject_id for subject_id in changes if subject_id not in entered])
    if entered:
        _sync_after_commit()


def _already(change: dict[str, Any]) -> dict[str, Any]:
    return {
        f"{name}__isnull" if value is None else name: True if value is None else value for name, value in change.items()
    }


class _Sync:
    """Queues the task once; it remembers that it did, so that a transaction needs only one."""

    was_queued = False

    def __call__(self) -> None:
        self.was_queued = True
        enqueue_sync()


def _sync_after_commit() -> None:
    """Once a transaction, however many things it changes: what would still take back a task that waits is a savepoint
    that is open now, and that takes back what is changed now too."""
    callbacks = (waiting[1] for waiting in connection.run_on_commit)
    if not any(isinstance(callback, _Sync) and not callback.was_queued for callback in callbacks):
        transaction.on_commit(_Sync(), robust=True)
