"""A question in Elasticsearch's terms."""

from collections.abc import Iterable, Sequence
from typing import Any

from elasticsearch.dsl import query as dsl
from elasticsearch.dsl.query import Query

from search.engines.base import (
    MARK_END,
    MARK_START,
    NEWS,
    OTHER_LANGUAGE,
    OWN_LANGUAGE,
    Inquiry,
    pinned_scores,
)
from search.engines.elasticsearch_filters import (
    aggregations,
    facet_conditions,
    order,
    rights_filter,
    without,
)
from search.engines.elasticsearch_keys import or_identified
from search.engines.elasticsearch_matching import asking, phrase_anywhere
from search.engines.mapping import SECTIONS
from search.questions import Phrase

FRAGMENT_LENGTH = 240
# News fades: of a year ago it is worth a tenth less than of today, and of long ago next to nothing beside equals.
FADING = {"origin": "now/d", "scale": "730d", "decay": 0.6}


def body(inquiry: Inquiry, excluded_ids: Sequence[int]) -> dict[str, Any]:
    """The search request for an inquiry; one hit more than asked tells whether there is a next."""
    conditions = facet_conditions(inquiry.filters)
    answering = dsl.Bool(
        must=[or_identified(asking(inquiry), inquiry.identities)],
        filter=rights_filter(inquiry.rights),
        must_not=[*_excluded(inquiry.question.excluded), *without(excluded_ids)],
    )
    request: dict[str, Any] = {
        "query": _query(inquiry, answering, excluded_ids),
        "size": inquiry.first + 1,
        "sort": order(inquiry),
        "track_total_hits": True,
        "_source": False,
        "docvalue_fields": ["language"],
        "post_filter": dsl.Bool(filter=list(conditions.values())).to_dict(),
    }
    if inquiry.after and inquiry.after.score is None:
        request["from"] = inquiry.after.count
    elif inquiry.after:
        request["search_after"] = [inquiry.after.score, inquiry.after.entry_id]
    if inquiry.wants_facets:
        request["aggs"] = aggregations(conditions, inquiry.rights.now)
    if not inquiry.question.is_browsing:
        request["highlight"] = _highlight(inquiry)
    return request


def _query(inquiry: Inquiry, answering: Query, excluded_ids: Sequence[int]) -> dict[str, Any]:
    if inquiry.question.is_browsing:
        return answering.to_dict()
    ranked = _ranked(answering, inquiry.language)
    if not inquiry.pinned:
        return ranked
    pins = [
        {"constant_score": {"filter": {"ids": {"values": [str(entry_id)]}}, "boost": score}}
        for entry_id, score in pinned_scores(inquiry.pinned).items()
    ]
    allowed = dsl.Bool(filter=rights_filter(inquiry.rights)).to_dict()
    refused = [clause.to_dict() for clause in without(excluded_ids)]
    return {"bool": {"must": {"dis_max": {"queries": [ranked, *pins]}}, "filter": allowed, "must_not": refused}}


def _excluded(phrases: Iterable[Phrase]) -> list[Query]:
    return [phrase_anywhere(phrase) for phrase in phrases]


def _ranked(answering: Query, language: str) -> dict[str, Any]:
    return {
        "function_score": {
            "query": answering.to_dict(),
            "functions": [
                {"filter": {"term": {"language": language}}, "weight": OWN_LANGUAGE},
                {"filter": {"bool": {"must_not": {"terms": {"language": [language, ""]}}}}, "weight": OTHER_LANGUAGE},
                {"field_value_factor": {"field": "weight", "missing": 1}},
                {"filter": {"term": {"kind": NEWS}}, "gauss": {"published_at": FADING}},
            ],
            "score_mode": "multiply",
            "boost_mode": "multiply",
        }
    }


def _phrase_in(fields: Sequence[str], phrase: Phrase) -> Query:
    return dsl.MultiMatch(query=" ".join(phrase), fields=fields, type="phrase")


def _highlight(inquiry: Inquiry) -> dict[str, Any]:
    """What to mark. Near spellings are named, as they are known: to look for them anew takes as long as all else."""
    question = inquiry.question
    fields = [f"{section}.text" for section in SECTIONS]
    asked: list[Query] = [_phrase_in(fields, phrase) for phrase in question.phrases]
    if question.words:
        instead = [phrase for synonym in question.synonyms for phrase in synonym.instead]
        words = [*question.words, *(phrase[0] for phrase in instead if len(phrase) == 1)]
        if inquiry.is_loose:
            words += [word for near in inquiry.near_words.values() for word in near]
        asked.append(dsl.MultiMatch(query=" ".join(dict.fromkeys(words)), fields=fields))
        asked += [_phrase_in(fields, phrase) for phrase in instead if len(phrase) > 1]
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
