"""A small library of books: something to find that is no part of the cms, and both engines to find it with."""

import uuid
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

import pytest
from django.conf import LazySettings
from elasticsearch import Elasticsearch

from search import registry, sync, tickets
from search.drafts import Draft
from search.engines.connection import breaker
from search.query import Request, Results, search
from search.suggestions import suggest
from search.vectors.asking import asker
from tests.search.encoders import ListedMeanings, switch_on

OPEN, CLOSED = 1, 2
EVERYTHING = frozenset({OPEN, CLOSED})

Find = Callable[..., Results]


@dataclass
class Library:
    """Books by id and language; what is on the shelf is what search may enter."""

    drafts: dict[tuple[int, str], Draft] = field(default_factory=dict)
    asked: list[list[int]] = field(default_factory=list)

    def entries(self, ids: Collection[int]) -> Iterable[Draft]:
        self.asked.append(list(ids))
        return [draft for (book_id, _language), draft in self.drafts.items() if book_id in ids]

    def below(self, ids: Collection[int]) -> Iterable[int]:
        """The volumes of a series: book 1 has 11, 12, …"""
        return [book_id for book_id, _language in self.drafts if book_id // 10 in ids]

    def all_ids(self) -> Iterable[int]:
        return [book_id for book_id, _language in self.drafts]

    def put(self, book_id: int, title: str, **values: Any) -> Draft:
        """Put a book on the shelf, and have search know."""
        draft = Draft(subject_id=book_id, title=title, **{"kind": "ARTICLE", "lock": OPEN, "language": "nl"} | values)
        self.drafts[book_id, draft.language] = replace(draft, url=draft.url or f"/books/{book_id}/")
        tickets.mark_stale("book", [book_id])
        sync.catch_up()
        return draft

    def put_many(self, count: int, *, lock: int = OPEN) -> None:
        """Put books about the same on the shelf, by one turn of the worker."""
        for book_id in range(1, count + 1):
            draft = Draft(subject_id=book_id, language="nl", kind="ARTICLE", title="Egel", lock=lock)
            self.drafts[book_id, "nl"] = draft
        tickets.mark_stale("book", range(1, count + 1))
        sync.catch_up()

    def take_away(self, book_id: int) -> None:
        self.drafts = {key: draft for key, draft in self.drafts.items() if key[0] != book_id}
        tickets.mark_stale("book", [book_id])
        sync.catch_up()


@pytest.fixture
def library() -> Iterator[Library]:
    books = Library()
    registry.searchable("book", descendants=books.below, all_ids=books.all_ids)(books.entries)
    yield books
    registry.forget("book")


@pytest.fixture(params=["DATABASE", pytest.param("ELASTICSEARCH", marks=pytest.mark.elasticsearch)])
def engine(request: pytest.FixtureRequest) -> str:
    """Each engine in turn, by its name."""
    request.getfixturevalue("elasticsearch" if request.param == "ELASTICSEARCH" else "without_elasticsearch")
    return request.param


@pytest.fixture
def elasticsearch(settings: LazySettings) -> Iterator[Elasticsearch]:
    """A real Elasticsearch with no index of ours yet; what a test makes in it is removed."""
    settings.ELASTICSEARCH_INDEX = f"{settings.ELASTICSEARCH_INDEX}-{uuid.uuid4().hex[:12]}"
    breaker.close()
    client = Elasticsearch(settings.ELASTICSEARCH_URL)
    yield client
    breaker.close()
    for name in client.indices.get(index=f"{settings.ELASTICSEARCH_INDEX}-*").body:
        client.indices.delete(index=name)


@pytest.fixture
def meanings(elasticsearch: Elasticsearch, settings: LazySettings) -> Iterator[None]:
    """Search by words and by the meanings that are listed for tests."""
    switch_on(settings, "ListedMeanings")
    ListedMeanings.encoded.clear()
    yield
    asker.recover()


@pytest.fixture
def without_elasticsearch(settings: LazySettings) -> None:
    settings.ELASTICSEARCH_URL = ""


@pytest.fixture
def find() -> Callable[..., Results]:
    """Search as a reader of everything; `hidden` are ids that the policy hides although their locks are open."""

    def ask(query: str, *, hidden: Collection[int] = (), **values: Any) -> Results:
        request = Request(**{"query": query, "locks": EVERYTHING, "language": "nl"} | values)
        return search(request, lambda subjects: {subject for subject in subjects if subject[1] not in hidden})

    return ask


def completions(
    prefix: str, *, locks: frozenset[int] | None = EVERYTHING, first: int = 8, hidden: Collection[int] = ()
) -> list[str]:
    found_titles = suggest(
        prefix,
        locks=locks,
        language="nl",
        first=first,
        may_see=lambda subjects: {subject for subject in subjects if subject[1] not in hidden},
    )
    return [completion.text for completion in found_titles]


def found(results: Results) -> list[int]:
    """The ids of what was found, best first."""
    return [hit.subject_id for hit in results.hits]
