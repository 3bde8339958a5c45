"""A person's last searches: at most twenty, theirs alone, and none of who does not want it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cms.activity.knowing import knowers
from cms.api.afterwards import do_what_waits
from cms.api.operations import KeptOperations
from cms.api.schema import schema
from cms.people.models import User
from cms.searches.actions.recent import MOST_RECENT, Typed, choose_recent, keep_recent
from cms.searches.models import RecentSearch, SavedSearch, SearchPreference
from tests.factories.asking import answer_to, ask, error_of
from tests.factories.people import create_user

pytestmark = pytest.mark.django_db

SEARCH = "query($query: String!, $after: String) { search(query: $query, after: $after) { totalCount } }"
LIST = "{ viewer { recentSearches { query } keepsRecentSearches } }"
CLEAR = "mutation { recentSearchesClear { recentSearches { query } } }"
KEEP = """mutation($wanted: Boolean!) {
  recentSearchesKeep(wanted: $wanted) { keepsRecentSearches recentSearches { query } }
}"""


def search(query: str, *, by: User | None) -> None:
    ask(SEARCH, {"query": query}, by=by)
    do_what_waits()


def recent_of(person: User) -> list[str]:
    return [each["query"] for each in ask(LIST, by=person)["viewer"]["recentSearches"]]


def test_the_latest_search_stands_first_and_each_query_once() -> None:
    eva, other = create_user(), create_user()
    for query in ("verlof", "  salaris ", "verlof"):
        search(query, by=eva)
    search("parkeren", by=other)

    assert recent_of(eva) == ["verlof", "salaris"]
    assert recent_of(other) == ["parkeren"]


def test_no_more_than_twenty_are_kept() -> None:
    eva = create_user()
    now = timezone.now()
    keep_recent([Typed(eva.pk, f"vraag {number}", now + timedelta(seconds=number)) for number in range(25)])
    assert recent_of(eva) == [f"vraag {number}" for number in range(24, 24 - MOST_RECENT, -1)]


def test_who_opts_out_has_none_and_those_that_were_are_gone() -> None:
    eva, other = create_user(), create_user()
    search("verlof", by=eva)
    search("salaris", by=other)

    answer = ask(KEEP, {"wanted": False}, by=eva)["recentSearchesKeep"]
    search("reorganisatie", by=eva)

    assert answer == {"keepsRecentSearches": False, "recentSearches": []}
    assert ask(LIST, by=eva)["viewer"] == {"recentSearches": [], "keepsRecentSearches": False}
    assert list(RecentSearch.objects.values_list("user", "query")) == [(other.pk, "salaris")]
    assert ask(KEEP, {"wanted": True}, by=eva)["recentSearchesKeep"]["keepsRecentSearches"] is True
    search("parkeren", by=eva)
    assert recent_of(eva) == ["parkeren"]


def test_what_was_asked_before_the_opt_out_is_not_kept_after_it() -> None:
    eva = create_user()
    ask(SEARCH, {"query": "verlof"}, by=eva)
    choose_recent(False, by=eva)
    do_what_waits()
    assert RecentSearch.objects.count() == 0


def test_they_are_cleared_by_their_owner_alone() -> None:
    eva, other = create_user(), create_user()
    search("verlof", by=eva)
    search("salaris", by=other)
    assert ask(CLEAR, by=eva)["recentSearchesClear"]["recentSearches"] == []
    assert recent_of(other) == ["salaris"]


def test_visitors_have_none() -> None:
    search("verlof", by=None)
    assert RecentSearch.objects.count() == 0
    assert error_of(CLEAR) == {"code": "UNAUTHENTICATED"}
    assert error_of(KEEP, {"wanted": False}) == {"code": "UNAUTHENTICATED"}
    assert SearchPreference.objects.count() == 0


def test_previews_whole_texts_and_people_who_are_gone_leave_nothing() -> None:
    eva = create_user()
    answer_to(SEARCH, {"query": "verlof"}, by=eva, preview="nobodys")
    search("verlof " * 60, by=eva)
    keep_recent([Typed(987654, "verlof", timezone.now())])
    assert RecentSearch.objects.count() == 0


def test_an_answer_with_searches_is_never_shared() -> None:
    kept = KeptOperations(schema.graphql_schema)
    for text in (LIST, "{ viewer { savedSearches { name } } }"):
        assert kept.of(text, is_trusted=False).ingredients == frozenset()


def test_they_cost_the_same_however_many(django_assert_num_queries) -> None:
    eva = create_user()
    for count in (1, 15):
        keep_recent([Typed(eva.pk, f"vraag {number}", timezone.now()) for number in range(count)])
        # the person, their audiences' locks, their searches, whether they want them
        with django_assert_num_queries(4):
            ask(LIST, by=eva)


def test_a_person_is_handed_all_of_it_and_can_be_forgotten() -> None:
    eva, other = create_user(), create_user()
    for person in (eva, other):
        keep_recent([Typed(person.pk, "verlof", timezone.now())])
        SavedSearch.objects.create(user=person, name="Verlof", query="verlof", language="nl", looked_at=timezone.now())
    knower = next(knower for knower in knowers() if knower.topic == "searches")

    assert [(row["what"], row.get("query")) for row in knower.export(eva)] == [
        ("searched", "verlof"), ("saved", "verlof"), ("wants", None),
    ]  # fmt: skip
    assert knower.erase(eva, pseudonym="x") == 3
    assert knower.export(eva) == []
    assert len(knower.export(other)) == 3
