"""How well search answers on the demo: a fall below the scores that were kept fails the build."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction

from cms.archive.actions.read_text import claim_text, read_text
from cms.archive.models import DocumentText, LibraryDocument, TextStatus
from cms.directory.addresses import address_of_group, address_of_person
from cms.people.models import Profile, WorkGroup
from cms.reading.models import PageCard
from search.engines.base import EngineName
from search.judging import read_judged
from tests.relevance.conftest import FOLDER, assert_no_fall, make_findable, own_index

pytestmark = [pytest.mark.usefixtures("findable"), pytest.mark.django_db]


@pytest.fixture(scope="module")
def findable(city: None, django_db_blocker: Any) -> Iterator[None]:
    """The demo, findable by each engine there is."""
    with django_db_blocker.unblock(), transaction.atomic(), own_index():
        read_documents()
        make_findable()
        yield
        transaction.set_rollback(True)


def read_documents() -> None:
    """Read the texts of all documents, as a worker would: some answers stand in them."""
    while text := claim_text():
        read_text(text)


@pytest.mark.elasticsearch
def test_elasticsearch_answers_the_demo_as_well_as_before() -> None:
    assert_no_fall("demo", EngineName.ELASTICSEARCH)


def test_the_database_answers_the_demo_as_well_as_before() -> None:
    assert_no_fall("demo", EngineName.DATABASE)


def test_the_demo_has_what_its_files_call_answers() -> None:
    there = set(PageCard.objects.values_list("path", flat=True))
    there |= {document.url for document in LibraryDocument.objects.all()}
    there |= {address_of_person(pk) for pk in Profile.objects.values_list("pk", flat=True)}
    there |= {address_of_group(slug) for slug in WorkGroup.objects.values_list("slug", flat=True)}
    files = [read_judged(path) for path in (FOLDER / "judged").glob("demo-*.toml")]
    judged = {address for file in files for query in file.queries for address in query.grades}
    assert sorted(judged - there) == []


def test_every_document_of_the_demo_is_read() -> None:
    assert set(DocumentText.objects.values_list("status", flat=True)) == {TextStatus.DONE}


def test_people_and_documents_are_numbered_as_the_files_number_them() -> None:
    assert Profile.objects.get(pk=9).name == "Karim Ouali"
    assert LibraryDocument.objects.get(pk=16).title == "Bewaartermijnen, een uittreksel"
