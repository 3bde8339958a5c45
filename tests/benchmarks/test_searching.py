"""How fast things become findable, beside what Elasticsearch can take, and how fast they are found."""

import random
import time
from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from elasticsearch import Elasticsearch, helpers

from cms.pages.models import ArticlePage
from search import filling, pushing, rebuilding, registry, tickets
from search.drafts import Draft
from search.engines.base import EngineName
from search.engines.mapping import document, settings_and_mappings
from search.models import Entry
from search.query import Request, search
from search.suggestions import suggest
from tests.benchmarks.conftest import milliseconds, summary
from tests.factories.pages import create_home, create_page, create_theme
from tests.walks.conftest import index, worker  # noqa: F401

pytestmark = pytest.mark.elasticsearch

BOOKS, WORDS_A_BOOK, VOCABULARY = 2_000, 400, 20_000
PUBLICATIONS = 20


def books(ids: Iterator[int]) -> Iterator[Draft]:
    """Books whose words are as frequent as words are: the second half as often as the first, and so on."""
    for book_id in ids:
        chance = random.Random(book_id)
        words = [f"woord{int(chance.paretovariate(0.6)) % VOCABULARY}" for _word in range(WORDS_A_BOOK)]
        yield Draft(
            subject_id=book_id,
            kind="ARTICLE",
            title=" ".join(words[:6]),
            text=" ".join(words),
            language="nl",
            lock=book_id % 500,
            theme_id=book_id % 20,
            theme_label=f"Thema {book_id % 20}",
            tags=((f"tag-{book_id % 50}", f"Tag {book_id % 50}"),),
        )


@pytest.fixture
def library() -> Iterator[None]:
    registry.searchable("book", all_ids=lambda: range(1, BOOKS + 1))(books)
    yield
    registry.forget("book")


def rate(run: Callable[[], object]) -> float:
    """Entries a second."""
    start = time.perf_counter()
    run()
    return BOOKS / (time.perf_counter() - start)


def bulk_alone(client: Elasticsearch, name: str) -> float:
    """What elasticsearch.helpers.bulk makes of the same rows, which are in memory already."""
    entries = pushing.with_tags(Entry.objects.all())
    actions = [
        {"_index": name, "_id": str(entry.pk), "_source": document(entry, entry.known_tags)} for entry in entries
    ]
    client.indices.create(index=name, **settings_and_mappings())
    try:
        return rate(lambda: (helpers.bulk(client, actions), client.indices.refresh(index=name)))
    finally:
        client.indices.delete(index=name)


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("library", "index")
def test_index_rate(record: Callable[[str, str], None]) -> None:
    client = Elasticsearch(settings.ELASTICSEARCH_URL)
    tickets.mark_stale("book", range(1, BOOKS + 1))
    record("entries filled", f"{rate(lambda: [None for _batch in iter(filling.fill_batch, 0)]):8.0f} /s")
    ours, alone = [], []
    # in turn, because a Java server gets faster for a while
    for turn in range(3):
        ours.append(rate(rebuilding.rebuild))
        alone.append(bulk_alone(client, f"{settings.ELASTICSEARCH_INDEX}-bulk-alone-{turn}"))
    record("index rebuilt", f"{max(ours):8.0f} /s   ({max(ours) / max(alone):.0%} of helpers.bulk)")
    record("helpers.bulk alone, the same rows", f"{max(alone):8.0f} /s")

    request = Request("woord3 woord17", locks=frozenset(range(200)), language="nl")
    everything = set
    assert search(request, everything).engine is EngineName.ELASTICSEARCH
    record("search, 200 open locks of 500", summary(milliseconds(lambda: search(request, everything), times=40)))
    complete = milliseconds(
        lambda: suggest("woord1", locks=request.locks, language="nl", first=8, may_see=everything), times=40
    )
    record("suggest", summary(complete))


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("index", "worker")
def test_published_to_searchable(record: Callable[[str, str], None]) -> None:
    theme = create_theme(create_home(), "Werk")
    # the worker takes a moment to start
    wait_until_found("Werk")
    taken = []
    for number in range(PUBLICATIONS):
        article = create_page(ArticlePage, theme, f"Verlof nummer{number}", live=False)
        article.save_revision().publish()
        taken += milliseconds(lambda title=f"nummer{number}": wait_until_found(title), times=1)
        # so that publications do not fall in step with the worker's looking
        time.sleep(random.uniform(0, 0.2))
    record("published to searchable", summary(sorted(taken)))
    assert sorted(taken)[int(PUBLICATIONS * 0.95) - 1] < 2_000


def wait_until_found(title: str) -> None:
    for _try in range(1_000):
        results = search(Request(title, locks=None, language="nl"), set)
        if results.total and results.engine is EngineName.ELASTICSEARCH:
            return
        time.sleep(0.01)
    pytest.fail(f"{title} was not found")
