"""What front-ends tell of choices is counted for who searched, on what they may see, and nowhere else."""

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory

from cms.api.afterwards import afterwards, do_what_waits
from cms.api.execution import execute
from cms.api.search.kinds import SUBJECT_TYPES
from cms.api.search.noting import search_behind
from cms.api.search.subjects import SUBJECTS
from cms.graphql_kit.ids import to_global_id
from cms.insights.models import AskedQuery, ChosenResult
from cms.pages.models import ArticlePage
from cms.people.models import User
from search.sync import catch_up
from tests.factories.asking import answer_to, ask, error_of, prepared
from tests.factories.pages import create_article, create_home, create_theme
from tests.factories.people import create_partner, create_user

pytestmark = pytest.mark.django_db

SEARCH = """query($query: String!, $filter: SearchFilter, $after: String, $sort: SearchSort) {
  search(query: $query, filter: $filter, after: $after, first: 1, sort: $sort) {
    token totalCount pageInfo { endCursor }
  }
}"""
CLICK = """mutation($search: String!, $result: ID!, $rank: Int!) {
  clickedResult(search: $search, result: $result, rank: $rank) { rank }
}"""


@pytest.fixture
def articles() -> list[ArticlePage]:
    """Two about leave, one of them in a theme for staff and partners alike."""
    home = create_home()
    open_one = create_article(create_theme(home, "Werk", audiences=("staff", "partners")), "Verlof opnemen")
    staff_one = create_article(create_theme(home, "Intern"), "Verlof verlof")
    prepared()
    catch_up()
    return [open_one, staff_one]


def token_for(person: User | None, query: str = "verlof", **more: Any) -> str | None:
    return ask(SEARCH, {"query": query, **more}, by=person)["search"]["token"]


def click(token: str | None, thing: ArticlePage, rank: int = 1) -> dict[str, Any]:
    return {"search": token or "", "result": to_global_id("Page", thing.pk), "rank": rank}


def counted() -> list[tuple[Any, ...]]:
    do_what_waits()
    return list(ChosenResult.objects.values_list("asked__query", "subject_type", "subject_id", "rank", "people"))


def test_a_search_and_the_choice_of_a_result_are_counted(articles: list[ArticlePage]) -> None:
    eva = create_user()
    token = token_for(eva)

    assert ask(CLICK, click(token, articles[0], rank=2), by=eva) == {"clickedResult": {"rank": 2}}

    assert counted() == [("verlof", "page", articles[0].pk, 2, 1)]
    (asked,) = AskedQuery.objects.all()
    assert (asked.query, asked.searches, asked.people, asked.choices, asked.found_few) == ("verlof", 1, 1, 1, 1)


def test_what_somebody_may_not_see_is_answered_as_what_is_not_there(articles: list[ArticlePage]) -> None:
    partner = create_partner()
    token = token_for(partner)
    closed, missing = click(token, articles[1]), click(token, articles[1]) | {"result": to_global_id("Page", 987654)}

    assert answer_to(CLICK, closed, by=partner).errors == answer_to(CLICK, missing, by=partner).errors
    assert error_of(CLICK, closed, by=partner) == {"code": "NOT_FOUND"}
    assert counted() == []


@pytest.mark.parametrize("result", [to_global_id("Unit", 1), to_global_id("Image", 1)])
def test_what_search_never_finds_is_no_result(result: str, articles: list[ArticlePage]) -> None:
    eva = create_user()
    asked = click(token_for(eva), articles[0]) | {"result": result}
    assert error_of(CLICK, asked, by=eva) == {"code": "NOT_FOUND"}
    assert counted() == []


def test_a_token_is_of_the_person_who_searched(articles: list[ArticlePage]) -> None:
    eva, other = create_user(), create_user()
    token = token_for(eva)
    forged = [click(token, articles[0]), click("x", articles[0]), click(f"{token}x", articles[0])]

    for asked in forged:
        assert error_of(CLICK, asked, by=other) == {"code": "NOT_FOUND"}
    assert error_of(CLICK, forged[0]) == {"code": "NOT_FOUND"}
    assert counted() == []


@pytest.mark.parametrize("rank", [0, -1, 10_001])
def test_a_rank_is_a_place_in_the_list(rank: int, articles: list[ArticlePage]) -> None:
    eva = create_user()
    assert error_of(CLICK, click(token_for(eva), articles[0], rank=rank), by=eva) == {"code": "INVALID_INPUT"}
    assert counted() == []


def test_further_pages_filters_other_orders_and_empty_queries_are_not_counted(articles: list[ArticlePage]) -> None:
    eva = create_user()
    cursor = ask(SEARCH, {"query": "verlof"}, by=eva)["search"]["pageInfo"]["endCursor"]
    do_what_waits()
    AskedQuery.objects.all().delete()

    assert search_behind(token_for(eva, after=cursor) or "", person_id=eva.pk) == ("verlof", "nl")
    assert token_for(eva, filter={"kind": ["ARTICLE"]}) is None
    assert token_for(eva, sort="DATE") is None
    assert token_for(eva, "  ") is None
    ask('{ suggest(prefix: "verlof") { text } }', by=eva)

    do_what_waits()
    assert AskedQuery.objects.count() == 0


def test_a_filter_by_language_alone_is_counted_as_a_search_in_it(articles: list[ArticlePage]) -> None:
    token_for(create_user(), filter={"language": "fr"})
    do_what_waits()
    assert list(AskedQuery.objects.values_list("query", "language", "found_none")) == [("verlof", "fr", 1)]


@pytest.mark.parametrize(
    ("headers", "count"),
    [
        ({"User-Agent": "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0"}, 1),
        ({"User-Agent": "Mozilla/5.0 (compatible; SomeBot/2.1; +https://bot.example)"}, 0),
        ({"User-Agent": "python-requests/2.32"}, 0),
        ({}, 0),
        ({"User-Agent": "Mozilla/5.0 Firefox/140.0", "Sec-Purpose": "prefetch"}, 0),
    ],
)
def test_of_visitors_only_people_are_counted(headers: dict[str, str], count: int, articles: list[ArticlePage]) -> None:
    request = RequestFactory(headers=headers).post("/graphql/")
    request.user = AnonymousUser()
    execute(SEARCH, {"query": "verlof"}, request=request)
    do_what_waits()
    assert AskedQuery.objects.count() == count


def test_what_an_editor_searches_in_a_preview_is_not_counted(articles: list[ArticlePage]) -> None:
    answer = answer_to(SEARCH, {"query": "verlof"}, by=create_user(), preview="nobodys")
    assert answer.data == {"search": {"token": None, "totalCount": 0, "pageInfo": {"endCursor": None}}}
    do_what_waits()
    assert AskedQuery.objects.count() == 0


def test_counting_waits_until_the_answer_is_out(articles: list[ArticlePage]) -> None:
    token_for(create_user())
    assert AskedQuery.objects.count() == 0
    do_what_waits()
    assert AskedQuery.objects.count() == 1


def test_counting_that_fails_fails_no_search(articles: list[ArticlePage], caplog: pytest.LogCaptureFixture) -> None:
    eva = create_user()
    token_for(eva)
    afterwards(_fails, 1)
    do_what_waits()
    assert AskedQuery.objects.count() == 1
    assert "_fails could not be done after the answer" in caplog.text


def _fails(things: object) -> None:
    raise RuntimeError(things)


def test_each_kind_of_result_can_be_chosen() -> None:
    assert set(SUBJECT_TYPES.values()) == set(SUBJECTS)
