"""Two workers at once."""

import threading

import pytest
from django.db import connection

from search import sync, tickets
from search.models import Entry, Ticket
from tests.search.conftest import Library

BOOKS = range(1, 121)


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("without_elasticsearch")
@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite's tests have one connection in memory")
def test_two_workers_fill_everything_once_and_as_it_is_last(library: Library) -> None:
    for book_id in BOOKS:
        library.put(book_id, "Eerst")
    Entry.objects.all().delete()
    troubles: list[Exception] = []

    def work() -> None:
        try:
            for _round in range(5):
                sync.catch_up()
        except Exception as error:
            troubles.append(error)
        finally:
            connection.close()

    library.drafts = {key: library.put(key[0], "Daarna") for key in library.drafts}
    tickets.mark_stale("book", BOOKS)
    workers = [threading.Thread(target=work) for _worker in range(2)]
    for worker in workers:
        worker.start()
    for book_id in BOOKS:
        tickets.mark_stale("book", [book_id])
        tickets.set_locks("book", {book_id: 5})
    for worker in workers:
        worker.join()
    sync.catch_up()

    assert troubles == []
    assert Entry.objects.filter(title="Daarna").count() == len(BOOKS)
    assert Ticket.objects.count() == 0
