"""Filters and facets in the database's terms."""

from typing import Any

from django.db.models import CharField, Count, F, Max, Q, Value
from django.db.models.functions import Cast

from search.engines.base import Bucket, FacetField, Facets, Filters
from search.engines.buckets import sort_buckets
from search.models import EntryQuerySet, EntryTag


def dates(filters: Filters) -> list[Q]:
    """The days between which it was published."""
    limits = {"published_at__gte": filters.published_from, "published_at__lt": filters.published_before}
    return [Q(**{name: moment}) for name, moment in limits.items() if moment]


def facet_conditions(filters: Filters) -> dict[FacetField, Q]:
    """The filters that are facets too, by facet."""
    conditions = {}
    if filters.kinds:
        conditions[FacetField.KIND] = Q(kind__in=filters.kinds)
    if filters.theme_ids:
        conditions[FacetField.THEME] = Q(theme_id__in=filters.theme_ids)
    if filters.tags:
        conditions[FacetField.TAG] = Q(pk__in=EntryTag.objects.filter(slug__in=filters.tags).values("entry"))
    if filters.languages:
        conditions[FacetField.LANGUAGE] = Q(language__in=filters.languages)
    return conditions


def facets(filters: Filters, answering: EntryQuerySet) -> Facets:
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
    ]
    counted: Facets = {field: [] for field in FacetField}
    for field, value, label, count in parts[0].union(*parts[1:], all=True):
        counted[FacetField(field)].append(Bucket(value, label, count))
    return {field: sort_buckets(buckets) for field, buckets in counted.items()}


def _counted(rows: Any, field: FacetField, value: F, label: F) -> Any:
    return (
        rows.order_by()
        .annotate(facet=Value(field.value, CharField()), bucket=Cast(value, CharField()))
        .values("facet", "bucket")
        .annotate(bucket_label=Cast(Max(label), CharField()), bucket_count=Count("pk"))
        .values_list("facet", "bucket", "bucket_label", "bucket_count")
    )
