"""Favourites: in the person's own order, through the policy, and never in an answer that others get."""

import pytest

from cms.access.actions import choose_audiences
from cms.access.models import Audience
from cms.api.operations import KeptOperations
from cms.api.schema import schema
from cms.graphql_kit.ids import to_global_id
from cms.pages.models import ArticlePage, ThemePage
from cms.responses import actions
from cms.responses.models import Favourite
from tests.factories.asking import ask, error_of, prepared
from tests.factories.pages import create_article, create_home, create_theme
from tests.factories.people import create_partner, create_superuser, create_user

pytestmark = pytest.mark.django_db

ADD = "mutation($page: ID!) { favouriteAdd(page: $page) { favourites { title } } }"
REMOVE = "mutation($page: ID!) { favouriteRemove(page: $page) { favourites { title } } }"
LIST = "{ viewer { favourites { title } } }"


@pytest.fixture
def theme(db: None) -> ThemePage:
    return create_theme(create_home(), "Werk")


@pytest.fixture
def articles(theme: ThemePage) -> list[ArticlePage]:
    made = [create_article(theme, title) for title in ("Verlof", "Reizen", "Bellen")]
    prepared()
    return made


def id_of(page: ArticlePage) -> dict[str, str]:
    return {"page": to_global_id("Page", page.pk)}


def titles(answer: dict, *path: str) -> list[str]:
    for name in path:
        answer = answer[name]
    return [page["title"] for page in answer["favourites"]]


def test_favourites_stand_in_the_order_in_which_they_were_marked(articles: list[ArticlePage]) -> None:
    eva, other = create_user(), create_user()
    verlof, reizen, _bellen = articles
    ask(ADD, id_of(reizen), by=eva)
    ask(ADD, id_of(verlof), by=eva)

    assert titles(ask(ADD, id_of(reizen), by=eva), "favouriteAdd") == ["Reizen", "Verlof"]
    assert titles(ask(LIST, by=eva), "viewer") == ["Reizen", "Verlof"]
    assert titles(ask(LIST, by=other), "viewer") == []


def test_a_favourite_is_removed_and_stays_removed(articles: list[ArticlePage]) -> None:
    eva = create_user()
    ask(ADD, id_of(articles[0]), by=eva)

    assert titles(ask(REMOVE, id_of(articles[0]), by=eva), "favouriteRemove") == []
    assert titles(ask(REMOVE, id_of(articles[0]), by=eva), "favouriteRemove") == []


def test_nobody_removes_the_favourite_of_another(articles: list[ArticlePage]) -> None:
    eva, other = create_user(), create_user()
    ask(ADD, id_of(articles[0]), by=eva)

    ask(REMOVE, id_of(articles[0]), by=other)

    assert titles(ask(LIST, by=eva), "viewer") == ["Verlof"]


def test_a_page_that_is_closed_is_missing_until_it_opens(theme: ThemePage, articles: list[ArticlePage]) -> None:
    eva = create_user()
    ask(ADD, id_of(articles[0]), by=eva)
    administrator = create_superuser()

    choose_audiences(articles[0], Audience.objects.filter(code="partners"), by=administrator)
    closed = titles(ask(LIST, by=eva), "viewer")
    choose_audiences(articles[0], Audience.objects.filter(code="staff"), by=administrator)

    assert closed == []
    assert titles(ask(LIST, by=eva), "viewer") == ["Verlof"]


def test_what_somebody_may_not_see_is_no_favourite(articles: list[ArticlePage]) -> None:
    partner = create_partner()

    assert error_of(ADD, id_of(articles[0]), by=partner)["code"] == "NOT_FOUND"
    assert error_of(ADD, {"page": to_global_id("Page", 987654)}, by=partner)["code"] == "NOT_FOUND"
    assert Favourite.objects.count() == 0


def test_a_visitor_has_none(articles: list[ArticlePage]) -> None:
    assert error_of(ADD, id_of(articles[0]))["code"] == "UNAUTHENTICATED"
    assert error_of(REMOVE, id_of(articles[0]))["code"] == "UNAUTHENTICATED"
    assert Favourite.objects.count() == 0


def test_there_are_no_more_than_are_at_hand(articles: list[ArticlePage], monkeypatch: pytest.MonkeyPatch) -> None:
    eva = create_user()
    monkeypatch.setattr(actions, "MOST_FAVOURITES", 1)
    ask(ADD, id_of(articles[0]), by=eva)

    assert error_of(ADD, id_of(articles[1]), by=eva)["code"] == "LIMIT_EXCEEDED"
    assert titles(ask(LIST, by=eva), "viewer") == ["Verlof"]


def test_an_answer_with_favourites_is_never_shared() -> None:
    kept = KeptOperations(schema.graphql_schema)

    assert kept.of(LIST, is_trusted=False).ingredients == frozenset()
    assert kept.of('{ page(path: "/") { title } }', is_trusted=False).ingredients != frozenset()


def test_favourites_cost_the_same_however_many(articles: list[ArticlePage], django_assert_num_queries) -> None:
    eva = create_user()
    for article in articles:
        ask(ADD, id_of(article), by=eva)
        # the person, their audiences' locks, their favourites, the cards of those
        with django_assert_num_queries(4):
            ask(LIST, by=eva)
