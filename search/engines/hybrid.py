"""What the words find and what means the same, as one list that Elasticsearch itself ranks, counts and pages.

First it is asked how well the best match by words scores and what lies near in meaning. What lies near then joins the
question itself, each with a score of its own that is added to that of its words. So totals, facets, filters and
cursors are those of one list, as without vectors.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any

from django.conf import settings
from elasticsearch import Elasticsearch
from elasticsearch.dsl import query as dsl

from search.engines import elasticsearch_query, index
from search.engines.base import Inquiry
from search.engines.elasticsearch_filters import rights_filter, without
from search.engines.snapshots import KEPT, Answer, page_of
from search.engines.vector_field import FIELD
from search.vectors.asking import asker
from search.vectors.encoders import is_switched_on

# No more than this many are added to what the words find, and so many are looked at to find them.
MOST_NEAR, CANDIDATES = 30, 200
# What lying as near as can be is worth, beside the best match by words. Below one, so that this stays the first.
NEARNESS = 0.5
OTHER_LANGUAGE = 0.6


def searched(
    client: Elasticsearch, inquiry: Inquiry, request: dict[str, Any], excluded: Sequence[int]
) -> tuple[Answer, int]:
    """The answer to the request of an inquiry, with what means the same, and how many are there for that alone."""
    vector = asker.vector_of(inquiry.typed) if _is_about_meaning(inquiry) else []
    if not vector:
        return page_of(client, request, inquiry.after), 0
    found = _found_by_each(client, inquiry, vector, excluded)
    near = _scores(found, inquiry)
    body = {**request, "query": _either(request["query"], near, inquiry, excluded)} if near else request
    answer = page_of(client, body, inquiry.after, preference=_always_the_same(inquiry))
    return answer, max(answer["hits"]["total"]["value"] - found.total, 0) if near else 0


def _is_about_meaning(inquiry: Inquiry) -> bool:
    """Whether vectors may say anything. Quotes, a minus and codes mean what they say, and so does an order by date."""
    question = inquiry.question
    if not is_switched_on() or inquiry.is_by_date:
        return False
    is_plain = bool(question.words) and not question.phrases and not question.excluded
    return is_plain and not any(letter.isdigit() for word in question.words for letter in word)


def _always_the_same(inquiry: Inquiry) -> str:
    """What sends each page of one list to the same copies of the index, because others find others near."""
    return sha256(inquiry.typed.encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class _Found:
    """How many the words find, what the best of them scores, and what lies near, the nearest first."""

    total: int
    best: float
    near: Sequence[Mapping[str, Any]]


def _found_by_each(client: Elasticsearch, inquiry: Inquiry, vector: list[float], excluded: Sequence[int]) -> _Found:
    by_words = elasticsearch_query.body(
        # without who is pinned or meant by name, whose scores are no measure for the others
        replace(inquiry, pinned=(), identities=(), after=None, first=0, wants_facets=False),
        excluded,
    )
    by_words.pop("highlight", None)
    words, near = _both(client, inquiry, [by_words, _nearest(inquiry, vector, excluded)])
    if "error" in near:
        asker.rest(f"Elasticsearch does not compare them: {near['error']}")
    else:
        asker.recover()
    hits = words.get("hits", {})
    best = float(hits["hits"][0]["sort"][0]) if hits.get("hits") else 1.0
    return _Found(hits.get("total", {}).get("value", 0), best, near.get("hits", {}).get("hits", []))


def _both(client: Elasticsearch, inquiry: Inquiry, bodies: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The answers of the moment that the list is read from, or of now where there is none any more."""
    if inquiry.after and inquiry.after.snapshot:
        moment = {"pit": {"id": inquiry.after.snapshot, "keep_alive": KEPT}}
        answers = client.msearch(searches=[part for body in bodies for part in ({}, {**body, **moment})])["responses"]
        if not any("error" in answer for answer in answers):
            return answers
    head = {"index": index.live_alias(), "preference": _always_the_same(inquiry)}
    return client.msearch(searches=[part for body in bodies for part in (head, body)])["responses"]


def _nearest(inquiry: Inquiry, vector: list[float], excluded: Sequence[int]) -> dict[str, Any]:
    """The request for what lies nearest. Rights are inside: what the reader may not see is not even a candidate."""
    near = {
        "field": FIELD,
        "query_vector": vector,
        "k": MOST_NEAR,
        "num_candidates": CANDIDATES,
        "similarity": settings.SEARCH_VECTORS_FLOOR,
        "filter": _allowed(inquiry, excluded),
    }
    return {"query": {"knn": near}, "size": MOST_NEAR, "_source": False, "docvalue_fields": ["language"]}


def _allowed(inquiry: Inquiry, excluded: Sequence[int]) -> dict[str, Any]:
    return dsl.Bool(filter=rights_filter(inquiry.rights), must_not=without(excluded)).to_dict()


def _scores(found: _Found, inquiry: Inquiry) -> dict[str, float]:
    """What each that lies near is worth, by id.

    Where the words find nothing, none: near spellings and then any of the words are asked before near meanings.
    """
    if not found.total and not inquiry.is_sweeping:
        return {}
    floor = settings.SEARCH_VECTORS_FLOOR
    scores = {}
    for hit in found.near:
        # Elasticsearch scores a cosine as half of one more.
        nearness = (2 * hit["_score"] - 1 - floor) / (1 - floor)
        (language,) = hit.get("fields", {}).get("language", [""])
        own = 1.0 if language in ("", inquiry.language) else OTHER_LANGUAGE
        if int(hit["_id"]) not in inquiry.pinned:
            scores[hit["_id"]] = found.best * NEARNESS * own * max(nearness, 0.0)
    return scores


def _either(
    by_words: dict[str, Any], near: dict[str, float], inquiry: Inquiry, excluded: Sequence[int]
) -> dict[str, Any]:
    """What answers by its words, and what lies near; both count for what does both."""
    by_meaning = [
        {"constant_score": {"filter": {"ids": {"values": [entry_id]}}, "boost": score}}
        for entry_id, score in near.items()
    ]
    lying_near = {"bool": {"should": by_meaning, "minimum_should_match": 1, "filter": _allowed(inquiry, excluded)}}
    return {"bool": {"should": [by_words, lying_near], "minimum_should_match": 1}}
