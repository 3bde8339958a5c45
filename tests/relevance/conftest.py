"""How answers are judged and, where RELEVANCE_CONTENT names a folder of them, knowledge bases from outside to judge.

The demo is judged beside its other tests, which share one load of it: tests/cms/demo/test_relevance.py.
"""

import json
import os
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.test import override_settings
from elasticsearch import Elasticsearch

from cms.importing.actions import ImportOrder, import_articles
from search import refilling, sync
from search.engines.base import EngineName
from search.engines.connection import breaker
from search.judged_search import addresses_found
from search.judging import Scores, as_json, falls, judge, read_judged, table
from search.vectors.encoders import encoder, is_switched_on
from search.vectors.encoding import encode

FOLDER = Path(__file__).parent
SCORES = FOLDER / "scores.json"
CONTENT = os.environ.get("RELEVANCE_CONTENT", "")
PLACES = {"nl": "/kennisbank/", "en": "/en/handbook/"}
# With this set, scores are kept instead of compared.
KEEPS_SCORES = bool(os.environ.get("RELEVANCE_SAVE"))
TOLERANCE = 0.01

collect_ignore = [] if CONTENT else ["test_content.py"]


@pytest.fixture(scope="module")
def content(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The knowledge bases from outside, a folder a language, findable by each engine there is."""
    with django_db_blocker.unblock(), transaction.atomic(), own_index():
        for language, place in PLACES.items():
            folder = Path(CONTENT) / language
            inner = folder / "content"
            import_articles(ImportOrder(inner if inner.is_dir() else folder, language, place))
        make_findable()
        yield
        transaction.set_rollback(True)


def make_findable() -> None:
    """Fill the entries and, where there is one, the index."""
    refilling.mark_everything_stale()
    sync.catch_up()
    if is_switched_on():
        encode()
        sync.push_pending()


@contextmanager
def own_index() -> Iterator[None]:
    """An index that no other test fills, gone afterwards."""
    if not settings.ELASTICSEARCH_URL:
        yield
        return
    name = f"{settings.ELASTICSEARCH_INDEX}-relevance-{uuid.uuid4().hex[:12]}"
    breaker.close()
    with override_settings(ELASTICSEARCH_INDEX=name):
        yield
    client = Elasticsearch(settings.ELASTICSEARCH_URL)
    for index in client.indices.get(index=f"{name}-*").body:
        client.indices.delete(index=index)


def assert_no_fall(corpus: str, engine: EngineName) -> None:
    """Judge all files of a corpus, print the table, and compare the scores with those that were kept."""
    judged = [read_judged(path) for path in sorted((FOLDER / "judged").glob(f"{corpus}-*.toml"))]
    assert judged
    scores = {file.name: judge(file.queries, addresses_found(file.language, engine)) for file in judged}
    place = connection.vendor if engine is EngineName.DATABASE else engine.value.lower()
    if is_switched_on() and engine is EngineName.ELASTICSEARCH:
        place = f"{place} with {encoder().name}"
    print(f"\n{place}", *table(scores), sep="\n")
    kept = json.loads(SCORES.read_text()) if SCORES.exists() else {}
    if KEEPS_SCORES:
        keep(kept, place, scores)
    else:
        assert falls(kept.get(place, {}), scores, tolerance=TOLERANCE) == []


def keep(kept: dict[str, Any], place: str, scores: Mapping[str, Mapping[str, Scores]]) -> None:
    """Write the scores into the file, beside those of other engines and corpora."""
    kept[place] = {**kept.get(place, {}), **as_json(scores)}
    SCORES.write_text(json.dumps(kept, indent=1, sort_keys=True) + "\n")
