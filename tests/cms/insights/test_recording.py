"""Statistics count searches and the people who made them, and know none of them."""

from datetime import date

import pytest
from django.conf import LazySettings

from cms.insights.actions.record import Chosen, Searched, record_choices, record_searches
from cms.insights.models import AskedQuery, Asker, Chooser, ChosenResult, WeekSalt
from tests.factories.people import create_unit, create_user

pytestmark = pytest.mark.django_db
PAGE = ("page", 7)


def searched(person_id: int | None, query: str = "verlof", *, language: str = "nl", total: int = 3) -> Searched:
    return Searched(person_id, query, language, total, "ELASTICSEARCH")


def test_people_are_counted_once_a_week_and_searches_each_time() -> None:
    record_searches([searched(1), searched(1, "Verlof!"), searched(2)])
    record_searches([searched(2), searched(3, total=0)])

    (asked,) = AskedQuery.objects.all()
    assert (asked.query, asked.language, asked.unit) == ("verlof", "nl", 0)
    assert (asked.people, asked.searches) == (3, 5)
    assert (asked.found_none, asked.found_few, asked.found_some, asked.found_many) == (1, 4, 0, 0)


def test_who_asks_in_two_languages_or_departments_is_one_person() -> None:
    unit = create_unit("Burgerzaken")
    eva = create_user(unit=unit)
    record_searches([searched(eva.pk)])
    eva.profile.unit = create_unit("Parkeren")
    eva.profile.save()
    record_searches([searched(eva.pk), searched(eva.pk, language="en")])

    rows = AskedQuery.objects.order_by("pk").values_list("language", "unit", "people", "searches")
    assert list(rows) == [("nl", unit.pk, 1, 1), ("en", eva.profile.unit_id, 0, 1), ("nl", eva.profile.unit_id, 0, 1)]


def test_visitors_together_are_one_person() -> None:
    record_searches([searched(None), searched(None)])
    assert list(AskedQuery.objects.values_list("people", "searches")) == [(1, 2)]


def test_nothing_that_is_kept_says_who_asked() -> None:
    eva, otto = create_user("Eva de Vries"), create_user("Otto Otter")
    record_searches([searched(eva.pk), searched(otto.pk), searched(eva.pk, "salaris")])

    digests = list(Asker.objects.values_list("digest", flat=True))
    assert len(set(digests)) == 3
    fields = {field.name for model in (AskedQuery, ChosenResult, Asker, Chooser) for field in model._meta.fields}
    assert not fields & {"user", "person", "profile", "session", "address", "at", "created_at"}


def test_a_digest_of_one_week_says_nothing_of_another() -> None:
    record_searches([searched(1)])
    (first,) = Asker.objects.values_list("digest", flat=True)
    WeekSalt.objects.all().delete()
    Asker.objects.all().delete()
    record_searches([searched(1)])
    (second,) = Asker.objects.values_list("digest", flat=True)
    assert first != second


def test_a_choice_is_counted_once_a_person_at_the_rank_where_it_was_found() -> None:
    record_searches([searched(1), searched(2)])
    record_choices([Chosen(1, "verlof", "nl", PAGE, 1), Chosen(1, "verlof", "nl", PAGE, 4)])
    record_choices([Chosen(2, "verlof", "nl", PAGE, 2), Chosen(1, "verlof", "nl", PAGE, 1)])
    record_choices([Chosen(2, "verlof", "nl", ("document", 7), 400)])

    rows = ChosenResult.objects.order_by("subject_type", "rank").values_list("subject_type", "rank", "people")
    assert list(rows) == [("document", 100, 1), ("page", 1, 1), ("page", 2, 1), ("page", 4, 0)]
    assert AskedQuery.objects.get().choices == 3


def test_personal_queries_are_not_kept_at_all() -> None:
    record_searches([searched(1, "06 12345678"), searched(1, "eva@plein.example")])
    assert AskedQuery.objects.count() == 0
    assert Asker.objects.count() == 0


def test_nothing_is_kept_where_statistics_are_off(settings: LazySettings) -> None:
    settings.SEARCH_STATISTICS_DAYS = 0
    record_searches([searched(1)])
    record_choices([Chosen(1, "verlof", "nl", PAGE, 1)])
    assert AskedQuery.objects.count() == 0
    assert WeekSalt.objects.count() == 0


def test_writing_many_costs_the_same_as_writing_few_of_one_query(django_assert_num_queries) -> None:
    record_searches([searched(1)])
    for count in (1, 30):
        # savepoint, salt, row, its id, askers, the row's counts, and the end of the savepoint
        with django_assert_num_queries(8):
            record_searches([searched(person) for person in range(1, count + 1)])


def test_the_week_is_named_by_its_monday() -> None:
    record_searches([searched(1)])
    week: date = AskedQuery.objects.get().week
    assert week.weekday() == 0
