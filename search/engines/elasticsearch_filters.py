"""Rights, filters, facets and order in Elasticsearch's terms."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from elasticsearch.dsl import query as dsl
from elasticsearch.dsl.query import Query

from search.engines.base import Bucket, FacetField, Facets, Filters, Inquiry, Rights
from search.engines.buckets import period_buckets, sort_buckets
from search.engines.mapping import FACET_SEPARATOR
from search.engines.periods import beginnings

MOST_RAW_BUCKETS = 200
# The field that holds a facet's values, and the one with their labels.
FACET_FIELDS = {
    FacetField.KIND: ("kind", "kind"),
    FacetField.THEME: ("theme", "theme_facet"),
    FacetField.TAG: ("tags", "tag_facets"),
    FacetField.LANGUAGE: ("language", "language"),
    FacetField.UNIT: ("unit", "unit_facet"),
    FacetField.FILE_KIND: ("file_kind", "file_kind"),
}


def rights_filter(rights: Rights) -> list[Query]:
    """What the reader may see: one `terms` on the lock, published, before its end."""
    current: list[Query] = [dsl.Term(is_published=True), dsl.Range(until={"gt": rights.now})]
    if rights.locks is None:
        return current
    return [dsl.Terms(lock=sorted(rights.locks)), *current]


def without(entry_ids: Sequence[int]) -> list[Query]:
    """All but these entries."""
    return [dsl.Ids(values=[str(entry_id) for entry_id in entry_ids])] if entry_ids else []


def facet_conditions(filters: Filters) -> dict[FacetField, Query]:
    """What the reader chose, by facet."""
    chosen = {
        FacetField.KIND: list(filters.kinds),
        FacetField.THEME: [str(theme_id) for theme_id in filters.theme_ids],
        FacetField.TAG: list(filters.tags),
        FacetField.LANGUAGE: list(filters.languages),
        FacetField.UNIT: [str(unit_id) for unit_id in filters.unit_ids],
        FacetField.FILE_KIND: list(filters.file_kinds),
    }
    terms: dict[FacetField, Query] = {
        field: dsl.Q("terms", **{FACET_FIELDS[field][0]: values}) for field, values in chosen.items() if values
    }
    limits = {"gte": filters.published_from, "lt": filters.published_before}
    given = {name: moment for name, moment in limits.items() if moment}
    return terms | {FacetField.DATE: dsl.Range(published_at=given)} if given else terms


def order(inquiry: Inquiry) -> list[dict[str, Any]]:
    """The best first, or the newest."""
    first = {"published_at": {"order": "desc", "missing": "_last"}} if inquiry.is_by_date else {"_score": "desc"}
    return [first, {"entry": "desc"}]


def aggregations(conditions: dict[FacetField, Query], now: datetime) -> dict[str, Any]:
    """Counts by value; each facet ignores its own filter, so that choosing one value still shows the others'."""
    counts: dict[FacetField, dict[str, Any]] = {
        field: {"terms": {"field": labels, "size": MOST_RAW_BUCKETS}}
        for field, (_values, labels) in FACET_FIELDS.items()
    }
    ranges = [{"key": name, "from": beginning.isoformat()} for name, beginning in beginnings(now).items()]
    counts[FacetField.DATE] = {"date_range": {"field": "published_at", "ranges": ranges}}
    return {
        field.value: {
            "filter": dsl.Bool(filter=[other for own, other in conditions.items() if own is not field]).to_dict(),
            "aggs": {"values": count},
        }
        for field, count in counts.items()
    }


def facets_in(counted: Mapping[str, Any], now: datetime) -> Facets:
    """The facets in Elasticsearch's answer."""
    raw = {field: counted[field.value]["values"]["buckets"] for field in FacetField}
    counts = {bucket["key"]: bucket["doc_count"] for bucket in raw[FacetField.DATE]}
    return {field: _buckets(raw[field]) for field in FACET_FIELDS} | {FacetField.DATE: period_buckets(counts, now)}


def _buckets(raw: Sequence[Mapping[str, Any]]) -> list[Bucket]:
    """One bucket a value; the same value under another language's label counts with it."""
    labels: dict[str, str] = {}
    counts: dict[str, int] = {}
    for bucket in raw:
        value, _separator, label = bucket["key"].partition(FACET_SEPARATOR)
        if value:
            labels.setdefault(value, label or value)
            counts[value] = counts.get(value, 0) + bucket["doc_count"]
    return sort_buckets([Bucket(value, labels[value], count) for value, count in counts.items()])
