"""What failed waits, longer each time."""

from datetime import UTC, datetime, timedelta

from config.patience import Patience

NOON = datetime(2026, 5, 1, 12, 0, tzinfo=UTC)


def test_what_fails_waits_twice_as_long_each_time_up_to_an_hour() -> None:
    patience, now, waits = Patience(), NOON, []
    for _attempt in range(9):
        patience.note_failure("page", now)
        wait = next(
            seconds for seconds in range(4000) if not patience.is_waiting("page", now + timedelta(seconds=seconds))
        )
        waits.append(wait)
        now += timedelta(seconds=wait)

    assert waits == [30, 60, 120, 240, 480, 960, 1920, 3600, 3600]


def test_only_the_first_failure_is_new() -> None:
    patience = Patience()

    assert [patience.note_failure("page", NOON), patience.note_failure("page", NOON)] == [True, False]


def test_what_went_well_starts_anew_and_others_never_waited() -> None:
    patience = Patience()
    patience.note_failure("page", NOON)

    assert patience.is_waiting("other", NOON) is False
    patience.forget("page")
    assert patience.is_waiting("page", NOON) is False
    assert patience.note_failure("page", NOON) is True
