"""A sentence inside a scanned PDF is found by who may open the document, on its page, and tells nobody else a word."""

import pytest

from cms.archive.actions.read_text import claim_text, read_text
from cms.archive.models import LibraryDocument
from cms.people.models import User
from search.sync import catch_up
from tests.factories.access import create_collection, restrict_collection
from tests.factories.archive import create_document
from tests.factories.asking import ask
from tests.factories.papers import scanned_pdf, workbook
from tests.factories.people import create_partner, create_user

pytestmark = pytest.mark.django_db

TEXT = """query ($query: String!) {
  search(query: $query) {
    nodes { title excerpt pageNumber pageLabel url } totalCount correction
    facets { buckets { value count } }
  }
  suggest(prefix: $query) { text }
}"""
PAGES = ["Vastgesteld in het voorjaar", "De gemeenteraad vergadert over de kademuren", "Bijlage met tekeningen"]


@pytest.fixture
def document() -> LibraryDocument:
    """A scan for staff alone, read and entered."""
    closed = create_collection("Plannen", audiences=("staff",))
    scan = create_document("Plan", collection=closed, name="plan.pdf", content=scanned_pdf(PAGES))
    read_all()
    return scan


@pytest.fixture
def reader() -> User:
    return create_user("Vera Vos")


def read_all() -> None:
    while text := claim_text():
        read_text(text)
    catch_up()


def test_a_sentence_in_a_scan_is_found_on_its_page(document: LibraryDocument, reader: User) -> None:
    [hit] = ask(TEXT, {"query": "gemeenteraden kademuren"}, by=reader)["search"]["nodes"]

    assert (hit["title"], hit["pageNumber"], hit["pageLabel"], hit["url"]) == ("Plan", 2, None, document.url)
    assert "<mark>kademuren</mark>" in hit["excerpt"]


def test_a_sheet_is_told_by_its_name(reader: User) -> None:
    create_document("Cijfers", name="cijfers.xlsx", content=workbook({"Uren": "Leeg", "Begroting": "Riolering"}))
    read_all()
    [hit] = ask(TEXT, {"query": "riolering"}, by=reader)["search"]["nodes"]

    assert (hit["pageNumber"], hit["pageLabel"]) == (2, "Begroting")


@pytest.mark.parametrize("query", ["kademuren", "kademurren", "gemeenteraad vergadert", '"over de kademuren"', "kades"])
def test_who_may_not_open_it_learns_nothing_of_what_is_in_it(document: LibraryDocument, query: str) -> None:
    answer = ask(TEXT, {"query": query}, by=create_partner("Piet Partner"))

    assert answer["suggest"] == []
    assert (answer["search"]["nodes"], answer["search"]["totalCount"], answer["search"]["correction"]) == ([], 0, None)
    assert [facet["buckets"] for facet in answer["search"]["facets"] if facet["buckets"]] == []


def test_a_right_that_is_taken_away_takes_the_text_along_at_once(document: LibraryDocument) -> None:
    partner = create_partner("Piet Partner")
    restrict_collection(document.collection, "partners")
    catch_up()
    assert ask(TEXT, {"query": "kademuren"}, by=partner)["search"]["totalCount"] == 1

    restrict_collection(document.collection, "staff")

    assert ask(TEXT, {"query": "kademuren"}, by=partner)["search"]["totalCount"] == 0
    # Elasticsearch forgets no test by itself.
    catch_up()


def test_what_is_kept_apart_for_a_virus_is_found_by_nothing_inside(document: LibraryDocument, reader: User) -> None:
    LibraryDocument.objects.filter(pk=document.pk).update(is_quarantined=True)
    LibraryDocument.objects.get(pk=document.pk).save()
    catch_up()

    assert ask(TEXT, {"query": "kademuren"}, by=reader)["search"]["totalCount"] == 0
