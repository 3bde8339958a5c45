"""Terms: never over a day early, and the database's question asks the same as the calendar's."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.retention.terms import LONGEST, due_on, last_event_due

EVENTS = st.dates(date(1800, 1, 1), date(2200, 12, 31))
TODAYS = st.dates(date(1900, 1, 1), date(2400, 12, 31))
YEARS = st.integers(0, LONGEST)


@pytest.mark.parametrize(
    ("event", "years", "expected"),
    [
        (date(2020, 2, 29), 1, date(2021, 3, 1)),
        (date(2020, 2, 29), 4, date(2024, 2, 29)),
        (date(2020, 2, 28), 4, date(2024, 2, 28)),
        (date(2019, 12, 31), 7, date(2026, 12, 31)),
        (date(1896, 2, 29), 4, date(1900, 3, 1)),
        (date(2026, 5, 1), 0, date(2026, 5, 1)),
    ],
)
def test_a_term_ends_on_the_same_day_so_many_years_later(event: date, years: int, expected: date) -> None:
    assert due_on(event, years) == expected


def test_a_term_can_begin_on_the_next_first_of_january() -> None:
    assert due_on(date(2020, 1, 1), 5, counts_from_new_year=True) == date(2026, 1, 1)
    assert due_on(date(2020, 12, 31), 5, counts_from_new_year=True) == date(2026, 1, 1)


@given(event=EVENTS, years=YEARS, today=TODAYS, counts_from_new_year=st.booleans())
def test_the_last_event_that_is_due_divides_all_events(
    event: date, years: int, today: date, counts_from_new_year: bool
) -> None:
    is_over = due_on(event, years, counts_from_new_year=counts_from_new_year) <= today
    last = last_event_due(today, years, counts_from_new_year=counts_from_new_year)
    assert (last is not None and event <= last) is is_over


@given(event=EVENTS, years=YEARS, counts_from_new_year=st.booleans())
def test_a_later_event_or_a_longer_term_is_never_over_earlier(
    event: date, years: int, counts_from_new_year: bool
) -> None:
    end = due_on(event, years, counts_from_new_year=counts_from_new_year)
    assert end >= event
    assert due_on(event + timedelta(days=1), years, counts_from_new_year=counts_from_new_year) >= end
    assert due_on(event, years + 1, counts_from_new_year=counts_from_new_year) > end
