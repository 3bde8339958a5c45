"""Months of the calendar, and the moments that the front-end asks events of."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

WRITTEN = re.compile(r"(20\d\d)-(0[1-9]|1[0-2])")
# Asked by the quarter, because an answer is shared by all who ask the same.
QUARTER = timedelta(minutes=15)


@dataclass(frozen=True)
class Month:
    """One month where the organisation is; 2000 to 2099, so that nobody walks on for ever."""

    year: int
    number: int

    @classmethod
    def current(cls) -> "Month":
        """The month that it is now."""
        today = timezone.localdate()
        return cls(today.year, today.month)

    @classmethod
    def written(cls, text: str) -> "Month | None":
        """The month that is written as "2027-01"; None where the text is none."""
        found = WRITTEN.fullmatch(text)
        return cls(int(found[1]), int(found[2])) if found else None

    def __str__(self) -> str:
        return f"{self.year}-{self.number:02}"

    @property
    def first_day(self) -> date:
        """Its first day, for Django's `date` filter."""
        return date(self.year, self.number, 1)

    @property
    def begin(self) -> datetime:
        """Its first moment."""
        return timezone.make_aware(datetime(self.year, self.number, 1))

    @property
    def end(self) -> datetime:
        """The first moment after it."""
        return self._shifted(1).begin

    @property
    def previous(self) -> "Month | None":
        """The month before; None before the first."""
        month = self._shifted(-1)
        return Month.written(str(month)) and month

    @property
    def next(self) -> "Month | None":
        """The month after; None after the last."""
        month = self._shifted(1)
        return Month.written(str(month)) and month

    def _shifted(self, months: int) -> "Month":
        count = self.year * 12 + self.number - 1 + months
        return Month(count // 12, count % 12 + 1)


def moment_asked() -> str:
    """Now, as the start of this quarter of an hour, for the API."""
    now = timezone.now()
    return (now - (now - datetime.min.replace(tzinfo=now.tzinfo)) % QUARTER).isoformat()
