"""Saved searches are their owner's, and tell of what is new without saying what it is."""

from datetime import timedelta
from typing import Any

import pytest
from django.db.models import F
from django.utils import timezone

from cms.access.actions import choose_audiences
from cms.access.models import Audience
from cms.api.search.alerts import alert_at_once, alert_daily
from cms.api.search.query import SearchFilter
from cms.api.search.saved import SavedFilter
from cms.graphql_kit.ids import to_global_id
from cms.notices.models import Notice
from cms.pages.models import ArticlePage, ThemePage
from cms.people.actions import deactivate_person
from cms.people.models import User
from cms.searches.actions import saved as saving
from cms.searches.models import SavedSearch
from search.sync import catch_up
from tests.factories.asking import ask, error_of, prepared
from tests.factories.pages import create_article, create_home, create_theme
from tests.factories.people import create_partner, create_superuser, create_user

pytestmark = pytest.mark.django_db

FIELDS = "savedSearches { id name query alert filter { kind publishedFrom theme } }"
LIST = f"{{ viewer {{ {FIELDS} }} }}"
SAVE = f"""mutation($name: String!, $query: String, $filter: SearchFilter, $alert: SearchAlert) {{
  searchSave(name: $name, query: $query, filter: $filter, alert: $alert) {{ {FIELDS} }}
}}"""
CHANGE = f"""mutation($id: ID!, $name: String, $alert: SearchAlert) {{
  searchChange(id: $id, name: $name, alert: $alert) {{ {FIELDS} }}
}}"""
FORGET = f"mutation($id: ID!) {{ searchForget(id: $id) {{ {FIELDS} }} }}"


@pytest.fixture
def theme() -> ThemePage:
    return create_theme(create_home(), "Werk", audiences=("staff", "partners"))


def save(person: User, **more: Any) -> list[dict[str, Any]]:
    asked = {"name": "Verlof", "query": "verlof", "alert": "AT_ONCE", **more}
    return ask(SAVE, asked, by=person)["searchSave"]["savedSearches"]


def publish(theme: ThemePage, title: str, **more: Any) -> ArticlePage:
    page = create_article(theme, title, publish=True, **more)
    prepared()
    catch_up()
    return page


def told() -> list[tuple[str, str]]:
    return list(Notice.objects.filter(topic="saved-search").order_by("pk").values_list("recipient__email", "subject"))


def test_a_search_is_saved_with_what_narrows_it(theme: ThemePage) -> None:
    eva, other = create_user(), create_user()
    theme_id = to_global_id("Page", theme.pk)
    given = {"kind": ["ARTICLE"], "publishedFrom": "2026-01-31", "theme": [theme_id]}

    (saved,) = save(eva, filter=given)

    assert saved == {
        "id": to_global_id("SavedSearch", SavedSearch.objects.get().pk), "name": "Verlof", "query": "verlof",
        "alert": "AT_ONCE", "filter": given,
    }  # fmt: skip
    assert ask(LIST, by=eva)["viewer"]["savedSearches"] == [saved]
    assert ask(LIST, by=other)["viewer"]["savedSearches"] == []


def test_every_filter_that_can_be_asked_can_be_saved() -> None:
    assert set(SavedFilter._meta.fields) == set(SearchFilter._meta.fields)


def test_it_is_changed_and_forgotten_by_its_owner_alone() -> None:
    eva, other = create_user(), create_user()
    (saved,) = save(eva)
    named = {"id": saved["id"]}

    for text, asked in ((CHANGE, {**named, "name": "Van mij"}), (FORGET, named)):
        assert error_of(text, asked, by=other) == {"code": "NOT_FOUND"}
        assert error_of(text, asked) == {"code": "UNAUTHENTICATED"}
    assert ask(LIST, by=eva)["viewer"]["savedSearches"] == [saved]

    changed = ask(CHANGE, {**named, "name": "Vrij", "alert": "DAILY"}, by=eva)["searchChange"]["savedSearches"]
    assert [(each["name"], each["alert"]) for each in changed] == [("Vrij", "DAILY")]
    assert ask(FORGET, named, by=eva)["searchForget"]["savedSearches"] == []
    assert error_of(FORGET, named, by=eva) == {"code": "NOT_FOUND"}


def test_what_asks_nothing_is_not_saved(monkeypatch: pytest.MonkeyPatch) -> None:
    eva = create_user()
    theme = to_global_id("Tag", 1)
    refused = [{"name": "  ", "query": "a"}, {"name": "a", "query": "  "}, {"name": "a", "filter": {"theme": [theme]}}]
    for asked in refused:
        assert error_of(SAVE, asked, by=eva) == {"code": "INVALID_INPUT"}
    monkeypatch.setattr(saving, "MOST_SAVED", 1)
    save(eva)
    assert error_of(SAVE, {"name": "a", "query": "b"}, by=eva)["code"] == "LIMIT_EXCEEDED"
    assert error_of(SAVE, {"name": "a", "query": "b"}) == {"code": "UNAUTHENTICATED"}
    assert SavedSearch.objects.count() == 1


def test_something_new_is_told_once_and_not_by_its_name(theme: ThemePage) -> None:
    publish(theme, "Verlof van vroeger")
    eva = create_user("Eva de Vries", email="eva@plein.example", language="en")
    save(eva)
    alert_at_once()
    assert told() == []

    publish(theme, "Verlof opnemen")
    alert_at_once()
    alert_at_once()
    assert told() == [("eva@plein.example", "New for “Verlof”: 1 result")]
    publish(theme, "Verlof kopen")
    alert_at_once()

    assert [subject for _email, subject in told()] == ["New for “Verlof”: 1 result"] * 2
    texts = " ".join(Notice.objects.values_list("text", flat=True))
    assert "opnemen" not in texts
    assert "/zoeken/?q=verlof" in texts


def test_daily_alerts_come_daily_and_others_not_at_all(theme: ThemePage) -> None:
    daily, never = create_user(email="daily@plein.example"), create_user()
    save(daily, alert="DAILY")
    save(never, alert="NEVER")
    publish(theme, "Verlof opnemen")
    alert_at_once()
    assert told() == []
    alert_daily()
    assert [email for email, _subject in told()] == ["daily@plein.example"]


def test_nobody_is_told_of_what_does_not_open_for_them(theme: ThemePage) -> None:
    partner, staff = create_partner(email="pim@plein.example"), create_user(email="eva@plein.example")
    for person in (partner, staff):
        save(person)
    page = publish(theme, "Verlof opnemen")
    choose_audiences(page, Audience.objects.filter(code="staff"), by=create_superuser())
    catch_up()

    alert_at_once()

    assert [email for email, _subject in told()] == ["eva@plein.example"]


def test_who_has_left_is_told_nothing(theme: ThemePage) -> None:
    eva = create_user()
    save(eva)
    publish(theme, "Verlof opnemen")
    deactivate_person(eva, by=None)
    alert_at_once()
    assert told() == []


def test_filters_hold_for_alerts_too(theme: ThemePage) -> None:
    save(create_user(email="news@plein.example"), filter={"kind": ["NEWS"]})
    save(create_user(email="all@plein.example"), query="", filter={"kind": ["ARTICLE"]})
    publish(theme, "Verlof opnemen")
    alert_at_once()
    assert [email for email, _subject in told()] == ["all@plein.example"]


def test_one_search_that_cannot_be_asked_stops_no_other(theme: ThemePage, caplog: pytest.LogCaptureFixture) -> None:
    save(create_user())
    SavedSearch.objects.update(filters={"kind": ["DINOSAUR"]})
    save(create_user(email="eva@plein.example"))
    publish(theme, "Verlof opnemen")
    alert_at_once()
    assert [email for email, _subject in told()] == ["eva@plein.example"]
    assert "could not be asked again" in caplog.text


def test_without_anything_published_nothing_is_asked(theme: ThemePage, django_assert_num_queries) -> None:
    publish(theme, "Verlof opnemen")
    save(create_user())
    SavedSearch.objects.update(looked_at=F("looked_at") + timedelta(hours=2))
    # the newest there is, and whoever has not looked since
    with django_assert_num_queries(2):
        alert_at_once()
    assert SavedSearch.objects.get().looked_at > timezone.now()
