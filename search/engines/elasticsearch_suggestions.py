"""Completion while typing, in Elasticsearch's terms."""

from collections.abc import Sequence
from typing import Any

from elasticsearch.dsl import query as dsl

from search.engines.base import Rights
from search.engines.elasticsearch_filters import rights_filter, without


def completing(words: Sequence[str], rights: Rights, excluded_ids: Sequence[int], *, language: str) -> dict[str, Any]:
    """The search request for titles in which every word begins one; the reader's language first, then short ones."""
    answering = dsl.Bool(
        must=[dsl.Prefix(title={"value": word}) for word in words],
        should=[dsl.ConstantScore(filter=dsl.Term(language=language))],
        filter=rights_filter(rights),
        must_not=without(excluded_ids),
    )
    order = [{"_score": "desc"}, {"title_length": "asc"}, {"entry": "desc"}]
    return {"query": answering.to_dict(), "sort": order, "_source": False, "track_total_hits": False}
