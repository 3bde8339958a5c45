"""That the files of judged queries make sense: a slip in one would be scored as a fault of the search."""

import tomllib
from pathlib import Path

import pytest

from cms.archive.models import LibraryDocument
from cms.directory.addresses import address_of_group, address_of_person
from cms.people.models import Profile, WorkGroup
from cms.reading.models import PageCard
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


@pytest.mark.usefixtures("demo")
@pytest.mark.django_db
def test_the_demo_has_what_its_files_call_answers() -> None:
    there = set(PageCard.objects.values_list("path", flat=True))
    there |= {document.url for document in LibraryDocument.objects.all()}
    there |= {address_of_person(pk) for pk in Profile.objects.values_list("pk", flat=True)}
    there |= {address_of_group(slug) for slug in WorkGroup.objects.values_list("slug", flat=True)}
    files = [read_judged(path) for path in FILES if path.stem.startswith("demo-")]
    judged = {address for file in files for query in file.queries for address in query.grades}
    assert sorted(judged - there) == []


@pytest.mark.usefixtures("demo")
@pytest.mark.django_db
def test_people_and_documents_are_numbered_as_the_files_number_them() -> None:
    assert Profile.objects.get(pk=9).name == "Karim Ouali"
    assert LibraryDocument.objects.get(pk=16).title == "Bewaartermijnen, een uittreksel"
