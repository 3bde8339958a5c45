"""Paging through a long list: nothing twice, nothing left out, and nothing that was closed meanwhile."""

import base64
import json
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from django.conf import LazySettings
from django.utils import timezone
from elasticsearch import Elasticsearch

from search import cursors, sync, tickets
from search.drafts import Draft
from search.engines import index, snapshots
from search.engines.base import Engine, EngineName, Found, Inquiry
from search.engines.database import DatabaseEngine
from search.engines.elasticsearch import ElasticsearchEngine
from search.query import InvalidCursorError, Results
from search.reach import Reach
from tests.search.conftest import CLOSED, OPEN, Library, found

pytestmark = pytest.mark.django_db
Find = Callable[..., Results]
BOOKS = 25


def fill(library: Library, ids: range) -> None:
    for book_id in ids:
        published = timezone.now() - timedelta(days=book_id) if book_id % 5 else None
        library.drafts[book_id, "nl"] = Draft(
            book_id, "ARTICLE", f"Verlof {book_id}", lock=OPEN, language="nl", published_at=published
        )
    tickets.mark_stale("book", ids)
    sync.catch_up()


def pages(find: Find, query: str, **values: object) -> Iterator[Results]:
    """All pages from the first."""
    results = find(query, first=4, **values)
    yield results
    while results.has_next:
        results = find(query, first=4, after=results.hits[-1].cursor, **values)
        yield results


@pytest.mark.parametrize("query", ["verlof", ""])
def test_all_pages_together_are_the_list(engine: str, library: Library, find: Find, query: str) -> None:
    fill(library, range(1, BOOKS + 1))

    read = list(pages(find, query))

    assert [book_id for page in read for book_id in found(page)] == found(find(query, first=BOOKS))
    assert {(page.engine.value, page.total) for page in read} == {(engine, BOOKS)}


@pytest.mark.parametrize(
    ("query", "text", "reach", "is_hinted"),
    [
        ("book", "Anything", Reach.STRICT, False),
        ("", "Anything", Reach.STRICT, False),
        ("hollidey", "How you ask for a holiday", Reach.LOOSE, False),
        ("quickly holiday parking", "How you ask for a holiday", Reach.SWEEPING, False),
        ("evacuatory", "Evacuating in time", Reach.ANYTHING_LIKE, False),
        ("dictionary", "Look it up in a dictionary before you write", Reach.STRICT, True),
    ],
)
def test_a_further_page_is_one_question_to_the_engine(
    engine: str,
    library: Library,
    find: Find,
    monkeypatch: pytest.MonkeyPatch,
    query: str,
    text: str,
    reach: Reach,
    is_hinted: bool,
) -> None:
    for book_id in range(1, 8):
        library.drafts[book_id, "en"] = Draft(book_id, "ARTICLE", f"Book {book_id}", OPEN, "en", text=text)
    tickets.mark_stale("book", range(1, 8))
    sync.catch_up()
    first = find(query, language="en", first=2)
    place = cursors.decoded(first.hits[-1].cursor)
    assert (place.reach, place.is_hinted) == (reach, is_hinted)
    asked: list[str] = []
    for each in (DatabaseEngine, ElasticsearchEngine):
        monkeypatch.setattr(each, "find", _counted(each.find, asked))

    second = find(query, language="en", first=2, after=first.hits[-1].cursor)
    third = find(query, language="en", first=2, after=second.hits[-1].cursor)

    assert asked == [engine, engine]
    assert (first.total, second.total, third.total) == (7, 7, 7)
    monkeypatch.undo()
    assert found(first) + found(second) + found(third) == found(find(query, language="en", first=7))[:6]


def _counted(find: Callable[..., Found], asked: list[str]) -> Callable[..., Found]:
    def count(engine: Engine, inquiry: Inquiry) -> Found:
        asked.append(engine.name.value)
        return find(engine, inquiry)

    return count


@pytest.mark.parametrize("values", [{1: 4}, {1: -1}, {1: "far"}, {1: None}, {5: "NaN"}, {5: "Infinity"}])
def test_a_cursor_that_asks_further_than_there_is_or_from_nowhere_is_refused(
    engine: str, library: Library, find: Find, values: dict[int, object]
) -> None:
    fill(library, range(1, 10))
    written = json.loads(base64.urlsafe_b64decode(find("verlof", first=4).hits[-1].cursor))
    for place, value in values.items():
        written[place] = value
    forged = base64.urlsafe_b64encode(json.dumps(written).encode()).decode()

    with pytest.raises(InvalidCursorError):
        find("verlof", first=4, after=forged)


@pytest.mark.elasticsearch
def test_what_is_published_while_somebody_pages_moves_nothing(
    elasticsearch: Elasticsearch, library: Library, find: Find
) -> None:
    fill(library, range(1, BOOKS + 1))
    whole = found(find("verlof", first=BOOKS))
    read: list[int] = []

    for number, page in enumerate(pages(find, "verlof")):
        read += found(page)
        if number:
            # another text changes what every word is worth, and so all scores
            library.put(100 + number, "Verlof verlof verlof")
            library.put(whole[-number], "Parkeren")

    assert read[:BOOKS] == whole


@pytest.mark.elasticsearch
def test_what_is_closed_while_somebody_pages_is_neither_shown_nor_counted(
    elasticsearch: Elasticsearch, library: Library, find: Find
) -> None:
    fill(library, range(1, BOOKS + 1))
    mine = frozenset({OPEN})
    first = find("verlof", first=4, locks=mine)
    second = find("verlof", first=4, locks=mine, after=first.hits[-1].cursor)
    whole = found(find("verlof", first=BOOKS))

    tickets.set_locks("book", {whole[8]: CLOSED})
    third = find("verlof", first=4, locks=mine, after=second.hits[-1].cursor)
    assert (found(third), third.total) == (whole[9:13], BOOKS - 1)
    sync.push_pending()
    third = find("verlof", first=4, locks=mine, after=second.hits[-1].cursor)
    assert found(third) == whole[9:12]
    assert third.total <= BOOKS - 1


@pytest.mark.elasticsearch
def test_a_moment_is_kept_from_the_second_page_and_let_go_after_the_last(
    elasticsearch: Elasticsearch, library: Library, find: Find
) -> None:
    fill(library, range(1, 10))
    first = find("verlof", first=4)
    assert _open_moments(elasticsearch) == 0

    second = find("verlof", first=4, after=first.hits[-1].cursor)
    assert _open_moments(elasticsearch) == 1
    assert [bool(cursors.decoded(hit.cursor).position.snapshot) for hit in second.hits] == [False] * 3 + [True]

    last = find("verlof", first=4, after=second.hits[-1].cursor)
    assert (len(last.hits), last.has_next, _open_moments(elasticsearch)) == (1, False, 0)


def _open_moments(client: Elasticsearch) -> int:
    stats = client.indices.stats(index=index.live_alias(), metric="search")
    return stats["_all"]["primaries"]["search"]["open_contexts"]


@pytest.mark.elasticsearch
def test_a_moment_that_is_gone_costs_nobody_their_place(
    elasticsearch: Elasticsearch, library: Library, find: Find, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(library, range(1, BOOKS + 1))
    whole = found(find("verlof", first=BOOKS))
    second = find("verlof", first=4, after=find("verlof", first=4).hits[-1].cursor)
    place = second.hits[-1].cursor

    elasticsearch.close_point_in_time(id=cursors.decoded(place).position.snapshot)
    assert found(find("verlof", first=4, after=place)) == whole[8:12]

    monkeypatch.setattr(cursors, "SECONDS_KEPT", -1)
    assert cursors.decoded(place).position.snapshot == ""
    assert found(find("verlof", first=4, after=place)) == whole[8:12]

    monkeypatch.setattr(snapshots, "_opened", lambda client, preference: "")
    third = find("verlof", first=4, after=place)
    assert (found(third), third.has_next, third.total) == (whole[8:12], True, BOOKS)


@pytest.mark.elasticsearch
def test_a_moment_that_we_did_not_hand_out_is_refused(
    elasticsearch: Elasticsearch, library: Library, find: Find
) -> None:
    fill(library, range(1, 10))
    place = find("verlof", first=4).hits[-1].cursor
    values = json.loads(base64.urlsafe_b64decode(place))
    forged = base64.urlsafe_b64encode(json.dumps([*values, "another-index:1uOxyz:signature"]).encode()).decode()

    with pytest.raises(InvalidCursorError):
        find("verlof", first=4, after=forged)


@pytest.mark.elasticsearch
@pytest.mark.usefixtures("elasticsearch")
def test_deeper_than_elasticsearch_counts_the_database_goes_on(
    library: Library, find: Find, monkeypatch: pytest.MonkeyPatch, settings: LazySettings
) -> None:
    fill(library, range(1, BOOKS + 1))
    monkeypatch.setattr(snapshots, "WINDOW", 10)
    url, settings.ELASTICSEARCH_URL = settings.ELASTICSEARCH_URL, ""
    whole = find("verlof", first=BOOKS)
    settings.ELASTICSEARCH_URL = url

    near = find("verlof", first=4, after=whole.hits[3].cursor)
    deep = find("verlof", first=4, after=whole.hits[11].cursor)

    assert (near.engine, len(near.hits)) == (EngineName.ELASTICSEARCH, 4)
    assert (deep.engine, found(deep), deep.total) == (EngineName.DATABASE, found(whole)[12:16], BOOKS)
