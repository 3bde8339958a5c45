"""Rights, filters, facets and order in Elasticsearch's terms."""

from collections.abc import Mapping, Sequence
from typing import Any

from elasticsearch.dsl import query as dsl
from elasticsearch.dsl.query import Query

from search.engines.base import Bucket, FacetField, Facets, Filters, Rights
from search.engines.buckets import sort_buckets
from search.engines.mapping import FACET_SEPARATOR
from search.questions import Question

MOST_RAW_BUCKETS = 200
# The field that holds a facet's values, and the one with their labels.
FACET_FIELDS = {
    FacetField.KIND: ("kind", "kind"),
    FacetField.THEME: ("theme", "theme_facet"),
    FacetField.TAG: ("tags", "tag_facets"),
    FacetField.LANGUAGE: ("language", "language"),
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
    """The filters that are facets too, by facet."""
    chosen = {
        FacetField.KIND: list(filters.kinds),
        FacetField.THEME: [str(theme_id) for theme_id in filters.theme_ids],
        FacetField.TAG: list(filters.tags),
        FacetField.LANGUAGE: list(filters.languages),
    }
    return {field: dsl.Q("terms", **{FACET_FIELDS[field][0]: values}) for field, values in chosen.items() if values}


def date_filter(filters: Filters) -> list[Query]:
    """The days between which it was published."""
    limits = {"gte": filters.published_from, "lt": filters.published_before}
    given = {name: moment for name, moment in limits.items() if moment}
    return [dsl.Range(published_at=given)] if given else []


def order(question: Question) -> list[dict[str, Any]]:
    """The best first; the newest when nothing is looked for."""
    first = {"published_at": {"order": "desc", "missing": "_last"}} if question.is_browsing else {"_score": "desc"}
    return [first, {"entry": "desc"}]


def aggregations(conditions: dict[FacetField, Query]) -> dict[str, Any]:
    """Counts by value; each facet ignores its own filter, so that choosing one value still shows the others'."""
    return {
        field.value: {
            "filter": dsl.Bool(filter=[other for own, other in conditions.items() if own is not field]).to_dict(),
            "aggs": {"values": {"terms": {"field": labels, "size": MOST_RAW_BUCKETS}}},
        }
        for field, (_values, labels) in FACET_FIELDS.items()
    }


def facets_in(counted: Mapping[str, Any]) -> Facets:
    """The facets in Elasticsearch's answer."""
    return {field: _buckets(counted[field.value]["values"]["buckets"]) for field in FacetField}


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
