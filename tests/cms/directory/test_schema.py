"""People and units as the API shows them."""

from typing import Any

import pytest

from cms.graphql_kit.ids import to_global_id
from cms.tags.models import Tag
from tests.factories.access import create_collection
from tests.factories.asking import ask, error_of
from tests.factories.media import create_image
from tests.factories.people import create_partner, create_unit, create_user

pytestmark = pytest.mark.django_db


def test_a_person_is_shown_to_colleagues() -> None:
    service = create_unit("Dienst")
    team = create_unit("Team", parent=service)
    eva = create_user(
        "Eva de Vries",
        email="eva@plein.example",
        unit=team,
        job_title="Adviseur",
        location="Stadhuis",
        phone="14 020",
        photo=create_image("Eva", collection=create_collection(audiences=("staff",))),
    )
    eva.profile.skills.add(Tag.objects.create(name="Verlof", slug="verlof"))
    text = """query ($id: ID!) {
      person(id: $id) { id name jobTitle location email phone photo { title }
        unit { name parent { name parent { id } } }
        skills { slug label } }
      node(id: $id) { __typename id }
    }"""
    variables = {"id": to_global_id("Person", eva.profile.pk)}
    assert ask(text, variables, by=create_user()) == {
        "person": {
            "id": variables["id"],
            "name": "Eva de Vries",
            "jobTitle": "Adviseur",
            "location": "Stadhuis",
            "email": "eva@plein.example",
            "phone": "14 020",
            "photo": {"title": "Eva"},
            "unit": {"name": "Team", "parent": {"name": "Dienst", "parent": None}},
            "skills": [{"slug": "verlof", "label": "Verlof"}],
        },
        "node": {"__typename": "Person", "id": variables["id"]},
    }
    assert ask(text, variables) == {"person": None, "node": None}


def test_somebody_whose_account_is_closed_is_not_there() -> None:
    eva = create_user("Eva de Vries")
    eva.is_active = False
    eva.save()
    text = "query ($id: ID!) { person(id: $id) { name } people { totalCount nodes { name } } }"
    variables = {"id": to_global_id("Person", eva.profile.pk)}
    assert ask(text, variables, by=create_user("Bob Bakker")) == {
        "person": None,
        "people": {"totalCount": 1, "nodes": [{"name": "Bob Bakker"}]},
    }


def test_people_are_listed_by_last_name_page_by_page() -> None:
    for name in ("Eva Visser", "Bob Bakker", "Ans Bakker"):
        create_user(name)
    text = """query ($after: String) { people(first: 2, after: $after) {
      nodes { name } edges { node { name } } totalCount pageInfo { endCursor hasNextPage } } }"""
    reader = create_user("Zoë Zeeman")
    first = ask(text, by=reader)["people"]
    assert first["nodes"] == [{"name": "Ans Bakker"}, {"name": "Bob Bakker"}]
    assert [edge["node"] for edge in first["edges"]] == first["nodes"]
    assert (first["totalCount"], first["pageInfo"]["hasNextPage"]) == (4, True)
    rest = ask(text, {"after": first["pageInfo"]["endCursor"]}, by=reader)["people"]
    assert rest["nodes"] == [{"name": "Eva Visser"}, {"name": "Zoë Zeeman"}]


def test_people_are_found_by_name_unit_skill_and_location() -> None:
    service = create_unit("Dienst")
    team = create_unit("Team", parent=service)
    eva = create_user("Eva Visser", unit=team, location="Stopera")
    create_user("Bob Bakker", unit=service)
    eva.profile.skills.add(Tag.objects.create(name="Verlof", slug="verlof"))
    reader = create_user("Zoë Zeeman")

    def names(filter_: str) -> list[str]:
        text = f"query ($unit: ID) {{ people(filter: {{ {filter_} }}) {{ nodes {{ name }} }} }}"
        variables = {"unit": to_global_id("Unit", service.pk)}
        if "$unit" not in filter_:
            text, variables = text.replace("($unit: ID)", ""), {}
        return [node["name"] for node in ask(text, variables, by=reader)["people"]["nodes"]]

    assert names('name: "vis ev"') == ["Eva Visser"]
    assert names("unit: $unit") == ["Bob Bakker", "Eva Visser"]
    assert names('skill: ["verlof", "nothing"]') == ["Eva Visser"]
    assert names('location: "stopera"') == ["Eva Visser"]
    assert names('location: "stopera", name: "bob"') == []
    unknown = to_global_id("Unit", 10**9)
    assert names(f'unit: "{unknown}"') == []
    assert error_of('{ people(filter: { unit: "5" }) { totalCount } }') == {"code": "INVALID_INPUT"}


def test_a_visitor_finds_nobody() -> None:
    create_user()
    assert ask("{ people { totalCount nodes { name } } }")["people"] == {"totalCount": 0, "nodes": []}


def test_a_unit_is_known_to_whoever_sees_somebody_in_it_or_below_it() -> None:
    service = create_unit("Dienst")
    team = create_unit("Team", parent=service)
    empty = create_unit("Leeg")
    create_user(unit=team)
    text = "query ($id: ID!) { node(id: $id) { id ... on Unit { name parent { name } } } }"

    def shown(unit_id: int, by: object) -> dict | None:
        return ask(text, {"id": to_global_id("Unit", unit_id)}, by=by)["node"]

    reader = create_user()
    assert shown(team.pk, reader) == {"id": to_global_id("Unit", team.pk), "name": "Team", "parent": {"name": "Dienst"}}
    assert shown(service.pk, reader)["name"] == "Dienst"
    assert shown(empty.pk, reader) is None
    assert shown(team.pk, None) is None


def test_the_viewer_is_oneself() -> None:
    text = "{ viewer { email language person { name } } }"
    partner = create_partner("Pim Partner", email="pim@elders.example", language="en")
    assert ask(text, by=partner)["viewer"] == {
        "email": "pim@elders.example",
        "language": "en",
        "person": {"name": "Pim Partner"},
    }
    assert ask(text)["viewer"] is None


def test_a_unit_shows_its_parts_and_its_people() -> None:
    service, other = create_unit("Dienst"), create_unit("Stichting")
    team, empty = create_unit("Team", parent=service), create_unit("Leeg", parent=service)
    eva = create_user("Eva de Vries", unit=team, location="Stadhuis")
    create_user("Bob Bakker", unit=service, location="Werf")
    text = """query ($id: ID!) { unit(id: $id) { name
      children { name people { nodes { name } } } people(first: 1) { totalCount nodes { name } } } locations }"""

    def told(unit: Any, by: Any = None) -> Any:
        return ask(text, {"id": to_global_id("Unit", unit.pk)}, by=by)

    assert told(service, eva) == {
        "unit": {
            "name": "Dienst",
            "children": [{"name": "Team", "people": {"nodes": [{"name": "Eva de Vries"}]}}],
            "people": {"totalCount": 1, "nodes": [{"name": "Bob Bakker"}]},
        },
        "locations": ["Stadhuis", "Werf"],
    }
    assert told(service) == {"unit": None, "locations": []}
    assert told(empty, eva)["unit"] is None
    assert told(other, eva)["unit"] is None
