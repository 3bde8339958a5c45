"""Changing what search is told. Each change counts for the search that starts next, and is in the audit log."""

from typing import Any

from django.db import transaction

from cms.activity.actions import record_act
from cms.findability.acts import TUNING_DELETED, TUNING_SAVED
from search.models import Origin, StopPhrase, SynonymGroup
from search.thesaurus import ShippedGroup
from search.tuning import Row


@transaction.atomic
def save_tuning(row: Row, *, by: Any) -> None:
    """Save synonyms, a stop phrase or a pinned result."""
    row.changed_by = by
    row.save()
    record_act(TUNING_SAVED, by=by, thing=row, details=_told(row))


@transaction.atomic
def delete_tuning(row: Row, *, by: Any) -> None:
    """Delete it. Of a change of shipped synonyms that brings back what is shipped."""
    record_act(TUNING_DELETED, by=by, thing=row, details=_told(row))
    row.delete()


@transaction.atomic
def switch_off_shipped(shipped: ShippedGroup, *, by: Any) -> None:
    """Search without a shipped group, in this version of Plein and those to come."""
    change = change_of(shipped) or SynonymGroup(
        language=shipped.language, words=list(shipped.words), is_one_way=shipped.is_one_way,
        origin=Origin.SHIPPED, shipped_key=shipped.key,
    )  # fmt: skip
    change.is_active = False
    save_tuning(change, by=by)


@transaction.atomic
def switch_on_shipped(shipped: ShippedGroup, *, by: Any) -> None:
    """Search with a shipped group again; as editors changed it, where they did."""
    change = change_of(shipped)
    if change is None:
        return
    if tuple(change.words) == shipped.words:
        delete_tuning(change, by=by)
    else:
        change.is_active = True
        save_tuning(change, by=by)


def change_of(shipped: ShippedGroup) -> SynonymGroup | None:
    """What editors made of a shipped group; None where they left it as it is."""
    changes = SynonymGroup.objects.filter(origin=Origin.SHIPPED, language=shipped.language, shipped_key=shipped.key)
    found: SynonymGroup | None = changes.first()
    return found


def _told(row: Row) -> dict[str, Any]:
    """What the log keeps of a row. A pinned thing is told by number, because its name may be secret."""
    if isinstance(row, SynonymGroup):
        said = {"words": row.words, "is_one_way": row.is_one_way, "is_active": row.is_active, "origin": row.origin}
    elif isinstance(row, StopPhrase):
        said = {"phrase": row.phrase}
    else:
        said = {"queries": row.queries, "of": row.subject_type, "key": row.subject_id, "position": row.position}
        said |= {day: str(getattr(row, day)) for day in ("starts_on", "ends_on") if getattr(row, day)}
    return {"language": row.language, **said}
