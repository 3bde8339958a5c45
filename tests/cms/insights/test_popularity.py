"""What others chose and asked is told as numbers and words that five people stand behind, and hides what is closed."""

from datetime import timedelta

import pytest
from django.conf import LazySettings
from django.utils import timezone

from cms.access.readers import reader_for
from cms.api.search.frequent import frequent_for
from cms.graphql_kit.context import Context
from cms.insights.actions.record import Chosen, Searched, record_choices, record_searches
from cms.insights.models import AskedQuery
from cms.insights.popularity import frequent_queries, popularity_of
from cms.people.models import User
from search.sync import catch_up
from tests.factories.asking import prepared
from tests.factories.pages import create_article, create_home, create_theme
from tests.factories.people import create_partner, create_user

pytestmark = pytest.mark.django_db
FIVE = range(1, 6)


def ask_by(people: range, query: str, *, total: int = 3, language: str = "nl") -> None:
    record_searches([Searched(person, query, language, total, "DATABASE") for person in people])


def test_a_thing_is_popular_when_five_people_chose_it_lately(settings: LazySettings) -> None:
    for person in FIVE:
        record_choices([Chosen(person, "verlof", "nl", ("page", 7), person)])
    record_choices([Chosen(1, "verlof", "nl", ("page", 8), 1)])
    asked = [("page", 7), ("page", 8), ("document", 7)]

    assert popularity_of(asked) == {("page", 7): 5}
    assert popularity_of([]) == {}
    settings.SEARCH_POPULARITY = False
    assert popularity_of(asked) == {}
    settings.SEARCH_POPULARITY = True
    AskedQuery.objects.update(week=timezone.localdate() - timedelta(weeks=20))
    assert popularity_of(asked) == {}


def test_what_is_often_asked_begins_as_the_reader_types() -> None:
    ask_by(range(1, 9), "verlof aanvragen")
    ask_by(FIVE, "verlof")
    ask_by(FIVE, "zorgverlof")
    ask_by(FIVE, "verlof kopen", total=0)
    ask_by(range(1, 5), "verlof reorganisatie")
    ask_by(FIVE, "verlofregeling", language="en")

    assert frequent_queries("Ver", language="nl", first=5) == ["verlof aanvragen", "verlof"]
    assert frequent_queries("Ver", language="nl", first=1) == ["verlof aanvragen"]
    assert frequent_queries("  ", language="nl", first=5) == []


def test_a_frequent_query_is_suggested_to_who_finds_something_by_it() -> None:
    create_article(create_theme(create_home(), "Intern"), "Reorganisatie")
    prepared()
    catch_up()
    ask_by(FIVE, "reorganisatie")

    def suggested(person: User) -> list[str]:
        context = Context(request=None, reader=reader_for(person), language="nl")
        return frequent_for(context, "reo", language="nl", first=3)

    assert suggested(create_user()) == ["reorganisatie"]
    assert suggested(create_partner()) == []
