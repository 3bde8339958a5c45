from datetime import UTC, datetime

import pytest

from web.months import Month, moment_asked


@pytest.mark.parametrize("text", ["", "2027", "2027-13", "2027-1", "1999-12", "2027-01-01", "٢٠٢٧-٠١"])
def test_what_is_no_month_is_none(text: str) -> None:
    assert Month.written(text) is None


def test_a_month_begins_and_ends_where_the_organisation_is() -> None:
    month = Month(2027, 3)

    assert month.begin == datetime(2027, 2, 28, 23, tzinfo=UTC)
    # Summer time began in between.
    assert month.end == datetime(2027, 3, 31, 22, tzinfo=UTC)


def test_months_follow_one_another_through_the_years() -> None:
    assert (str(Month(2027, 1).previous), str(Month(2027, 12).next)) == ("2026-12", "2028-01")


def test_nobody_walks_on_for_ever() -> None:
    assert Month(2000, 1).previous is None
    assert Month(2099, 12).next is None


def test_all_ask_the_same_within_a_quarter() -> None:
    asked = datetime.fromisoformat(moment_asked())

    assert asked.minute % 15 == 0
    assert (asked.second, asked.microsecond) == (0, 0)
    assert 0 <= (datetime.now(UTC) - asked).total_seconds() < 15 * 60 + 5
