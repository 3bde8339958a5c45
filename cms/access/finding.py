"""How search hears of rights: in the transaction that changes them, because what is found may never lag behind."""

from collections.abc import Collection

from cms.access.models import Visibility
from cms.access.tree import batches_of
from search.tickets import Visibility as Seen
from search.tickets import set_visibility


def show_to_others(subject_type: str, *, kind: str, object_ids: Collection[int]) -> None:
    """Put entries (of a search subject type) behind what the rows of things of one kind say now; a thing without a row
    is found by nobody."""
    rows: dict[int, Visibility] = {}
    for some in batches_of(object_ids):
        rows |= {row.object_id: row for row in Visibility.objects.filter(kind=kind, object_id__in=some)}
    set_visibility(subject_type, {object_id: _seen(rows.get(object_id)) for object_id in object_ids})


def _seen(row: Visibility | None) -> Seen:
    return Seen(row.lock_id, row.is_published, row.until) if row else Seen(None, is_published=False)
