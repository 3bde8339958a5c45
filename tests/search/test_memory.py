"""A rebuild needs the same memory for many rows as for few."""

import tracemalloc

import pytest
from elasticsearch import Elasticsearch

from search import pushing, rebuilding
from search.models import Entry
from tests.search.conftest import OPEN

pytestmark = [pytest.mark.django_db, pytest.mark.elasticsearch]

CHARACTERS = 20_000
FEW, MANY = 120, 720


def write_rows(numbers: range) -> None:
    """Entries of long texts, each another."""
    for number in numbers:
        text = f"woord{number} " * (CHARACTERS // len(f"woord{number} "))
        Entry.objects.create(
            subject_type="book", subject_id=number, kind="ARTICLE", title="Verlof", text=text, lock=OPEN
        )


def peak() -> int:
    """The most that Python's objects took during a rebuild, in bytes."""
    tracemalloc.start()
    rebuilding.rebuild()
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return most


def test_many_rows_take_no_more_memory_than_few(elasticsearch: Elasticsearch, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rebuilding, "CHARACTERS_A_STEP", 20 * CHARACTERS)
    monkeypatch.setattr(rebuilding, "ENTRIES_A_READ", 10)
    monkeypatch.setattr(pushing, "BYTES_A_REQUEST", 10 * CHARACTERS)
    write_rows(range(FEW))
    # the first carries what is made once
    rebuilding.rebuild()
    few = peak()

    write_rows(range(FEW, MANY))
    many = peak()

    assert many < few * 1.3 < MANY * CHARACTERS
