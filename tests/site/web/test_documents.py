import pytest
from django.test import Client

from tests.factories.access import create_collection
from tests.factories.archive import create_document
from tests.factories.papers import word_file, written_pdf
from tests.site.web.conftest import City
from tests.site.web.test_pages import seen, words


@pytest.fixture
def library(city: City) -> None:
    shelf = create_collection("Regelingen", audiences=("staff",))
    create_document("Verlofregeling", collection=shelf, name="verlof.pdf", content=written_pdf(["Verlof"])).tags.add(
        "verlof"
    )
    create_document("Declaratie", collection=shelf, name="declaratie.docx", content=word_file("Declaratie"))
    create_document("Kluis", collection=create_collection("Kluis", audiences=("partners",)), name="kluis.pdf")


def test_documents_are_those_the_reader_may_see(employee_client: Client, client: Client, library: None) -> None:
    screen = seen(employee_client.get("/documenten/"))

    assert words(screen, ".document-card a") == ["Declaratie", "Verlofregeling"]
    client.logout()
    assert not seen(client.get("/documenten/")).select(".document-card")


def test_documents_can_be_narrowed_to_a_type_and_a_tag(employee_client: Client, library: None) -> None:
    assert words(seen(employee_client.get("/documenten/?type=text")), ".document-card a") == ["Declaratie"]

    tagged = seen(employee_client.get("/documenten/?tag=verlof"))

    assert words(tagged, ".document-card a") == ["Verlofregeling"]
    assert [chip["href"] for chip in tagged.select(".chips a")][1] == "?type=pdf&tag=verlof"


def test_a_tag_that_is_not_there_finds_nothing(employee_client: Client, library: None) -> None:
    assert not seen(employee_client.get("/documenten/?tag=bestaat-niet")).select(".document-card")
