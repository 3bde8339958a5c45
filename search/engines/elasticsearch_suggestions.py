"""What to offer unasked, in Elasticsearch's terms: titles while somebody types, and more like what they read."""

from collections.abc import Sequence
from typing import Any

from elasticsearch.dsl import query as dsl
from elasticsearch.dsl.query import Query

from search.analysis import LANGUAGES
from search.engines.base import Rights
from search.engines.elasticsearch_filters import rights_filter, without
from search.engines.mapping import NO_LANGUAGE, SECTIONS
from search.models import Entry

# What a word within a compound is worth beside one that begins so.
INSIDE = 0.5
MOST_TELLING_WORDS = 25
ENOUGH_TELLING_WORDS = "20%"
# What it is worth, beside some twenty for the words, to lie under the same theme or to be about the same unit.
SAME_PLACE = 2.0


def completing(words: Sequence[str], rights: Rights, excluded_ids: Sequence[int], *, language: str) -> dict[str, Any]:
    """The search request for titles in which every word begins one; the reader's language first, then short ones."""
    answering = dsl.Bool(
        must=[_begins_one(word) for word in words],
        should=[dsl.ConstantScore(filter=dsl.Term(language=language))],
        filter=rights_filter(rights),
        must_not=without(excluded_ids),
    )
    order = [{"_score": "desc"}, {"title_length": "asc"}, {"entry": "desc"}]
    return {"query": answering.to_dict(), "sort": order, "_source": False, "track_total_hits": False}


def _begins_one(word: str) -> Query:
    """“vergunning” begins a title's word, or is typed whole and a part of one: “parkeervergunning”."""
    parts = [dsl.ConstantScore(filter=dsl.Match(**{f"{code}__title_parts": word}), boost=INSIDE) for code in LANGUAGES]
    return dsl.DisMax(queries=[dsl.Prefix(title={"value": word}), *parts])


def alike(entry: Entry, name: str, rights: Rights, excluded_ids: Sequence[int]) -> dict[str, Any]:
    """The search request for what says much of the same as an entry in the index of this name."""
    itself: Any = {"_index": name, "_id": str(entry.pk)}
    section = entry.language if entry.language in SECTIONS else NO_LANGUAGE
    words = dsl.MoreLikeThis(
        fields=[f"{section}.{field}" for field in ("title", "headings", "summary", "labels", "text")],
        like=[itself],
        min_term_freq=1,
        min_doc_freq=2,
        max_query_terms=MOST_TELLING_WORDS,
        minimum_should_match=ENOUGH_TELLING_WORDS,
    )
    any_language = dsl.Bool(filter=[dsl.Term(subject_type=entry.subject_type), dsl.Term(subject_id=entry.subject_id)])
    answering = dsl.Bool(
        must=[words],
        should=[dsl.ConstantScore(filter=place, boost=SAME_PLACE) for place in _places(entry)],
        filter=rights_filter(rights),
        must_not=[any_language, *without(excluded_ids)],
    )
    order = [{"_score": "desc"}, {"entry": "desc"}]
    return {"query": answering.to_dict(), "sort": order, "_source": False, "track_total_hits": False}


def _places(entry: Entry) -> list[Query]:
    places: list[Query] = []
    if entry.theme_id is not None:
        places.append(dsl.Term(theme=str(entry.theme_id)))
    if entry.unit_id is not None:
        places.append(dsl.Term(unit=str(entry.unit_id)))
    return places
