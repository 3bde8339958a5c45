"""What other people's choices tell a reader: which of two equal results comes first, and what is often asked."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from django.conf import settings
from django.db.models import F, Max, Q, QuerySet, Sum
from django.utils import timezone

from cms.insights.models import FEWEST_PEOPLE, AskedQuery, ChosenResult
from cms.insights.wording import normalised
from search.hits import Subject

# What was chosen or asked longer ago says little of what is wanted now.
WEEKS = 13


def popularity_of(subjects: Sequence[Subject]) -> Mapping[Subject, int]:
    """How many people chose each of these things lately, in any search; nothing of what fewer than five did."""
    if not subjects or not settings.SEARCH_POPULARITY:
        return {}
    wanted = Q()
    for subject_type in {kind for kind, _pk in subjects}:
        ids = [pk for kind, pk in subjects if kind == subject_type]
        wanted |= Q(subject_type=subject_type, subject_id__in=ids)
    lately = ChosenResult.objects.filter(wanted, asked__week__gte=timezone.localdate() - timedelta(weeks=WEEKS))
    counted = lately.values("subject_type", "subject_id").annotate(count=Sum("people"))
    enough = counted.filter(count__gte=FEWEST_PEOPLE).values_list("subject_type", "subject_id", "count")
    return {(kind, pk): count for kind, pk, count in enough}


def frequent_queries(beginning: str, *, language: str, first: int) -> list[str]:
    """What many people asked lately in a language and found something by, the most frequent first; none that fewer
    than five different people asked in one week.

    Whether it finds anything for this reader is for the caller to ask, before it is suggested.
    """
    typed = normalised(beginning)
    if not typed:
        return []
    lately = AskedQuery.objects.filter(
        language=language, query__startswith=typed, week__gte=timezone.localdate() - timedelta(weeks=WEEKS)
    )
    # five in one row, which is stricter than in all rows together and needs no second look: somebody is typing
    enough = lately.filter(people__gte=FEWEST_PEOPLE).exclude(searches=F("found_none"))
    asked: QuerySet = enough.values("query")
    ranked = asked.annotate(count=Sum("people"), last=Max("week")).order_by("-count", "-last", "query")
    return list(ranked.values_list("query", flat=True)[:first])
