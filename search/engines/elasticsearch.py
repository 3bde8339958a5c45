"""The engine of a city: Elasticsearch, filled from the rows and never asked what the rows do not confirm."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import connection

from search.engines import elasticsearch_query, elasticsearch_suggestions, hybrid, index, snapshots
from search.engines.base import EngineName, EngineUnavailableError, Found, Inquiry, Match, Rights
from search.engines.connection import reached
from search.engines.elasticsearch_filters import facets_in
from search.engines.elasticsearch_matching import has_every_word
from search.models import Entry

# Above this many, leaving them out costs more than letting the database answer.
MOST_UNSETTLED = 1_000
# What Elasticsearch may still show to the wrong people. As it stands, because every search asks, and making the
# statement anew takes longer than answering it.
UNSETTLED = "SELECT id FROM search_entry WHERE pushed_version < rights_version LIMIT %s"


class ElasticsearchEngine:
    """Full-text search by Elasticsearch."""

    name = EngineName.ELASTICSEARCH

    def find(self, inquiry: Inquiry) -> Found:
        """The entries that answer the inquiry. Raises EngineUnavailableError."""
        if inquiry.rights.locks is not None and not inquiry.rights.locks:
            return Found()
        unsettled = _unsettled_ids()
        request = elasticsearch_query.body(inquiry, unsettled)
        with reached() as client:
            response, near = hybrid.searched(client, inquiry, request, unsettled)
            snapshot = response.get("pit_id", "")
            has_next = len(response["hits"]["hits"]) > inquiry.first
            if snapshot and not has_next:
                snapshots.let_go(client, snapshot)
        hits = response["hits"]["hits"]
        return Found(
            matches=[_match(hit) for hit in hits[: inquiry.first]],
            total=response["hits"]["total"]["value"],
            has_next=has_next,
            near=near,
            is_whole=has_every_word(hits, inquiry.question),
            snapshot=snapshot if has_next else "",
            facets=facets_in(response["aggregations"], inquiry.rights.now) if inquiry.wants_facets else {},
        )

    def complete(self, words: Sequence[str], rights: Rights, *, language: str, first: int) -> list[int]:
        """Ids of visible entries with a title in which every word begins one. Raises EngineUnavailableError."""
        if rights.locks is not None and not rights.locks:
            return []
        request = elasticsearch_suggestions.completing(words, rights, _unsettled_ids(), language=language)
        with reached() as client:
            response = client.search(index=index.live_alias(), body={**request, "size": first})
        return [int(hit["_id"]) for hit in response["hits"]["hits"]]

    def similar(self, entry: Entry, rights: Rights, *, first: int) -> list[int]:
        """Ids of visible entries that say much of the same as this one. Raises EngineUnavailableError."""
        if rights.locks is not None and not rights.locks:
            return []
        request = elasticsearch_suggestions.alike(entry, index.live_alias(), rights, _unsettled_ids())
        with reached() as client:
            response = client.search(index=index.live_alias(), body={**request, "size": first})
        return [int(hit["_id"]) for hit in response["hits"]["hits"]]


def _unsettled_ids() -> list[int]:
    """Entries whose rights changed after what Elasticsearch shows. Asked first, so that no change slips between."""
    with connection.cursor() as cursor:
        cursor.execute(UNSETTLED, [MOST_UNSETTLED + 1])
        entry_ids = [entry_id for (entry_id,) in cursor.fetchall()]
    if len(entry_ids) > MOST_UNSETTLED:
        raise EngineUnavailableError("Too many changes of rights are still on their way to Elasticsearch")
    return entry_ids


def _match(hit: Mapping[str, Any]) -> Match:
    fragments = [fragment for found in hit.get("highlight", {}).values() for fragment in found]
    (language,) = hit.get("fields", {}).get("language", [""])
    return Match(int(hit["_id"]), float(hit["sort"][0]), language, tuple(fragments))
