"""Searching among very many: what is asked here, beside the same questions sent straight to Elasticsearch.

100,000 entries; `make bench ARGS="-k scale" SCALE=1000000` tries a million, for which Elasticsearch wants 2 GB of heap.

With SCALE_KEEP=1 rows and index stay, and the next run takes them as they are: fill them while a machine is busy, and
measure when it is quiet. That needs services that stay too, and a database and an index that nothing else uses:

    DATABASE_URL=… ELASTICSEARCH_URL=… ELASTICSEARCH_INDEX=scale SCALE=1000000 SCALE_KEEP=1 \\
        make bench ARGS="-k at_scale --reuse-db"

What was interrupted goes on where it was; a run with `--create-db` begins anew.
"""

import itertools
import os
import random
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.test import override_settings
from django.utils import timezone
from elasticsearch import Elasticsearch

from cms import demo
from cms.access.models import Lock, Visibility
from search import analysis, inspection, rebuilding, registry
from search.engines import hybrid, index, snapshots
from search.engines.base import EngineName
from search.hits import Subject
from search.models import Entry, EntryTag, Word
from search.query import Request, Results, search
from tests.benchmarks.conftest import summary
from tests.walks.conftest import index as empty_index  # noqa: F401

SCALE = int(os.environ.get("SCALE", "100000"))
IS_KEPT = bool(os.environ.get("SCALE_KEEP"))
pytestmark = [pytest.mark.elasticsearch, pytest.mark.django_db(transaction=not IS_KEPT)]

VOCABULARY, WORDS_AN_ENTRY = 60_000, 120
RESTRICTIONS, OPEN_LOCKS = 500, 200
QUERIES, TURNS = 60, 3
ROWS_A_WRITE = 2_000
RATIO, EXTRA_MILLISECONDS = 1.5, 5.0
# Longer than a reader is asked to wait: what takes long is to be measured, not to be answered by the other engine.
SECONDS_WAITED = 60.0
PAGES, DEEP_TURNS = (1, 10, 100), 5
# How much longer than the first page the hundredth may take, which is counted in two requests at once.
DEEPEST_RATIO = 3.0
SEED = 1866

Record = Callable[[str, str], None]


class Words:
    """Words as frequent as words are: those of the demo's Dutch pages first, by how often they come, then compounds."""

    def __init__(self) -> None:
        self.chance = random.Random(SEED)
        folder = Path(demo.__file__).parent / "city" / "nl"
        text = " ".join(path.read_text() for path in sorted(folder.rglob("*.yaml")))
        counted = [word for word, _count in Counter(re.findall(r"[a-zà-ü]{2,}", text.lower())).most_common()]
        long = [word for word in counted if 4 <= len(word) <= 9]
        pairs = (self.chance.choice(long) + self.chance.choice(long) for _pair in itertools.count())
        self.all = list(dict.fromkeys(itertools.chain(counted, itertools.islice(pairs, VOCABULARY))))[:VOCABULARY]
        # Zipf's law, as Mandelbrot mended it
        self._weights = list(itertools.accumulate((rank + 2.7) ** -1.07 for rank in range(1, len(self.all) + 1)))

    def some(self, count: int) -> str:
        """So many of them."""
        return " ".join(self.chance.choices(self.all, cum_weights=self._weights, k=count))

    def query(self) -> str:
        """What somebody might ask: one to three words that are neither everywhere nor nowhere."""
        return " ".join(self.chance.sample(self.all[100:5_000], self.chance.choice([1, 1, 1, 2, 2, 3])))


def write_rows(words: Words) -> None:
    """The entries that are not there yet, with a row of rights each, as `cms.access` keeps them."""
    now = timezone.now()
    locks = _locks()
    if not Word.objects.exists():
        folded = {part for word in words.all for part in analysis.words(word)}
        Word.objects.bulk_create(Word(text=word, initial=word[0], length=len(word)) for word in folded)
    written = Entry.objects.aggregate(last=Max("subject_id"))["last"] or 0
    for start in range(written + 1, SCALE + 1, ROWS_A_WRITE):
        numbers = range(start, min(start + ROWS_A_WRITE, SCALE + 1))
        with transaction.atomic():
            entries = Entry.objects.bulk_create(_entry(number, locks, words, now) for number in numbers)
            EntryTag.objects.bulk_create(
                EntryTag(entry=entry, slug=f"tag-{entry.subject_id % 200}", label=f"Tag {entry.subject_id % 200}")
                for entry in entries
            )
            Visibility.objects.bulk_create(
                Visibility(kind="page", object_id=entry.subject_id, lock_id=entry.lock, is_published=True)
                for entry in entries
            )


def _locks() -> list[Lock]:
    there = list(Lock.objects.filter(key__startswith="scale-").order_by("key"))
    return there or Lock.objects.bulk_create(Lock(key=f"scale-{number:03}") for number in range(RESTRICTIONS))


def _entry(number: int, locks: list[Lock], words: Words, now: Any) -> Entry:
    return Entry(
        subject_type="scale",
        subject_id=number,
        language="nl",
        kind=("ARTICLE", "NEWS", "DOCUMENT")[number % 3],
        title=words.some(5),
        headings=words.some(8),
        summary=words.some(15),
        text=words.some(WORDS_AN_ENTRY),
        url=f"/{number}/",
        theme_id=number % 25,
        theme_label=f"Thema {number % 25}",
        published_at=now - timedelta(hours=number % 50_000),
        lock=locks[number % RESTRICTIONS].pk,
    )


def fill(record: Record) -> None:
    """Write the rows and an index of them, as far as they are not there."""
    missing = SCALE - Entry.objects.count()
    started = time.perf_counter()
    write_rows(Words())
    written = time.perf_counter()
    if missing:
        record(f"{missing:,} rows written", f"{missing / (written - started):8.0f} /s")
    if missing or not _is_indexed():
        rebuilding.rebuild()
        rebuilt = time.perf_counter()
        record(f"{SCALE:,} entries in a new index", f"{SCALE / (rebuilt - written):8.0f} /s")


@pytest.fixture(scope="module")
def kept(django_db_setup: None, django_db_blocker: Any, record: Record) -> Iterator[None]:
    """Where that is asked for: rows that no test rolls back, and an index that no test empties."""
    if not IS_KEPT:
        yield
        return
    with django_db_blocker.unblock(), override_settings(ELASTICSEARCH_INDEX=f"{settings.ELASTICSEARCH_INDEX}-kept"):
        fill(record)
        yield


@pytest.fixture
def scaled(kept: None, request: pytest.FixtureRequest, record: Record) -> Iterator[Words]:
    """The rows, and an index of them."""
    registry.searchable("scale", all_ids=list)(lambda ids: [])
    if not IS_KEPT:
        request.getfixturevalue("empty_index")
        fill(record)
    yield Words()
    registry.forget("scale")


def _is_indexed() -> bool:
    client = Elasticsearch(settings.ELASTICSEARCH_URL)
    live = index.aliases(client).live
    return live is not None and index.is_of_this_design(client, live)


def test_search_at_scale(scaled: Words, record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "ELASTICSEARCH_SECONDS", SECONDS_WAITED)
    client = Elasticsearch(settings.ELASTICSEARCH_URL, request_timeout=SECONDS_WAITED)
    locks = Lock.objects.filter(key__startswith="scale-").order_by("key").values_list("pk", flat=True)
    locks_open = frozenset(locks[:OPEN_LOCKS])
    asked: list[dict[str, Any]] = []
    real = snapshots.page_of
    monkeypatch.setattr(
        hybrid, "page_of", lambda client, body, after, **more: asked.append(body) or real(client, body, after, **more)
    )

    def may_see(subjects: list[Subject]) -> set[Subject]:
        rows = Visibility.objects.filter(
            kind="page", object_id__in=[pk for _type, pk in subjects], lock__in=locks_open, is_published=True
        )
        return {("scale", pk) for pk in rows.values_list("object_id", flat=True)}

    def find(query: str, after: str | None = None) -> Results:
        return search(Request(query, locks=locks_open, language="nl", after=after), may_see)

    ours, straight = [], []
    for query in [scaled.query() for _query in range(QUERIES)]:
        asked.clear()
        results = find(query)
        assert results.engine is EngineName.ELASTICSEARCH
        bodies = list(asked)
        for _turn in range(TURNS):
            ours.append(_milliseconds(lambda query=query: find(query)))
            straight.append(
                _milliseconds(
                    lambda bodies=bodies: [client.search(index=index.live_alias(), body=body) for body in bodies]
                )
            )
    ours, straight = sorted(ours), sorted(straight)
    record(f"search among {SCALE:,}, {OPEN_LOCKS} open locks of {RESTRICTIONS}", summary(ours))
    record("the same straight to Elasticsearch", summary(straight))
    _page_deeply(find, scaled, record)
    assert inspection.differences() == []
    assert _p95(ours) <= RATIO * _p95(straight) + EXTRA_MILLISECONDS


def _page_deeply(find: Callable[[str, str | None], Results], words: Words, record: Record) -> None:
    """Page a long list by cursor, and time some of its pages beside the first."""
    query = words.all[100]
    cursors: dict[int, str | None] = {1: None}
    seen: set[int] = set()
    results = find(query, None)
    for page in range(2, max(PAGES) + 1):
        seen |= {hit.subject_id for hit in results.hits}
        cursors[page] = results.hits[-1].cursor
        results = find(query, cursors[page])
    assert len(seen) == 20 * (max(PAGES) - 1)
    taken: dict[int, list[float]] = {page: [] for page in PAGES}
    for _turn, page in itertools.product(range(DEEP_TURNS), PAGES):
        # the moment that the list is read from is gone after a minute; then a page opens one of its own, which is timed
        taken[page].append(_milliseconds(lambda page=page: find(query, cursors[page])))
    best = {page: min(times) for page, times in taken.items()}
    for page, least in best.items():
        record(f"page {page} by cursor among {SCALE:,}", f"{least:8.1f} ms  {least / best[1]:.2f}x the first")
    assert best[max(PAGES)] <= DEEPEST_RATIO * best[1]


def _milliseconds(run: Callable[[], object]) -> float:
    started = time.perf_counter()
    run()
    return (time.perf_counter() - started) * 1_000


def _p95(taken: list[float]) -> float:
    return taken[int(len(taken) * 0.95)]
