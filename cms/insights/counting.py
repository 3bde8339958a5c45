"""Statistics as screens and files show them: always of weeks in which enough different people asked."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Case, Count, F, FloatField, QuerySet, Sum, Value, When
from django.db.models.functions import Cast
from django.utils import timezone

from cms.insights.actions.record import week_of
from cms.insights.models import AskedQuery, AskedQueryQuerySet, ChosenResult
from cms.people.models import Unit

WEEKS_SHOWN = 26


@dataclass(frozen=True, slots=True)
class Week:
    """One week of a trend."""

    monday: date
    searches: int = 0
    found_none: int = 0
    choices: int = 0

    @property
    def share_without_results(self) -> float:
        """Of its searches, from 0 to 1."""
        return self.found_none / self.searches if self.searches else 0.0


def of_unit(asked: AskedQueryQuerySet, unit: Unit) -> AskedQueryQuerySet:
    """What was asked from a unit and those below it."""
    return asked.filter(unit__in=Unit.get_tree(unit).values("pk"))


def by_query(asked: AskedQueryQuerySet) -> QuerySet:
    """One row a query and language, as a dict: how often it was asked, found nothing, and had a result chosen."""
    whole = asked.shown().values("query", "language")
    counted = whole.annotate(
        total=Sum("searches"),
        without_results=Sum("found_none"),
        chosen_results=Sum("choices"),
        weeks=Count("week", distinct=True),
    )
    share = Cast(F("without_results"), FloatField()) / F("total")
    return counted.annotate(share=Case(When(total=0, then=Value(0.0)), default=share)).order_by("-total", "query")


def chosen_for(asked: AskedQueryQuerySet) -> QuerySet:
    """Which results were chosen for what was asked, and at which rank on average, as dicts."""
    chosen = ChosenResult.objects.filter(asked__in=asked.shown().values("pk"), people__gt=0)
    weighed = Cast(Sum(F("rank") * F("people")), FloatField())
    return (
        chosen.values("subject_type", "subject_id")
        .annotate(count=Sum("people"), rank=weighed / Sum("people"))
        .order_by("-count", "subject_type", "subject_id")
    )


def trend(asked: QuerySet[AskedQuery], *, weeks: int = WEEKS_SHOWN, until: date | None = None) -> list[Week]:
    """Each week, the last one `until` (this one), of rows that may be shown or added up; a week without any is zero."""
    last = week_of(until or timezone.localdate())
    mondays = [last - timedelta(weeks=back) for back in reversed(range(weeks))]
    counted = (
        asked.filter(week__in=mondays)
        .order_by()
        .values("week")
        .annotate(total=Sum("searches"), none=Sum("found_none"), picked=Sum("choices"))
    )
    found = {row["week"]: Week(row["week"], row["total"], row["none"], row["picked"]) for row in counted}
    return [found.get(monday, Week(monday)) for monday in mondays]
