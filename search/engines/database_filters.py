"""Filters and facets in the database's terms."""

from collections.abc import Mapping
from datetime import datetime
from itertools import accumulate
from typing import Any

from django.db.models import Case, CharField, Count, F, Max, Q, Value, When
from django.db.models.functions import Cast

from search.engines.base import Bucket, FacetField, Facets, Filters
from search.engines.buckets import period_buckets, sort_buckets
from search.engines.periods import PERIODS, beginnings
from search.models import EntryQuerySet, EntryTag


def facet_conditions(filters: Filters) -> dict[FacetField, Q]:
    """What the reader chose, by facet."""
    conditions = {}
    if filters.kinds:
        conditions[FacetField.KIND] = Q(kind__in=filters.kinds)
    if filters.theme_ids:
        conditions[FacetField.THEME] = Q(theme_id__in=filters.theme_ids)
    if filters.tags:
        conditions[FacetField.TAG] = Q(pk__in=EntryTag.objects.filter(slug__in=filters.tags).values("entry"))
    if filters.languages:
        conditions[FacetField.LANGUAGE] = Q(language__in=filters.languages)
    if filters.unit_ids:
        conditions[FacetField.UNIT] = Q(unit_id__in=filters.unit_ids)
    if filters.file_kinds:
        conditions[FacetField.FILE_KIND] = Q(file_kind__in=filters.file_kinds)
    limits = {"published_at__gte": filters.published_from, "published_at__lt": filters.published_before}
    given = {name: moment for name, moment in limits.items() if moment}
    if given:
        conditions[FacetField.DATE] = Q(**given)
    return conditions


def facets(filters: Filters, answering: EntryQuerySet, now: datetime) -> Facets:
    """Counts by value; each facet ignores its own filter, so that choosing one value still shows the others'."""
    conditions = facet_conditions(filters)

    def others(field: FacetField) -> EntryQuerySet:
        return answering.filter(*(condition for own, condition in conditions.items() if own is not field))

    tags = EntryTag.objects.filter(entry__in=others(FacetField.TAG))
    parts = [
        _counted(others(FacetField.KIND), FacetField.KIND, F("kind"), F("kind")),
        _counted(others(FacetField.THEME).exclude(theme_id=None), FacetField.THEME, F("theme_id"), F("theme_label")),
        _counted(tags, FacetField.TAG, F("slug"), F("label")),
        _counted(others(FacetField.LANGUAGE).exclude(language=""), FacetField.LANGUAGE, F("language"), F("language")),
        _counted(others(FacetField.UNIT).exclude(unit_id=None), FacetField.UNIT, F("unit_id"), F("unit_label")),
        _counted(
            others(FacetField.FILE_KIND).exclude(file_kind=""), FacetField.FILE_KIND, F("file_kind"), F("file_kind")
        ),
        _counted(_recent(others(FacetField.DATE), now), FacetField.DATE, F("period"), F("period")),
    ]
    counted: Facets = {field: [] for field in FacetField}
    for field, value, label, count in parts[0].union(*parts[1:], all=True):
        counted[FacetField(field)].append(Bucket(value, label, count))
    ages = {bucket.value: bucket.count for bucket in counted.pop(FacetField.DATE)}
    sorted_by_count = {field: sort_buckets(buckets) for field, buckets in counted.items()}
    return sorted_by_count | {FacetField.DATE: period_buckets(_added_up(ages), now)}


def _recent(entries: EntryQuerySet, now: datetime) -> Any:
    """What was published in any period, each with the shortest that holds it."""
    began = beginnings(now)
    shortest_first = [When(published_at__gte=beginning, then=Value(name)) for name, beginning in began.items()]
    recent = entries.filter(published_at__gte=min(began.values()))
    return recent.annotate(period=Case(*shortest_first, output_field=CharField()))


def _added_up(counts: Mapping[str, int]) -> dict[str, int]:
    """Counts of whole periods, from counts of what no shorter one holds."""
    return dict(zip(PERIODS, accumulate(counts.get(name, 0) for name in PERIODS), strict=True))


def _counted(rows: Any, field: FacetField, value: F, label: F) -> Any:
    return (
        rows.order_by()
        .annotate(facet=Value(field.value, CharField()), bucket=Cast(value, CharField()))
        .values("facet", "bucket")
        .annotate(bucket_label=Cast(Max(label), CharField()), bucket_count=Count("pk"))
        .values_list("facet", "bucket", "bucket_label", "bucket_count")
    )
