"""What a reader is told of the log."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from cms.access.readers import Reader
from cms.changes.models import Change, ChangeKind, Clock, Happening
from cms.changes.places import Opened, Place


@dataclass(slots=True)
class News:
    """All that happened to one thing between two places in the log.

    `was_seen` is whether the reader could see it before. Whether they can now is asked of the thing itself.
    """

    kind: str
    object_id: int
    was_seen: bool
    is_moved: bool
    language: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader is told from one place in the log to another, `here`.

    Where it is not complete nothing is told: they read everything anew, and go on from here.
    """

    news: list[News]
    here: Place
    is_complete: bool
    has_more: bool = False


def read_on(
    reader: Reader,
    since: Place | None,
    *,
    first: int,
    kinds: Collection[str] = (),
    languages: Collection[str] = (),
    object_ids: Collection[int] = (),
) -> Reading:
    """What changed for a reader since a place in the log, the first so many changes of it, in their order.

    None is the place of who has read nothing yet. Of these kinds, languages and ids alone, where any are given.
    """
    clock, opened = Clock.read(), Opened.to(reader)
    if since is None or not clock.forgotten <= since.sequence <= clock.tick or not since.is_where(opened):
        return Reading([], Place.of(opened, clock.tick), is_complete=False)
    rows = Change.objects.told_to(reader).between(since.sequence, clock.tick)
    wanted = {"kind__in": kinds, "object_id__in": object_ids}
    rows = rows.filter(**{name: values for name, values in wanted.items() if values})
    if languages:
        # what the site says is written in all of them
        rows = rows.filter(Q(language__in=languages) | Q(kind=ChangeKind.SITE))
    found = list(rows[: first + 1])
    has_more = len(found) > first
    told = found[:first]
    end = clock.tick if not has_more else told[-1].sequence if told else since.sequence
    assert end is not None, "what is told has a sequence"
    return Reading(_gathered(reader, told), Place.of(opened, end), is_complete=True, has_more=has_more)


def read_notices_on(reader: Reader, since: Place) -> Reading:
    """Whether something happened to a person's own notices since a place in the log: what, is asked of the notices.

    It is not complete where nobody can say, as before all places, at -1.
    """
    clock = Clock.read()
    here = Place.of(Opened.to(reader), clock.tick)
    if reader.user_id is None or not clock.forgotten <= since.sequence <= clock.tick:
        return Reading([], here, is_complete=False)
    told = Change.objects.of_notices(reader.user_id).between(since.sequence, clock.tick)
    return Reading(_gathered(reader, list(told)), here, is_complete=True)


def _gathered(reader: Reader, changes: list[Change]) -> list[News]:
    """One piece of news a thing, in the order in which each last changed."""
    found: dict[tuple[str, int], News] = {}
    for change in changes:
        key = (change.kind, change.object_id)
        old = found.pop(key, None)
        found[key] = News(
            kind=change.kind,
            object_id=change.object_id,
            was_seen=old.was_seen if old else _opens(reader, change.lock_id_before),
            is_moved=bool(old and old.is_moved) or change.what == Happening.MOVED,
            language=change.language,
            at=change.at,
        )
    return list(found.values())


def _opens(reader: Reader, lock_id: int | None) -> bool:
    return lock_id is not None and (reader.passes_all or lock_id in reader.locks)
