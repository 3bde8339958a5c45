"""From a change to an entry: what is marked is filled, whatever else goes wrong."""

import logging
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone

from search import filling, registry, sync, tickets
from search.models import Entry, EntryTag, Lease, Ticket
from search.signals import entries_filled
from search.tasks import SYNC, sync_search
from tests.search.conftest import CLOSED, OPEN, Library

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("without_elasticsearch")]

Capture = Callable[..., AbstractContextManager[list[Callable[[], None]]]]


def test_a_mark_reads_nothing_before_the_commit(library: Library) -> None:
    tickets.mark_stale("book", [1, 2, 2])

    assert list(Ticket.objects.values_list("subject_type", "subject_id")) == [("book", 1), ("book", 2)]
    assert library.asked == []


def test_a_type_that_nobody_registered_is_refused(library: Library) -> None:
    with pytest.raises(registry.UnknownSubjectError):
        tickets.mark_stale("boook", [1])

    assert Ticket.objects.count() == 0


def test_a_subtree_needs_one_ticket(library: Library) -> None:
    library.put(1, "Reeks")
    library.put(11, "Deel een")
    library.put(12, "Deel twee")
    library.asked.clear()

    tickets.mark_stale("book", [1], with_descendants=True)
    assert Ticket.objects.count() == 1
    sync.catch_up()

    assert [sorted(ids) for ids in library.asked] == [[1, 11, 12]]
    assert Ticket.objects.count() == 0


def test_many_marks_of_one_thing_are_one_reading(library: Library) -> None:
    library.put(1, "Verlof")
    library.asked.clear()
    for _save in range(50):
        tickets.mark_stale("book", [1])

    assert sync.catch_up() == 1
    assert library.asked == [[1]]
    assert Ticket.objects.count() == 0


def test_what_stays_the_same_keeps_its_version(library: Library) -> None:
    library.put(1, "Verlof", tags=(("rust", "Rust"),))
    library.put(1, "Verlof", tags=(("rust", "Rust"),))
    assert Entry.objects.get().version == 1

    library.put(1, "Verlof", tags=(("rust", "Rust"), ("cao", "CAO")))
    library.put(1, "Vakantie", tags=(("rust", "Rust"), ("cao", "CAO")))

    entry = Entry.objects.get()
    assert (entry.version, entry.rights_version, entry.title) == (3, 1, "Vakantie")


def test_a_thing_has_an_entry_a_language_and_loses_the_one_it_no_longer_has(library: Library) -> None:
    library.put(1, "Verlof", language="nl")
    library.put(1, "Leave", language="en")
    assert sorted(Entry.objects.values_list("language", "title")) == [("en", "Leave"), ("nl", "Verlof")]

    del library.drafts[1, "en"]
    tickets.mark_stale("book", [1])
    sync.catch_up()

    assert Entry.objects.get().language == "nl"


def test_what_raises_is_kept_and_holds_up_no_other(library: Library, caplog: pytest.LogCaptureFixture) -> None:
    library.put(3, "Was er al")
    for book_id in (1, 2, 3):
        library.put(book_id, f"Boek {book_id}")
    whole = registry.registration_of("book").entries
    registry.forget("book")

    @registry.searchable("book", all_ids=library.all_ids)
    def entries(ids: list[int]) -> list[object]:
        if 2 in ids:
            raise RuntimeError("The second book is on fire")
        return list(whole(ids))

    library.drafts = {key: draft for key, draft in library.drafts.items() if key[0] != 1}
    tickets.mark_stale("book", [1, 2, 3])
    with caplog.at_level(logging.ERROR):
        sync.catch_up()

    assert sorted(Entry.objects.values_list("subject_id", flat=True)) == [2, 3]
    ticket = Ticket.objects.get()
    assert (ticket.subject_id, ticket.attempts, ticket.error) == (2, 1, "RuntimeError: The second book is on fire")
    assert timedelta() < ticket.retry_at - timezone.now() <= timedelta(seconds=2)
    assert "Search could not fill book 2" in caplog.text
    assert filling.fill_batch() == 0


def test_who_listens_is_told_of_everything_that_was_filled(library: Library) -> None:
    told: list[tuple[str, list[int]]] = []

    def listen(subject_type: str, object_ids: list[int], **_kwargs: object) -> None:
        told.append((subject_type, object_ids))

    entries_filled.connect(listen)
    try:
        library.put(1, "Verlof")
        library.take_away(1)
    finally:
        entries_filled.disconnect(listen)

    assert told == [("book", [1]), ("book", [1])]


def test_a_listener_that_fails_gets_the_same_again(library: Library) -> None:
    def fail(**_kwargs: object) -> None:
        raise RuntimeError("The read model is closed")

    entries_filled.connect(fail)
    try:
        library.put(1, "Verlof")
    finally:
        entries_filled.disconnect(fail)

    assert Entry.objects.count() == 0
    assert Ticket.objects.get().error == "RuntimeError: The read model is closed"
    Ticket.objects.update(retry_at=None)
    sync.catch_up()
    assert Entry.objects.count() == 1


def test_an_app_that_offers_what_was_not_asked_is_refused(library: Library) -> None:
    registry.forget("book")
    registry.searchable("book")(lambda ids: library.drafts.values())
    library.put(1, "Verlof")
    library.put(2, "Vakantie")

    assert Ticket.objects.get().error == "ValueError: Asked for book [2], got [1] as well"


def test_locks_change_only_what_they_name(library: Library) -> None:
    for book_id in (1, 2, 3):
        library.put(book_id, "Verlof")

    tickets.set_locks("book", {1: CLOSED, 2: OPEN, 3: None, 4: OPEN})

    rows = Entry.objects.order_by("subject_id").values_list("lock", "version", "rights_version")
    assert list(rows) == [(CLOSED, 2, 2), (OPEN, 1, 1), (None, 2, 2)]
    assert list(Ticket.objects.values_list("subject_id", flat=True)) == [4]


def test_a_rolled_back_change_of_locks_changes_nothing(library: Library) -> None:
    library.put(1, "Verlof")

    with transaction.atomic():
        tickets.set_locks("book", {1: CLOSED})
        transaction.set_rollback(True)

    assert Entry.objects.get().lock == OPEN


def test_a_removed_thing_leaves_no_row_where_no_elasticsearch_must_follow(library: Library) -> None:
    library.put(1, "Verlof", tags=(("rust", "Rust"),))
    library.take_away(1)

    assert (Entry.objects.count(), EntryTag.objects.count()) == (0, 0)


def test_a_thousand_changes_queue_one_task(
    library: Library, django_capture_on_commit_callbacks: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    queued: list[str] = []
    monkeypatch.setattr(type(sync_search), "enqueue", lambda task: queued.append(task.name))

    for _transaction in range(3):
        with django_capture_on_commit_callbacks(execute=True) as callbacks:
            tickets.mark_stale("book", [1])
            tickets.mark_stale("book", [2])
            tickets.set_locks("book", {1: OPEN})
        assert len(callbacks) == 1
    assert queued == ["sync_search"]

    sync_search.func()
    with django_capture_on_commit_callbacks(execute=True):
        tickets.mark_stale("book", [1])
    assert queued == ["sync_search"] * 2


def test_changes_in_savepoints_of_their_own_queue_one_task_and_one_that_is_taken_back_none(
    library: Library, django_capture_on_commit_callbacks: Capture
) -> None:
    with django_capture_on_commit_callbacks() as callbacks:
        with transaction.atomic():
            tickets.mark_stale("book", [1])
            transaction.set_rollback(True)
        assert connection.run_on_commit == []
        for subject_id in (2, 3, 4):
            with transaction.atomic():
                tickets.mark_stale("book", [subject_id])

    assert len(callbacks) == 1
    assert Ticket.objects.count() == 3


def test_a_queued_task_that_was_lost_is_queued_again(library: Library) -> None:
    assert Lease.take(SYNC.name, seconds=30) is True
    assert Lease.take(SYNC.name, seconds=30) is False
    Lease.objects.update(held_until=timezone.now())
    assert Lease.take(SYNC.name, seconds=30) is True
