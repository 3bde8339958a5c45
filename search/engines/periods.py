"""How long ago something was published, as a facet: the last week, month and year."""

from datetime import datetime, timedelta

from django.utils import timezone

# In order of size. They overlap: what is of the last week is of the last month as well.
PERIODS = {"WEEK": timedelta(days=7), "MONTH": timedelta(days=30), "YEAR": timedelta(days=365)}


def beginnings(now: datetime) -> dict[str, datetime]:
    """When each period began: at midnight where the organisation is, because filters take whole days."""
    midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    return {name: timezone.make_aware((midnight - length).replace(tzinfo=None)) for name, length in PERIODS.items()}


def periods_of(published_at: datetime | None, now: datetime) -> list[datetime]:
    """The beginnings of the periods that a moment lies in."""
    return [beginning for beginning in beginnings(now).values() if published_at and published_at >= beginning]


def first_day(beginning: datetime) -> str:
    """The day on which a period began, as the filter for the first day takes it."""
    return timezone.localtime(beginning).date().isoformat()
