"""When a week is over nobody can be told apart any more, and what too few asked is not kept as it was."""

from datetime import date, timedelta

import pytest
from django.conf import LazySettings
from django.utils import timezone

from cms.insights.actions.close import clear_statistics, close_weeks
from cms.insights.actions.record import Chosen, Searched, record_choices, record_searches, week_of
from cms.insights.models import AskedQuery, Asker, Chooser, ChosenResult, WeekSalt
from cms.people.models import Unit
from tests.factories.people import create_unit, create_user

pytestmark = pytest.mark.django_db


def ask_by(people: list[int], query: str = "verlof", language: str = "nl", total: int = 3) -> None:
    record_searches([Searched(person, query, language, total, "ELASTICSEARCH") for person in people])


def staff_of(unit: Unit, count: int) -> list[int]:
    return [create_user(unit=unit).pk for _each in range(count)]


def a_week_passes() -> date:
    """All that was recorded becomes last week's."""
    last = week_of(timezone.localdate()) - timedelta(weeks=1)
    for model in (AskedQuery, Asker, Chooser, WeekSalt):
        model.objects.update(week=last)
    return last


def rows() -> list[tuple[str, str, int, int, int]]:
    return sorted(AskedQuery.objects.values_list("query", "language", "unit", "people", "searches"))


def test_a_closed_week_has_neither_salt_nor_digests() -> None:
    ask_by([1, 2, 3, 4, 5, 5])
    record_choices([Chosen(1, "verlof", "nl", ("page", 7), 2)])
    a_week_passes()

    close_weeks()

    assert rows() == [("verlof", "nl", 0, 5, 6)]
    assert [Asker.objects.count(), Chooser.objects.count(), WeekSalt.objects.count()] == [0, 0, 0]
    assert list(ChosenResult.objects.values_list("subject_type", "subject_id", "rank", "people")) == [("page", 7, 2, 1)]


def test_what_fewer_than_five_asked_loses_its_words() -> None:
    ask_by([1, 2, 3, 4], "reorganisatie")
    ask_by([1], "ziekte")
    a_week_passes()
    close_weeks()
    assert rows() == [("", "", 0, 5, 5)]


def test_too_few_of_a_department_are_counted_with_those_above_it() -> None:
    service = create_unit("Dienst")
    team, other = create_unit("Team", parent=service), create_unit("Ander team", parent=service)
    ask_by([*staff_of(team, 5), *staff_of(other, 3), *staff_of(service, 2)])
    a_week_passes()
    close_weeks()
    assert rows() == sorted([("verlof", "nl", team.pk, 5, 5), ("verlof", "nl", service.pk, 5, 5)])


def test_too_few_in_a_language_are_counted_with_those_of_others() -> None:
    ask_by([1, 2, 3], language="nl")
    ask_by([4, 5], language="en")
    a_week_passes()
    close_weeks()
    assert rows() == [("verlof", "", 0, 5, 5)]


def test_this_week_stays_open_and_closing_again_changes_nothing() -> None:
    ask_by([1, 2, 3, 4, 5])
    a_week_passes()
    ask_by([1, 2])
    close_weeks()
    close_weeks()
    assert rows() == [("verlof", "nl", 0, 2, 2), ("verlof", "nl", 0, 5, 5)]
    assert Asker.objects.count() == 2


def test_closing_costs_the_same_however_many_queries(django_assert_num_queries) -> None:
    for count in (2, 12):
        for number in range(count):
            ask_by([1, 2, 3, 4, 5], f"vraag {number}")
        a_week_passes()
        # as many whether two queries were asked or twelve
        with django_assert_num_queries(19):
            close_weeks()
        AskedQuery.objects.all().delete()


def test_statistics_are_forgotten_in_time(settings: LazySettings) -> None:
    settings.SEARCH_STATISTICS_DAYS = 30
    ask_by([1, 2, 3, 4, 5])
    a_week_passes()
    assert clear_statistics() == 0
    AskedQuery.objects.update(week=timezone.localdate() - timedelta(days=40))
    assert clear_statistics() == 1
    assert rows() == []
