"""Paging deep without missing or repeating anything: from the second page on, a list is read from one moment.

The moment is Elasticsearch's point in time, which lives for a minute from one page to the next and travels in the
cursor. When it is gone, paging goes on behind the last hit in what there is now. Rights are asked anew at every page,
and whatever is counted is counted in what there is now: nobody counts what was taken from them.
"""

import logging
from collections.abc import Mapping
from functools import partial
from typing import Any

from elasticsearch import ApiError, Elasticsearch

from search.engines import index
from search.engines.base import EngineUnavailableError, Position

logger = logging.getLogger(__name__)

KEPT = "1m"
SECONDS_KEPT = 60
# Elasticsearch numbers hits from the first only so far; `search_after` has no such end.
WINDOW = 11_000
REPLACED_MEANWHILE = "search_phase_execution_exception"

Answer = Mapping[str, Any]


def page_of(
    client: Elasticsearch, request: dict[str, Any], after: Position | None, *, preference: str | None = None
) -> Answer:
    """The answer to a search request; its `pit_id`, where it has one, is the moment that the next page is read from.

    Raises EngineUnavailableError for a place so deep that only the database finds it.
    """
    if after is None or after.score is None:
        if after and after.count + request["size"] > WINDOW:
            raise EngineUnavailableError("Elasticsearch does not count so far")
        return _of_now(client, request, preference)
    if after.snapshot:
        answer = _page_at(client, request, after.snapshot, preference)
        if answer is not None:
            return answer
    snapshot = _opened(client, preference)
    answer = _page_at(client, request, snapshot, preference) if snapshot else None
    return answer or _of_now(client, request, preference)


def let_go(client: Elasticsearch, snapshot: str) -> None:
    """Close a moment whose last page was read; it would end by itself too."""
    client.options(ignore_status=404).close_point_in_time(id=snapshot)


def _of_now(client: Elasticsearch, request: dict[str, Any], preference: str | None) -> Answer:
    """The answer of the live index; asked again where a rebuild replaced that index in the midst of being asked."""
    ask = partial(client.search, index=index.live_alias(), body=request, preference=preference)
    try:
        return ask().body
    except ApiError as error:
        if error.error != REPLACED_MEANWHILE:
            raise
        return ask().body


def _opened(client: Elasticsearch, preference: str | None) -> str:
    """A new moment, or none where the cluster keeps too many already."""
    try:
        return client.open_point_in_time(index=index.live_alias(), keep_alive=KEPT, preference=preference)["id"]
    except ApiError as error:
        logger.warning("Paging goes on without a point in time: %s", error)
        return ""


def _page_at(client: Elasticsearch, request: dict[str, Any], snapshot: str, preference: str | None) -> Answer | None:
    """The hits of that moment, with the counts of now; None when the moment is gone."""
    hits = {name: value for name, value in request.items() if name != "aggs"}
    hits |= {"pit": {"id": snapshot, "keep_alive": KEPT}, "track_total_hits": False}
    counts = {name: value for name, value in request.items() if name in ("query", "post_filter", "aggs")}
    counts |= {"size": 0, "track_total_hits": True}
    now = {"index": index.live_alias()} | ({"preference": preference} if preference else {})
    found, counted = client.msearch(searches=[{}, hits, now, counts])["responses"]
    if "error" in counted:
        raise EngineUnavailableError(str(counted["error"]))
    if "error" in found:
        logger.info("A point in time is gone: %s", found["error"].get("reason"))
        return None
    return {**counted, "pit_id": found["pit_id"], "hits": {**found["hits"], "total": counted["hits"]["total"]}}
