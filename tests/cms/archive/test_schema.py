"""Documents as the API shows them."""

from datetime import date
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Collection

from cms.access.actions import restrict
from cms.access.models.restriction import RestrictionKind
from cms.archive.actions import add_version
from cms.archive.models import DocumentKind
from cms.graphql_kit.ids import to_global_id
from cms.people.models import User
from cms.tags.models import TagLabel
from tests.factories.access import create_collection, standard
from tests.factories.archive import create_document
from tests.factories.asking import ask, error_of
from tests.factories.people import create_user

pytestmark = pytest.mark.django_db


def shelf() -> Collection:
    return create_collection("Regelingen", audiences=("staff",))


def test_a_document_says_what_it_is() -> None:
    document = create_document("Regeling", collection=shelf(), content=b"12345", name="regeling.txt", language="en")
    document.tags.add("Verlof")
    TagLabel.objects.create(tag=document.tags.get(), language="en", label="Leave")
    text = """query ($id: ID!) {
      document(id: $id) { id title filename url size contentType language version tags { slug label } createdAt }
      node(id: $id) { __typename }
    }"""
    variables = {"id": to_global_id("Document", document.pk)}
    found = ask(text, variables, by=create_user())
    assert found["document"].pop("createdAt").startswith(f"{document.created_at:%Y-%m-%dT%H:%M}")
    assert found == {
        "document": {
            "id": variables["id"],
            "title": "Regeling",
            "filename": document.filename,
            "url": document.url,
            "size": 5,
            "contentType": "text/plain",
            "language": "en",
            "version": 1,
            "tags": [{"slug": "verlof", "label": "Leave"}],
        },
        "node": {"__typename": "Document"},
    }
    assert ask(text, variables) == {"document": None, "node": None}


@pytest.fixture
def reader() -> User:
    """Three documents in a collection and one below it, and an employee."""
    collection = shelf()
    create_document("Een", collection=collection, name="een.pdf", content=b"%PDF-1.7 een")
    create_document("Twee", collection=collection, name="twee.txt").tags.add("geld")
    create_document("Drie", collection=create_collection("Oud", parent=collection), name="drie.txt")
    create_document("Van een ander", collection=create_collection("Dicht", audiences=("partners",)))
    return create_user()


def titles(filter_: str, by: User | None) -> list[str]:
    documents: Any = ask(f"{{ documents({filter_}) {{ totalCount nodes {{ title }} }} }}", by=by)["documents"]
    assert documents["totalCount"] == len(documents["nodes"])
    return [node["title"] for node in documents["nodes"]]


def test_documents_are_listed_newest_first(reader: User) -> None:
    assert titles("first: 20", reader) == ["Drie", "Twee", "Een"]
    assert titles("first: 20", None) == []


def test_documents_are_filtered(reader: User) -> None:
    shelf_id = to_global_id("Collection", Collection.objects.get(name="Regelingen").pk)
    old_id = to_global_id("Collection", Collection.objects.get(name="Oud").pk)
    assert titles(f'filter: {{ collection: "{shelf_id}" }}', reader) == ["Drie", "Twee", "Een"]
    assert titles(f'filter: {{ collection: "{old_id}" }}', reader) == ["Drie"]
    assert titles('filter: { tag: ["geld"] }', reader) == ["Twee"]
    assert titles('filter: { contentType: ["application/pdf"] }', reader) == ["Een"]
    assert titles('filter: { contentType: ["application/pdf", "text/plain"] }', reader) == ["Drie", "Twee", "Een"]
    assert titles('filter: { contentType: ["what/ever"] }', reader) == []
    unknown = to_global_id("Collection", 10**9)
    assert titles(f'filter: {{ collection: "{unknown}" }}', reader) == []
    assert error_of('{ documents(filter: { collection: "5" }) { totalCount } }') == {"code": "INVALID_INPUT"}


def test_documents_come_page_by_page(reader: User) -> None:
    text = """query ($after: String) { documents(first: 2, after: $after) {
      edges { node { title } } totalCount pageInfo { endCursor hasNextPage } } }"""
    first = ask(text, by=reader)["documents"]
    assert (len(first["edges"]), first["totalCount"], first["pageInfo"]["hasNextPage"]) == (2, 3, True)
    rest = ask(text, {"after": first["pageInfo"]["endCursor"]}, by=reader)["documents"]
    assert rest["edges"] == [{"node": {"title": "Een"}}]


def test_a_document_says_what_it_is_filed_under_and_shows_its_versions() -> None:
    owner = create_user("Olga Owner")
    kind = DocumentKind.objects.get(code="minutes")
    fields = {"kind": kind, "owner": owner, "dated_on": date(2026, 5, 4), "source": "Griffie", "description": "Van mei"}
    document = create_document("Verslag", collection=shelf(), content=b"een", **fields)
    add_version(document, file=ContentFile(b"twee!", name="nieuw.txt"), by=owner, based_on=1, note="Aangevuld")
    text = """query ($id: ID!) { document(id: $id) {
      kind { code label } owner { name } datedOn source description archiveNumber supersededOn supersededBy { title }
      versions { number filename url size contentType note author { name } } } }"""
    variables = {"id": to_global_id("Document", document.pk)}

    assert ask(text, variables, by=create_user())["document"] == {
        "kind": {"code": "minutes", "label": "Verslag"},
        "owner": {"name": "Olga Owner"},
        "datedOn": "2026-05-04",
        "source": "Griffie",
        "description": "Van mei",
        "archiveNumber": document.archive_number,
        "supersededOn": None,
        "supersededBy": None,
        "versions": [
            {"number": 2, "filename": "nieuw.txt", "url": f"/documents/{document.pk}/versions/2/nieuw.txt", "size": 5,
             "contentType": "text/plain", "note": "Aangevuld", "author": {"name": "Olga Owner"}},
            {"number": 1, "filename": "regeling.txt", "url": f"/documents/{document.pk}/versions/1/regeling.txt",
             "size": 3, "contentType": "text/plain", "note": "", "author": None},
        ],
    }  # fmt: skip
    assert ask(text, variables) == {"document": None}


def test_what_takes_its_place_is_named_to_who_may_see_it_alone() -> None:
    closed = create_document("Geheim vervolg", collection=create_collection("Dicht", audiences=("partners",)))
    document = create_document("Regeling", collection=shelf(), superseded_by=closed, superseded_on=date(2026, 1, 2))
    text = "query ($id: ID!) { document(id: $id) { supersededOn supersededBy { title } } }"
    found = ask(text, {"id": to_global_id("Document", document.pk)}, by=create_user())

    assert found == {"document": {"supersededOn": "2026-01-02", "supersededBy": None}}


def test_documents_are_filtered_by_what_they_are_filed_under() -> None:
    owner, collection = create_user("Olga Owner"), shelf()
    letter = DocumentKind.objects.get(code="letter")
    create_document("Brief", collection=collection, kind=letter, language="de", owner=owner)
    create_document("Iets anders", collection=collection)
    reader = create_user()

    assert titles('filter: { kind: ["letter", "form"] }', reader) == ["Brief"]
    assert titles('filter: { language: ["de"] }', reader) == ["Brief"]
    owner_id = to_global_id("Person", owner.profile.pk)
    assert titles(f'filter: {{ owner: "{owner_id}" }}', reader) == ["Brief"]
    restrict(kind=RestrictionKind.DIRECTORY, key="people", audiences=[standard("partners")])
    assert titles(f'filter: {{ owner: "{owner_id}" }}', reader) == []


def test_versions_of_many_documents_cost_no_more_statements() -> None:
    collection, reader = shelf(), create_user()
    text = "{ documents { nodes { kind { label } owner { name } versions { number author { name } } } } }"

    def statements() -> int:
        with CaptureQueriesContext(connection) as captured:
            ask(text, by=reader)
        return len(captured)

    create_document("Een", collection=collection, kind=DocumentKind.objects.get(code="letter"), owner=reader)
    statements()  # once for what a process reads one time
    first = statements()
    form = DocumentKind.objects.get(code="form")
    for number in range(5):
        create_document(f"Nog {number}", collection=collection, kind=form, owner=reader)
    assert statements() == first


def test_documents_are_narrowed_by_sort_and_put_in_order(reader: User) -> None:
    def titles(arguments: str) -> list[str]:
        found = ask(f"{{ documents({arguments}) {{ totalCount nodes {{ title }} }} }}", by=reader)["documents"]
        assert found["totalCount"] == len(found["nodes"])
        return [document["title"] for document in found["nodes"]]

    assert titles("filter: { fileKind: [PDF] }") == ["Een"]
    assert titles("filter: { fileKind: [OTHER, SHEET] }") == []
    assert set(titles("filter: { fileKind: [PDF, TEXT, OTHER] }")) == set(titles("first: 20"))
    assert titles("orderBy: TITLE_ASC") == sorted(titles("orderBy: UPDATED_DESC"))
