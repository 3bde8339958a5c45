"""Every root field of the schema, asked for everything closed, by everybody for whom it is."""

import json

import pytest
from django.test import RequestFactory
from pytest_django import DjangoDbBlocker

from cms.api.execution import SHARED_ANSWERS, execute
from cms.pages.models import RelatedLink
from cms.reading.actions import prepare_everything
from search.sync import catch_up
from tests.doors.graphql_table import ACTS, LISTS, NAMES, Question, asking, root_fields
from tests.doors.world import SECRET, World
from tests.factories.pages import create_article

NOT_INSIDERS = ["visitor", "partner", "employee", "editor"]
REFUSALS = {"INVALID_INPUT", "NOT_FOUND", "UNAUTHENTICATED"}


@pytest.fixture(scope="module")
def indexed_world(built_world: World, django_db_blocker: DjangoDbBlocker) -> World:
    """The world, read and found, with a page for everyone that points at everything closed."""
    with django_db_blocker.unblock():
        point_at_everything(built_world)
        prepare_everything()
        catch_up()
    return built_world


@pytest.fixture
def indexed(indexed_world: World, world: World) -> World:
    """The same, which no other test has changed."""
    return world


def point_at_everything(world: World) -> None:
    page, document = world.closed["page: restricted"], world.closed["document"]
    image, person = world.closed["image"], world.closed["person"]
    words = f'<a linktype="page" id="{page.pk}">hier</a> <a linktype="document" id="{document.pk}">daar</a>'
    body = [
        {"type": "text", "value": f"<p>{words}</p>"},
        {"type": "faq", "value": [{"question": "Waar?", "answer": f"<p>{words}</p>"}]},
        {"type": "image", "value": {"image": image.pk, "caption": ""}},
        {"type": "document", "value": document.pk},
        {"type": "page_link", "value": page.pk},
        {"type": "contact", "value": {"person": person.pk, "text": ""}},
    ]
    pointing = create_article(world.open["page: for everyone"], "Wegwijzer", body=body, image=image, owner=person.user)
    for target in world.closed_of("page"):
        RelatedLink.objects.create(page=pointing.page_ptr, target=target.page_ptr)


def said(world: World, asked: Question, person: str) -> str:
    """The whole answer that somebody gets, as text; an answer with a fault of ours fails the test."""
    SHARED_ANSWERS.clear()
    request = RequestFactory().get("/")
    request.user = world.people[person]
    answer = execute(asked.text, asked.variables, request=request)
    assert answer.has_run, answer.errors
    assert {error["extensions"]["code"] for error in answer.errors} <= REFUSALS, answer.errors
    return answer.content.decode()


def test_every_root_field_is_in_the_table() -> None:
    assert root_fields() == NAMES.keys() | LISTS.keys() | ACTS.keys()


@pytest.mark.parametrize("person", NOT_INSIDERS)
@pytest.mark.parametrize("name", NAMES)
def test_what_is_closed_is_not_there_by_name(indexed: World, name: str, person: str) -> None:
    for label, thing in indexed.closed.items():
        for way in NAMES[name]:
            arguments = way(thing)
            if arguments is not None:
                answer = said(indexed, asking(name, arguments), person)
                assert SECRET not in answer, f"{name} tells {person} of {label}"


@pytest.mark.parametrize("person", NOT_INSIDERS)
@pytest.mark.parametrize("name", LISTS)
def test_what_is_closed_is_in_no_list(indexed: World, name: str, person: str) -> None:
    for arguments in LISTS[name]:
        answer = said(indexed, asking(name, arguments), person)
        assert SECRET not in answer, f"{name}({arguments}) tells {person}"


@pytest.mark.parametrize("person", [*NOT_INSIDERS, "insider"])
def test_what_is_not_published_is_nobodys(indexed: World, person: str) -> None:
    for label, thing in indexed.unpublished.items():
        for name in ("node", "page"):
            for way in NAMES[name]:
                answer = said(indexed, asking(name, way(thing) or {}), person)
                assert json.loads(answer)["data"][name] is None, f"{name} tells {person} of {label}"


def test_whoever_it_is_for_sees_it(indexed: World) -> None:
    pages = said(indexed, asking("pages", {"first": "100"}), "insider")
    for label in ("page: restricted", "page: moved", "page: translated"):
        assert indexed.closed[label].title in pages
    for label in ("document", "image", "person", "work group"):
        assert SECRET in said(indexed, asking("node", NAMES["node"][0](indexed.closed[label]) or {}), "insider")
    found = json.loads(said(indexed, asking("search", {"query": f'"{SECRET}"'}), "insider"))
    assert found["data"]["search"]["SearchConnection_totalCount"] > 0


def test_totals_do_not_count_what_is_closed(indexed: World) -> None:
    for name, connection in (("pages", "PageConnection"), ("documents", "DocumentConnection")):
        for person in NOT_INSIDERS:
            found = json.loads(said(indexed, asking(name, {"first": "100"}), person))["data"][name]
            assert found[f"{connection}_totalCount"] == len(found[f"{connection}_nodes"])
