"""Search by meaning beside search by words: what it adds, what it may never do, and that it can be absent."""

import logging
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from elasticsearch import Elasticsearch

from search import rebuilding, tickets
from search.engines.mapping import settings_and_mappings
from search.vectors.asking import asker
from search.vectors.checks import check_vectors
from search.vectors.encoders import EncoderUnavailableError, encoder
from search.vectors.encoding import encode
from tests.search.conftest import CLOSED, OPEN, Find, Library, found
from tests.search.encoders import encode_all, switch_on
from tests.search.small_model import write_small_model

pytestmark = [pytest.mark.django_db, pytest.mark.elasticsearch]


def test_what_means_the_same_is_found_without_a_word_in_common(meanings: None, library: Library, find: Find) -> None:
    library.put(1, "Egel")
    library.put(2, "Kano")
    assert found(find("stekeldier")) == []
    encode_all()

    results = find("stekeldier")

    assert found(results) == [1]
    assert (results.total, results.has_next, results.correction) == (1, False, None)
    assert results.hits[0].title_highlighted == "Egel"


def test_the_best_match_by_words_stays_the_first(meanings: None, library: Library, find: Find) -> None:
    for number in range(1, 9):
        library.put(number, "Egel", published_at=datetime(2026, 1, number, tzinfo=UTC))
    library.put(9, "Reizen", text="Iets over een stekeldier in een zin met nog wat andere woorden daarin.")
    encode_all()

    results = find("stekeldier")

    assert found(results)[0] == 9
    assert sorted(found(results)) == list(range(1, 10))
    assert results.total == 9


def test_what_answers_both_ways_rises_above_what_does_by_words_alone(
    meanings: None, library: Library, find: Find
) -> None:
    library.put(1, "Gratis", text="Stekeldier en kano, kano, kano, kano.")
    library.put(2, "Gratis", text="Stekeldier en igel, egel, egel, egel, egel.")
    encode_all()

    assert found(find("stekeldier")) == [2, 1]


@pytest.mark.parametrize(
    "query", ['"stekeldier vieren"', "stekeldier -geld", "stekeldier 2026", "stekeldier b2.14", ""]
)
def test_quotes_a_minus_and_codes_mean_what_they_say(meanings: None, library: Library, find: Find, query: str) -> None:
    library.put(1, "Egel")
    encode_all()

    assert found(find(query)) == ([1] if not query else [])


def test_near_spellings_come_before_near_meanings(meanings: None, library: Library, find: Find) -> None:
    library.put(1, "Vergunning aanvragen")
    library.put(2, "Egel")
    encode_all()

    assert found(find("vergunnign stekeldier")) == [1, 2]
    assert (found(find("vergunnign")), find("vergunnign").correction) == ([1], "vergunning")


def test_what_is_hidden_is_not_even_a_candidate(meanings: None, library: Library, find: Find) -> None:
    library.put_many(39, lock=CLOSED)
    library.put(40, "Egel en kano", lock=OPEN)
    encode_all()

    results = find("stekeldier", locks=frozenset({OPEN}))

    assert (found(results), results.total) == ([40], 1)
    assert [(bucket.value, bucket.count) for bucket in results.facets["KIND"]] == [("ARTICLE", 1)]
    assert find("stekeldier", locks=frozenset()).total == 0


def test_a_right_that_was_taken_away_counts_before_elasticsearch_knows(
    meanings: None, library: Library, find: Find
) -> None:
    library.put(1, "Egel")
    library.put(2, "Egel")
    encode_all()

    tickets.set_locks("book", {1: CLOSED})

    results = find("stekeldier", locks=frozenset({OPEN}))
    assert (found(results), results.total) == ([2], 1)


def test_pages_follow_each_other_without_gap_or_double(meanings: None, library: Library, find: Find) -> None:
    for number in range(1, 8):
        library.put(number, "Egel" if number % 2 else "Stekeldier", kind="NEWS" if number > 4 else "ARTICLE")
    encode_all()

    for filters, everything in (({}, range(1, 8)), ({"kinds": ("NEWS",)}, (5, 6, 7))):
        seen: list[int] = []
        cursor = None
        while len(seen) < len(everything):
            results = find("stekeldier", first=2, after=cursor, **filters)
            assert results.total == len(everything)
            assert {bucket.value: bucket.count for bucket in results.facets["KIND"]} == {"ARTICLE": 4, "NEWS": 3}
            seen += found(results)
            assert results.has_next is (len(seen) < len(everything))
            cursor = results.hits[-1].cursor
        assert sorted(seen) == list(everything)


def test_the_readers_own_language_comes_first(meanings: None, library: Library, find: Find) -> None:
    library.put(1, "Egel", language="nl")
    library.put(2, "Egel", language="en", text="Anders")
    encode_all()

    assert found(find("stekeldier", language="nl")) == [1, 2]
    assert found(find("stekeldier", language="en")) == [2, 1]


@pytest.mark.parametrize("name", ["NoMeanings", "SlowMeanings"])
def test_without_a_vector_in_time_words_alone_answer_and_it_is_said_once(
    meanings: None, library: Library, find: Find, settings: LazySettings, caplog: pytest.LogCaptureFixture, name: str
) -> None:
    library.put(1, "Egel")
    library.put(2, "Stekeldier")
    encode_all()
    switch_on(settings, name)

    with caplog.at_level(logging.WARNING, "search.vectors"):
        assert [found(find("stekeldier")) for _time in range(3)] == [[2]] * 3

    assert len([record for record in caplog.records if record.name == "search.vectors.asking"]) == 1


def test_a_name_of_no_encoder_is_said_at_start_and_stops_nothing(
    meanings: None, library: Library, find: Find, settings: LazySettings
) -> None:
    switch_on(settings, "Nonsense")
    library.put(1, "Stekeldier")

    assert found(find("stekeldier")) == [1]
    assert [message.id for message in check_vectors()] == ["search.W004"]
    with pytest.raises(EncoderUnavailableError, match="cannot be imported"):
        encode()


def test_a_floor_that_is_no_cosine_is_refused_at_start(meanings: None, settings: LazySettings) -> None:
    assert check_vectors() == []
    settings.SEARCH_VECTORS_FLOOR = 1.0

    assert [message.id for message in check_vectors()] == ["search.E010"]


def test_switched_off_no_vector_is_read_written_or_mapped(
    elasticsearch: Elasticsearch, library: Library, find: Find
) -> None:
    with CaptureQueriesContext(
        connection,
    ) as statements:
        library.put(1, "Egel")
        find("egel")
        library.put(1, "Stekeldier")
        rebuilding.rebuild()

    assert [query["sql"] for query in statements if "entryvector" in query["sql"]] == []
    assert "vector" not in settings_and_mappings()["mappings"]["properties"]


def test_switched_off_no_model_is_imported() -> None:
    """In a process of its own, because others may have imported one in this."""
    program = (
        "import django, sys; django.setup(); from search import query, sync, tasks, rebuilding;"
        "print([name for name in ('numpy', 'model2vec', 'tokenizers', 'search.vectors.static') if name in sys.modules])"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=120, env=environment
    )
    assert done.stdout.strip().endswith("[]")


@pytest.fixture(scope="module")
def small_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_small_model(tmp_path_factory.mktemp("models") / "small")


def test_a_folder_with_static_embeddings_is_all_that_a_real_model_needs(
    small_model: Path, elasticsearch: Elasticsearch, library: Library, find: Find, settings: LazySettings
) -> None:
    settings.SEARCH_VECTORS, settings.SEARCH_VECTORS_MODEL = "model2vec", str(small_model)
    settings.SEARCH_VECTORS_FLOOR, settings.SEARCH_VECTORS_SECONDS = 0.35, 30.0
    asker.recover()
    library.put(1, "The bicycle scheme", language="en")
    library.put(2, "Salary and pay day", language="en")
    library.put(3, "Expense claims", language="en")
    encode_all()

    assert (encoder().name, encoder().dimensions) == ("model2vec small", 256)
    assert found(find("cyclists", language="en"))[:1] == [1]
    assert found(find("wages", language="en"))[:1] == [2]
    assert find("wages", language="en").total == 1


def test_a_folder_without_a_model_is_named(
    elasticsearch: Elasticsearch, settings: LazySettings, tmp_path: Path
) -> None:
    settings.SEARCH_VECTORS, settings.SEARCH_VECTORS_MODEL = "model2vec", str(tmp_path)

    with pytest.raises(EncoderUnavailableError, match=f"{tmp_path}” is none"):
        encode()


def test_a_package_that_is_missing_is_named(
    elasticsearch: Elasticsearch, settings: LazySettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.SEARCH_VECTORS = "model2vec"
    monkeypatch.setitem(sys.modules, "model2vec", None)
    monkeypatch.delitem(sys.modules, "search.vectors.static", raising=False)

    assert [message.msg for message in check_vectors()] == [
        "Search does without vectors. SEARCH_VECTORS=model2vec needs the package model2vec: pip install model2vec"
    ]
