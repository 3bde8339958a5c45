"""The arithmetic of terms: when so many years after a day are over. Days are those of the organisation's time zone."""

from datetime import date

# More would be for ever, which is said by transferring, not by waiting.
LONGEST = 200


def day_after_years(day: date, years: int) -> date:
    """The same day so many years later. The 29th of February becomes the 1st of March: no term ends a day early."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


def due_on(event: date, years: int, *, counts_from_new_year: bool = False) -> date:
    """The first day on which a document of which something happened on `event` need not be kept any longer."""
    start = date(event.year + 1, 1, 1) if counts_from_new_year else event
    return day_after_years(start, years)


def last_event_due(today: date, years: int, *, counts_from_new_year: bool = False) -> date | None:
    """The last day on which something may have happened for the term to be over today; None where there is none.

    For all days and terms: `due_on(event, …) <= today` just when `event <= last_event_due(today, …)`.
    """
    year = today.year - years - (1 if counts_from_new_year else 0)
    if year < 1:
        return None
    if counts_from_new_year:
        return date(year, 12, 31)
    try:
        return today.replace(year=year)
    except ValueError:
        return date(year, 2, 28)
