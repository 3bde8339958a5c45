"""Which schedule holds for a document, and when it is due: the database and Python say the same."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cms.archive.models import LibraryDocument
from cms.retention.models import Event, Outcome, RetentionSchedule
from cms.retention.rules import Rules
from tests.factories.access import create_collection
from tests.factories.archive import create_document
from tests.factories.retention import create_kind, create_schedule

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 23)


def due_titles(today: date = TODAY) -> list[str]:
    due = Rules().due(LibraryDocument.objects.all(), today)
    return sorted(due.values_list("title", flat=True))


def test_a_collection_inherits_the_schedule_of_the_nearest_above_it() -> None:
    plan = create_collection("Bezwaren")
    below = create_collection("2015", parent=plan)
    deep = create_collection("Januari", parent=below)
    far, near = create_schedule(20, collections=[plan]), create_schedule(1, collections=[below])
    create_document("Ver", collection=plan, dated_on=date(2015, 1, 1))
    create_document("Dichtbij", collection=deep, dated_on=date(2015, 1, 1))
    create_document("Elders", dated_on=date(1990, 1, 1))

    assert Rules().of_collection(deep.path) == near
    assert Rules().of_collection(plan.path) == far
    assert due_titles() == ["Dichtbij"]
    assert due_titles(date(2035, 1, 1)) == ["Dichtbij", "Ver"]


def test_a_document_whose_event_has_not_happened_is_not_due() -> None:
    plan = create_collection("Zaken")
    create_schedule(0, collections=[plan], event=Event.CASE_CLOSED)
    document = create_document("Zaak", collection=plan, dated_on=date(1950, 1, 1))

    assert due_titles() == []
    assert Rules().term_of(document).due_on is None

    document.case_closed_on = TODAY
    document.save()
    assert due_titles() == ["Zaak"]


def test_superseded_counts_from_the_day_another_took_its_place() -> None:
    kind = create_kind("Werkinstructie")
    create_schedule(3, kinds=[kind], event=Event.SUPERSEDED)
    create_document("Geldig", kind=kind)
    create_document("Lang vervangen", kind=kind, superseded_on=date(2023, 11, 23))
    create_document("Net vervangen", kind=kind, superseded_on=date(2023, 11, 24))

    assert due_titles() == ["Lang vervangen"]


def test_the_day_a_document_was_added_is_that_of_the_organisation() -> None:
    kind = create_kind()
    create_schedule(1, kinds=[kind])
    document = create_document("Nieuwjaar", kind=kind)
    # half past midnight in Amsterdam, the day before in UTC
    LibraryDocument.objects.filter(pk=document.pk).update(created_at=datetime(2024, 12, 31, 23, 30, tzinfo=UTC))
    document.refresh_from_db()

    assert Rules().term_of(document).due_on == date(2026, 1, 1)
    assert due_titles(date(2025, 12, 31)) == []
    assert due_titles(date(2026, 1, 1)) == ["Nieuwjaar"]


def test_where_a_collection_and_a_kind_both_say_something_both_must_be_over() -> None:
    plan, kind = create_collection("Subsidies"), create_kind("Brief")
    create_schedule(2, collections=[plan], name="Subsidies")
    create_schedule(10, kinds=[kind], name="Brieven", outcome=Outcome.TRANSFER)
    document = create_document("Beide", collection=plan, kind=kind, dated_on=date(2020, 3, 1))

    term = Rules().term_of(document)

    assert (term.due_on, term.outcome, term.rule) == (date(2030, 3, 1), Outcome.TRANSFER, "Subsidies; Brieven")
    assert due_titles(date(2030, 2, 28)) == []
    assert due_titles(date(2030, 3, 1)) == ["Beide"]


def test_without_any_schedule_nothing_is_ever_due() -> None:
    create_document("Oud", dated_on=date(1800, 1, 1))

    assert due_titles() == []
    assert Rules().governed(LibraryDocument.objects.all()).count() == 0


DAYS = st.none() | st.dates(date(2018, 1, 1), date(2027, 12, 31))
SCHEDULES = st.tuples(st.integers(0, 6), st.sampled_from(Event.values), st.booleans())


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    plan=st.lists(st.none() | SCHEDULES, min_size=4, max_size=4),
    kinds=st.lists(st.none() | SCHEDULES, min_size=2, max_size=2),
    places=st.lists(st.tuples(st.integers(0, 3), st.none() | st.integers(0, 1), DAYS, DAYS, DAYS), max_size=6),
    today=st.dates(date(2019, 1, 1), date(2028, 12, 31)),
)
def test_the_database_finds_due_what_the_term_of_each_document_says(plan, kinds, places, today) -> None:
    LibraryDocument.objects.all()._raw_delete("default")
    RetentionSchedule.objects.all().delete()
    top = create_collection("Boven")
    collections = [top, create_collection("A", parent=top), create_collection("B", parent=top)]
    collections.append(create_collection("A1", parent=collections[1]))
    of_kind = [create_kind(), create_kind()]
    for told, place in [*zip(plan, collections, strict=True), *zip(kinds, of_kind, strict=True)]:
        if told:
            years, event, from_new_year = told
            where = {"kinds": [place]} if place in of_kind else {"collections": [place]}
            create_schedule(years, event=event, counts_from_new_year=from_new_year, **where)
    for place, kind, dated_on, superseded_on, case_closed_on in places:
        LibraryDocument.objects.bulk_create(
            [
                LibraryDocument(
                    title="Stuk", file="stuk.txt", collection=collections[place], dated_on=dated_on,
                    kind=None if kind is None else of_kind[kind], superseded_on=superseded_on,
                    case_closed_on=case_closed_on,
                )
            ]
        )  # fmt: skip

    rules = Rules()
    documents = list(LibraryDocument.objects.select_related("collection"))
    terms = {document.pk: rules.term_of(document) for document in documents}

    found = set(rules.due(LibraryDocument.objects.all(), today).values_list("pk", flat=True))
    assert found == {pk for pk, term in terms.items() if term and term.is_over(today)}
    governed = set(rules.governed(LibraryDocument.objects.all()).values_list("pk", flat=True))
    assert governed == {pk for pk, term in terms.items() if term}
