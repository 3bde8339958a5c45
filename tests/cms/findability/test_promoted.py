"""Pinned results and synonyms in the API: what readers of a front-end get of them."""

import pytest

from cms.pages.models import ArticlePage
from search.models import PinnedResult, SynonymGroup
from tests.cms.findability.conftest import SECRET
from tests.factories.asking import ask
from tests.factories.people import create_partner, create_superuser, create_user

pytestmark = pytest.mark.django_db

TEXT = """query ($query: String!, $first: Int = 20, $after: String) {
  search(query: $query, first: $first, after: $after) {
    nodes { title promoted } pageInfo { hasNextPage endCursor } totalCount facets { field buckets { value count } }
  }
}"""


def titles(found: dict) -> list[tuple[str, bool]]:
    return [(node["title"], node["promoted"]) for node in found["nodes"]]


def test_a_pinned_page_is_promoted_to_who_may_see_it_and_counted_for_nobody_else(pages: dict[str, ArticlePage]) -> None:
    for position, title in enumerate((SECRET, "Kopieermachine"), start=1):
        PinnedResult.objects.create(
            language="nl", queries=["verlof"], subject_type="page", subject_id=pages[title].pk, position=position
        )

    by_staff = ask(TEXT, {"query": "verlof"}, by=create_user())["search"]
    assert titles(by_staff) == [("Kopieermachine", True), ("Verlof", False)]
    assert by_staff["totalCount"] == 2
    kinds = {facet["field"]: facet["buckets"] for facet in by_staff["facets"]}["KIND"]
    assert kinds == [{"value": "ARTICLE", "count": 2}]

    by_partner = ask(TEXT, {"query": "verlof"}, by=create_partner())["search"]
    assert (by_partner["nodes"], by_partner["totalCount"]) == ([], 0)
    by_administrator = ask(TEXT, {"query": "verlof"}, by=create_superuser())["search"]
    assert titles(by_administrator) == [(SECRET, True), ("Kopieermachine", True), ("Verlof", False)]


def test_the_page_behind_a_pin_begins_where_the_first_ended(pages: dict[str, ArticlePage]) -> None:
    PinnedResult.objects.create(
        language="nl", queries=["verlof"], subject_type="page", subject_id=pages["Kopieermachine"].pk
    )
    reader = create_user()

    first = ask(TEXT, {"query": "verlof", "first": 1}, by=reader)["search"]
    second = ask(TEXT, {"query": "verlof", "first": 1, "after": first["pageInfo"]["endCursor"]}, by=reader)["search"]

    assert (titles(first), first["pageInfo"]["hasNextPage"]) == ([("Kopieermachine", True)], True)
    assert (titles(second), second["pageInfo"]["hasNextPage"]) == ([("Verlof", False)], False)


def test_a_synonym_finds_for_readers_of_its_language(pages: dict[str, ArticlePage]) -> None:
    reader = create_user()
    assert ask(TEXT, {"query": "reprobak"}, by=reader)["search"]["totalCount"] == 0

    SynonymGroup.objects.create(language="nl", words=["reprobak", "kopieermachine"])

    assert titles(ask(TEXT, {"query": "reprobak"}, by=reader)["search"]) == [("Kopieermachine", False)]
