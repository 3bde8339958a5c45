"""Archive numbers: one row a year counts, so that no two documents get the same number."""

from django.db import models, transaction
from django.db.models import F


class NumberSeries(models.Model):
    """The numbers of one year. Whoever takes some keeps the row locked until their transaction ends: numbers follow
    each other without gaps, and what is rolled back gives its numbers back."""

    year = models.PositiveSmallIntegerField(unique=True)
    last = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return str(self.year)


@transaction.atomic
def take_numbers(year: int, count: int = 1) -> list[str]:
    """The next archive numbers of a year, such as "2026-000123", in order."""
    NumberSeries.objects.bulk_create([NumberSeries(year=year)], ignore_conflicts=True)
    NumberSeries.objects.filter(year=year).update(last=F("last") + count)
    last = NumberSeries.objects.values_list("last", flat=True).get(year=year)
    return [f"{year}-{number:06}" for number in range(last - count + 1, last + 1)]
