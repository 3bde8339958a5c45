"""What a hand did in Elasticsearch, undone: the rows say what there is."""

from collections.abc import Iterable, Iterator, Sequence

from elasticsearch import Elasticsearch, helpers

from search import pushing
from search.engines import index
from search.engines.connection import reached_for_writing
from search.inspection import Difference
from search.models import Entry

ENTRIES_A_STEP = 500
NOT_FOUND = 404


def repair(found: Sequence[Difference]) -> None:
    """Make the live index say again what the rows say. Raises EngineUnavailableError."""
    with reached_for_writing() as client:
        for start in range(0, len(found), ENTRIES_A_STEP):
            step = found[start : start + ENTRIES_A_STEP]
            rows = Entry.objects.filter(pk__in=[difference.entry_id for difference in step])
            rows.update(pushed_version=0, retry_at=None)
            delete_strangers(client, step, index.live_alias())
        client.indices.refresh(index=index.live_alias())
        while pushing.push_some(client):
            pass


def delete_strangers(client: Elasticsearch, found: Iterable[Difference], target: str) -> None:
    """Delete from an index what has no row."""
    found = list(found)
    rows = set(Entry.objects.filter(pk__in=[difference.entry_id for difference in found]).values_list("pk", flat=True))

    def strangers() -> Iterator[dict[str, str]]:
        for difference in found:
            if difference.is_foreign or difference.entry_id not in rows:
                yield {"_op_type": "delete", "_index": target, "_id": difference.document_id}

    helpers.bulk(client, strangers(), ignore_status=(NOT_FOUND,), refresh=True)
