"""Documents as the API shows them."""

from typing import Any

import pytest
from wagtail.models import Collection

from cms.graphql_kit.ids import to_global_id
from cms.people.models import User
from cms.tags.models import TagLabel
from tests.factories.access import create_collection
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
    create_document("Een", collection=collection, name="een.pdf")
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
