"""Through whatever field of the API somebody asks: no page, document or person is named but what the law lets them see,
and what it lets them see is there."""

from typing import Any

import pytest
from hypothesis import given, settings
from wagtail.models import Page

from cms.graphql_kit.ids import to_global_id
from cms.pages.models import RelatedLink
from cms.reading.actions import prepare_everything
from cms.reading.models import PageCard
from search.sync import catch_up
from search.tickets import mark_stale
from tests.factories.asking import ask
from tests.properties.deeds import do
from tests.properties.facts import read_facts
from tests.properties.ground import Ground
from tests.properties.judging import readers
from tests.properties.law import Law
from tests.properties.plans import PLANS, Plan
from tests.properties.worlds import how_many, world_of
from tests.search.conftest import without_elasticsearch  # noqa: F401

pytestmark = pytest.mark.django_db

PAGE = "id related { id } breadcrumbs { id } parent { id } children(first: 20) { nodes { id } } translations { id }"
ONE = "query ($id: ID!, $path: String!) { page(id: $id) { %s } byPath: page(path: $path) { id } node(id: $id) { id } }"
LISTS = """{
  pages(first: 100) { totalCount nodes { id } }
  documents(first: 100) { totalCount nodes { id } }
  people(first: 100) { totalCount nodes { id } }
  navigation(depth: 3) { page { id } children { page { id } children { page { id } } } }
  pagesFound: search(query: "bladzijde", first: 50) { totalCount nodes { url } }
  suggest(prefix: "bladz", first: 20) { url }
}"""


@pytest.mark.usefixtures("without_elasticsearch")
@settings(max_examples=how_many(300, part=10))
@given(plan=PLANS)
def test_api_agrees_with_the_law_in_any_tree(ground: Ground, plan: Plan) -> None:
    with world_of(ground, plan) as world:
        _relate_all(world.pages)
        for deed in plan.deeds:
            do(world, deed)
        mark_stale("page", Page.objects.filter(depth__gt=1).values_list("pk", flat=True))
        catch_up()
        prepare_everything()
        law = Law(read_facts())
        for turn, (name, user, person) in enumerate(readers(world, law)):
            by = user if user.pk and user.is_active else None
            visible = {to_global_id("Page", pk) for pk in law.visible_pages(person)}
            _assert_lists(name, by, law, person, visible)
            for pk in sorted(law.facts.pages)[turn % 3 :: 3]:
                _assert_page(name, by, pk, visible)


def _relate_all(pages: list[Page]) -> None:
    """Each page names the next as one to read with it."""
    RelatedLink.objects.bulk_create(
        RelatedLink(page_id=page.pk, target_id=other.pk) for page, other in zip(pages, pages[1:], strict=False)
    )


def _assert_page(name: str, by: Any, pk: int, visible: set[str]) -> None:
    card = PageCard.objects.filter(page=pk).first()
    number = to_global_id("Page", pk)
    answer = ask(ONE % PAGE, {"id": number, "path": card.path if card else "/nowhere/"}, by=by)
    is_there = number in visible and card is not None
    assert bool(answer["page"]) == bool(answer["byPath"]) == bool(answer["node"]) == is_there, f"{name}: page {pk}"
    _assert_named(name, answer, visible)


def _assert_lists(name: str, by: Any, law: Law, person: Any, pages: set[str]) -> None:
    documents = {to_global_id("Document", pk) for pk in law.visible_documents(person)}
    people = {to_global_id("Person", pk) for pk in law.visible_people(person)}
    answer = ask(LISTS, by=by)
    prepared = {to_global_id("Page", pk) for pk in PageCard.objects.values_list("page", flat=True)}
    for field, expected in (("documents", documents), ("people", people), ("pages", pages & prepared)):
        found = {each["id"] for each in answer[field]["nodes"]}
        assert found == expected, f"{name}: {field}: too many {found - expected}, too few {expected - found}"
        assert answer[field]["totalCount"] == len(expected), f"{name}: counts of {field}"
    assert answer["pagesFound"]["totalCount"] == len(answer["pagesFound"]["nodes"])
    visible_cards = PageCard.objects.filter(page__in=law.visible_pages(person))
    told = {each["url"] for each in (*answer["pagesFound"]["nodes"], *answer["suggest"])}
    hidden = told - set(visible_cards.values_list("path", flat=True))
    assert not hidden, f"{name}: finds {hidden}"
    _assert_named(name, answer, pages | documents | people)


def _assert_named(name: str, answer: Any, visible: set[str]) -> None:
    named = set(_ids_in(answer))
    assert named <= visible, f"{name}: names {named - visible}"


def _ids_in(answer: Any) -> list[str]:
    """Every id anywhere in an answer."""
    if isinstance(answer, dict):
        own = [answer["id"]] if isinstance(answer.get("id"), str) else []
        return own + [each for value in answer.values() for each in _ids_in(value)]
    return [each for value in answer for each in _ids_in(value)] if isinstance(answer, list) else []
