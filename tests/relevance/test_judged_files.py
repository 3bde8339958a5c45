"""That the files of judged queries make sense: a slip in one would be scored as a fault of the search."""

import tomllib
from pathlib import Path

import pytest

from search.judging import KINDS, read_judged
from tests.relevance.conftest import FOLDER

FILES = sorted((FOLDER / "judged").glob("*.toml"))
FEWEST = 60
each_file = pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)


@each_file
def test_a_file_has_enough_queries_of_every_kind_and_none_twice(path: Path) -> None:
    queries = read_judged(path).queries
    texts = [query.text.casefold() for query in queries]
    assert len(queries) >= FEWEST
    assert {query.kind for query in queries} == set(KINDS)
    assert [text for text in texts if texts.count(text) > 1] == []


@each_file
def test_every_query_has_an_answer_and_every_answer_a_passage(path: Path) -> None:
    queries = tomllib.loads(path.read_text(encoding="utf-8"))["query"]
    without = [query["text"] for query in queries if all(answer["grade"] < 3 for answer in query["answers"])]
    silent = [query["text"] for query in queries for answer in query["answers"] if not answer.get("passage")]
    assert (without, silent) == ([], [])


@each_file
def test_no_answer_is_judged_twice_for_one_query(path: Path) -> None:
    queries = tomllib.loads(path.read_text(encoding="utf-8"))["query"]
    twice = [
        query["text"]
        for query in queries
        if len({answer["address"] for answer in query["answers"]}) < len(query["answers"])
    ]
    assert twice == []
