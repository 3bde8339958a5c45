"""Filters, facets and order of the search door: values go round, labels are for people, rights hold."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from cms.api.search.kinds import FINDABLE, KINDS
from cms.graphql_kit.ids import to_global_id
from cms.people.models import Unit, User
from search.models import Entry
from search.registry import all_registrations
from search.sync import catch_up
from tests.factories.access import create_collection
from tests.factories.archive import create_document
from tests.factories.asking import ask, error_of, prepared
from tests.factories.pages import create_article, create_home, create_theme, create_unit_page
from tests.factories.people import create_partner, create_unit, create_user

pytestmark = pytest.mark.django_db

TEXT = """query ($query: String!, $filter: SearchFilter, $sort: SearchSort, $first: Int = 20, $after: String) {
  search(query: $query, filter: $filter, sort: $sort, first: $first, after: $after) {
    nodes { kind kindLabel title } pageInfo { endCursor }
    totalCount facets { field buckets { value label count } }
  }
}"""


@pytest.fixture
def unit() -> Unit:
    return create_unit("Havendienst")


@pytest.fixture
def reader(unit: Unit) -> User:
    """About the harbour: an article, the page of its unit, a colleague there, and a paper for staff alone."""
    theme = create_theme(create_home(), "Werk", audiences=("staff", "partners"))
    create_article(theme, "Haven en werk", last_published_at=timezone.now() - timedelta(days=60))
    create_unit_page(theme, "De haven", unit=unit)
    create_document(
        "Tarieven haven", collection=create_collection(audiences=("staff",)), content=b"%PDF-1.4", name="tarieven.pdf"
    )
    prepared()
    reader = create_user("Hans Haven", unit=unit)
    catch_up()
    return reader


def asked(by: User, query: str = "haven", **variables: Any) -> dict[str, Any]:
    return ask(TEXT, {"query": query, **variables}, by=by)["search"]


def facet(found: dict[str, Any], field: str) -> list[dict[str, Any]]:
    return next(facet["buckets"] for facet in found["facets"] if facet["field"] == field)


def titles(found: dict[str, Any]) -> set[str]:
    return {node["title"] for node in found["nodes"]}


def test_a_unit_is_chosen_by_the_value_of_its_bucket(reader: User, unit: Unit) -> None:
    [bucket] = facet(asked(reader), "UNIT")
    assert bucket == {"value": to_global_id("Unit", unit.pk), "label": "Havendienst", "count": 2}
    assert titles(asked(reader, filter={"unit": [bucket["value"]]})) == {"De haven", "Hans Haven"}


def test_a_sort_of_file_is_chosen_and_counted_for_who_may_see_it(reader: User) -> None:
    assert facet(asked(reader), "FILE_KIND") == [{"value": "PDF", "label": "PDF", "count": 1}]
    assert titles(asked(reader, filter={"fileKind": ["PDF", "SHEET"]})) == {"Tarieven haven"}
    partner = create_partner()
    assert facet(asked(partner), "FILE_KIND") == []
    assert asked(partner, filter={"fileKind": ["PDF"]})["totalCount"] == 0


def test_a_period_is_chosen_by_its_first_day(reader: User) -> None:
    week, month, year = facet(asked(reader), "DATE")
    assert [bucket["label"] for bucket in (week, month, year)] == [
        "Afgelopen week", "Afgelopen maand", "Afgelopen jaar",
    ]  # fmt: skip
    assert [bucket["count"] for bucket in (week, month, year)] == [1, 1, 2]
    assert titles(asked(reader, filter={"publishedFrom": month["value"]})) == {"Tarieven haven"}
    assert titles(asked(reader, filter={"publishedFrom": year["value"]})) == {"Tarieven haven", "Haven en werk"}


def test_kinds_are_named_for_people(reader: User) -> None:
    found = asked(reader)
    assert {node["kind"]: node["kindLabel"] for node in found["nodes"]} == {
        "ARTICLE": "Artikel", "UNIT": "Afdeling", "DOCUMENT": "Document", "PERSON": "Persoon",
    }  # fmt: skip
    assert {bucket["value"]: bucket["label"] for bucket in facet(found, "KIND")} == {
        "ARTICLE": "Artikelen", "UNIT": "Afdelingen", "DOCUMENT": "Documenten", "PERSON": "Mensen",
    }  # fmt: skip


def test_the_newest_come_first_when_asked(reader: User) -> None:
    found = [node["title"] for node in asked(reader, sort="DATE")["nodes"]]
    assert found[:2] == ["Tarieven haven", "Haven en werk"]
    assert set(found[2:]) == {"Hans Haven", "De haven"}


def test_a_cursor_goes_on_in_its_own_order_alone(reader: User) -> None:
    after = asked(reader, sort="DATE", first=1)["pageInfo"]["endCursor"]
    assert len(asked(reader, sort="DATE", after=after)["nodes"]) == 3
    text = f'{{ search(query: "haven", after: "{after}") {{ totalCount }} }}'
    assert error_of(text, by=reader) == {"code": "INVALID_INPUT"}


def test_a_unit_must_be_a_unit() -> None:
    theme = to_global_id("Page", 1)
    assert error_of(f'{{ search(query: "a", filter: {{ unit: ["{theme}"] }}) {{ totalCount }} }}') == {
        "code": "INVALID_INPUT"
    }


def test_a_renamed_unit_is_counted_under_its_name(reader: User, unit: Unit) -> None:
    unit.name = "Havenbedrijf"
    unit.save()
    catch_up()
    assert [(bucket["label"], bucket["count"]) for bucket in facet(asked(reader), "UNIT")] == [("Havenbedrijf", 2)]


def test_whatever_an_app_registers_can_be_shown() -> None:
    assert {registration.subject_type for registration in all_registrations()} == set(FINDABLE)
    assert len(KINDS) == sum(len(findable.kinds) for findable in FINDABLE.values())


def test_more_like_this_is_under_rights_and_by_id(reader: User) -> None:
    text = "query ($id: ID!) { similar(id: $id) { text kind kindLabel url } }"
    page = to_global_id("Page", Entry.objects.get(title="De haven").subject_id)
    paper = to_global_id("Document", Entry.objects.get(title="Tarieven haven").subject_id)

    alike = ask(text, {"id": page}, by=reader)["similar"]
    assert {"text": "Haven en werk", "kind": "ARTICLE", "kindLabel": "Artikel", "url": "/werk/haven-en-werk/"} in alike
    assert "De haven" not in {one["text"] for one in alike}
    partner = create_partner()
    assert "Tarieven haven" not in {one["text"] for one in ask(text, {"id": page}, by=partner)["similar"]}
    assert ask(text, {"id": paper}, by=partner)["similar"] == []
    assert ask(text, {"id": to_global_id("Document", 10**6)}, by=partner)["similar"] == []
    assert ask(text, {"id": to_global_id("Tag", 1)}, by=reader)["similar"] == []
