"""A question in Elasticsearch's terms."""

from collections.abc import Iterable, Sequence
from typing import Any

from elasticsearch.dsl import query as dsl
from elasticsearch.dsl.query import Query

from search.engines.base import MARK_END, MARK_START, FacetField, Filters, Inquiry, Rights
from search.engines.mapping import SECTIONS, TEXT_WEIGHTS
from search.questions import Phrase, Question

# What a reader's own language is worth beside another.
OWN_LANGUAGE = 1.5
# All of two words, all but one of up to six, most of more.
ENOUGH_WORDS = "2<-1 6<60%"
FRAGMENT_LENGTH = 240
MOST_RAW_BUCKETS = 200
# The field that holds a facet's values, and the one with their labels.
FACET_FIELDS = {
    FacetField.KIND: ("kind", "kind"),
    FacetField.THEME: ("theme", "theme_facet"),
    FacetField.TAG: ("tags", "tag_facets"),
    FacetField.LANGUAGE: ("language", "language"),
}


def body(inquiry: Inquiry, excluded_ids: Sequence[int]) -> dict[str, Any]:
    """The search request for an inquiry; one hit more than asked tells whether there is a next."""
    conditions = facet_conditions(inquiry.filters)
    answering = dsl.Bool(
        must=[asking(inquiry.question, is_loose=inquiry.is_loose)],
        filter=[*rights_filter(inquiry.rights), *_date_filter(inquiry.filters)],
        must_not=[*_excluded(inquiry.question.excluded), *_without(excluded_ids)],
    )
    request: dict[str, Any] = {
        "query": answering.to_dict() if inquiry.question.is_browsing else _ranked(answering, inquiry.language),
        "size": inquiry.first + 1,
        "sort": _order(inquiry.question),
        "track_total_hits": True,
        "_source": False,
        "post_filter": dsl.Bool(filter=list(conditions.values())).to_dict(),
    }
    if inquiry.after and inquiry.after.score is None:
        request["from"] = inquiry.after.count
    elif inquiry.after:
        request["search_after"] = [inquiry.after.score, inquiry.after.entry_id]
    if inquiry.wants_facets:
        request["aggs"] = _facets(conditions)
    if not inquiry.question.is_browsing:
        request["highlight"] = _highlight(inquiry.question)
    return request


def asking(question: Question, *, is_loose: bool) -> Query:
    """What must match; everything does when nothing is asked."""
    clauses: list[Query] = [_phrase(phrase) for phrase in question.phrases]
    if question.words:
        words = " ".join(question.words)
        clauses.append(_loose_words(words) if is_loose else _words(words))
    return dsl.Bool(must=clauses) if clauses else dsl.MatchAll()


def _words(words: str) -> Query:
    """The words in any form, in whichever of a section's fields they stand, or written as one."""
    ways = [_combined(words, section, ENOUGH_WORDS) for section in (*SECTIONS, None)]
    return dsl.DisMax(queries=[*ways, dsl.Match(joined={"query": words})], tie_breaker=0.2)


def _loose_words(words: str) -> Query:
    """Any of the words, near spellings too, which are worth less than the words themselves."""
    near = dsl.MultiMatch(
        query=words,
        fields=_weighted(None),
        type="most_fields",
        fuzziness="AUTO",
        prefix_length=1,
        max_expansions=50,
        boost=0.3,
    )
    return dsl.Bool(should=[near, *(_combined(words, section, "1") for section in SECTIONS)], minimum_should_match=1)


def _combined(words: str, section: str | None, minimum: str) -> Query:
    return dsl.CombinedFields(query=words, fields=_weighted(section), minimum_should_match=minimum)


def _phrase(phrase: Phrase) -> Query:
    fields = [field for section in (*SECTIONS, None) for field in _weighted(section)]
    return dsl.MultiMatch(query=" ".join(phrase), fields=fields, type="phrase")


def _weighted(section: str | None) -> list[str]:
    """The fields of a language's section, or the unstemmed ones that all share, with their weights."""
    prefix = f"{section}." if section else ""
    return [f"{prefix}{name}^{weight}" for name, weight in TEXT_WEIGHTS.items()]


def _excluded(phrases: Iterable[Phrase]) -> list[Query]:
    return [_phrase(phrase) for phrase in phrases]


def _without(entry_ids: Sequence[int]) -> list[Query]:
    return [dsl.Ids(values=[str(entry_id) for entry_id in entry_ids])] if entry_ids else []


def rights_filter(rights: Rights) -> list[Query]:
    """What the reader may see: one `terms` on the lock, published, before its end."""
    current: list[Query] = [dsl.Term(is_published=True), dsl.Range(until={"gt": rights.now})]
    if rights.locks is None:
        return current
    return [dsl.Terms(lock=sorted(rights.locks)), *current]


def facet_conditions(filters: Filters) -> dict[FacetField, Query]:
    """The filters that are facets too, by facet."""
    chosen = {
        FacetField.KIND: list(filters.kinds),
        FacetField.THEME: [str(theme_id) for theme_id in filters.theme_ids],
        FacetField.TAG: list(filters.tags),
        FacetField.LANGUAGE: list(filters.languages),
    }
    return {field: dsl.Q("terms", **{FACET_FIELDS[field][0]: values}) for field, values in chosen.items() if values}


def _date_filter(filters: Filters) -> list[Query]:
    limits = {"gte": filters.published_from, "lt": filters.published_before}
    given = {name: moment for name, moment in limits.items() if moment}
    return [dsl.Range(published_at=given)] if given else []


def _ranked(answering: Query, language: str) -> dict[str, Any]:
    return {
        "function_score": {
            "query": answering.to_dict(),
            "functions": [
                {"filter": {"term": {"language": language}}, "weight": OWN_LANGUAGE},
                {"field_value_factor": {"field": "weight", "missing": 1}},
            ],
            "score_mode": "multiply",
            "boost_mode": "multiply",
        }
    }


def _order(question: Question) -> list[dict[str, Any]]:
    first = {"published_at": {"order": "desc", "missing": "_last"}} if question.is_browsing else {"_score": "desc"}
    return [first, {"entry": "desc"}]


def _facets(conditions: dict[FacetField, Query]) -> dict[str, Any]:
    """Counts by value; each facet ignores its own filter, so that choosing one value still shows the others'."""
    return {
        field.value: {
            "filter": dsl.Bool(filter=[other for own, other in conditions.items() if own is not field]).to_dict(),
            "aggs": {"values": {"terms": {"field": labels, "size": MOST_RAW_BUCKETS}}},
        }
        for field, (_values, labels) in FACET_FIELDS.items()
    }


def _highlight(question: Question) -> dict[str, Any]:
    fields = [f"{section}.text" for section in SECTIONS]
    asked: list[Query] = [
        dsl.MultiMatch(query=" ".join(phrase), fields=fields, type="phrase") for phrase in question.phrases
    ]
    if question.words:
        asked.append(dsl.MultiMatch(query=" ".join(question.words), fields=fields))
    return {
        "type": "unified",
        "highlight_query": dsl.Bool(should=asked).to_dict(),
        "fragment_size": FRAGMENT_LENGTH,
        "number_of_fragments": 1,
        "order": "score",
        "pre_tags": [MARK_START],
        "post_tags": [MARK_END],
        "fields": {field: {} for field in fields},
    }


def completing(words: Sequence[str], rights: Rights, excluded_ids: Sequence[int], *, language: str) -> dict[str, Any]:
    """The search request for titles in which every word begins one; the reader's language first, then short ones."""
    answering = dsl.Bool(
        must=[dsl.Prefix(title={"value": word}) for word in words],
        should=[dsl.ConstantScore(filter=dsl.Term(language=language))],
        filter=rights_filter(rights),
        must_not=_without(excluded_ids),
    )
    order = [{"_score": "desc"}, {"title_length": "asc"}, {"entry": "desc"}]
    return {"query": answering.to_dict(), "sort": order, "_source": False, "track_total_hits": False}
