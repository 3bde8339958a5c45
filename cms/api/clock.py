"""What a process knows of the clock of changes: asked of the database along with who asks, and for more only when it
ticked.

The clock's row is locked while it ticks, so ticks are committed in their order: who has seen one has seen all before
it, and need not ask for those again. What was seen within a transaction is not remembered, because it may be undone.
"""

import threading
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.models import QuerySet, Subquery
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from cms.access.models import Visibility
from cms.api.models import CLOCK, CacheTag
from cms.kept_cursors import fetched
from cms.people.asked_along import NOTHING, ask_along, take
from cms.statements import Given

KNOWN_NAMES = 100_000
# One statement tells the clock and what changed since a tick, and when next something expires by itself.
NEWS = (
    """SELECT "name", "changed_at", NULL FROM "api_cachetag" WHERE "changed_at" > %s OR "name" = '*' UNION ALL """
    """SELECT '', 0, (SELECT MIN("until") FROM "access_visibility" WHERE "until" > %s)"""
)

ask_along("clock_tick", lambda: Subquery(CacheTag.objects.filter(name=CLOCK).values("changed_at")))
ask_along("next_end", lambda: Subquery(_ending().values("until")[:1]))


def _ending() -> QuerySet[Visibility]:
    """What expires by itself, the next first."""
    return Visibility.objects.filter(until__gt=Given("at")).order_by("until")


@dataclass(frozen=True, slots=True)
class Glance:
    """What the clock said when it was asked who asks: its tick, and when next something expires by itself."""

    tick: int
    next_end: datetime | None

    @classmethod
    def of(cls, person: Any) -> "Glance | None":
        """What came with a person, once: whoever asks again later must look again. None where nothing came."""
        tick, next_end = take(person, "clock_tick"), take(person, "next_end")
        return None if tick is NOTHING else cls(tick or 0, next_end)


@dataclass(frozen=True, slots=True)
class Moment:
    """The clock's tick, when each name last changed, and when next something expires by itself.

    What changed before `horizon` is not known by name any more.
    """

    tick: int
    changes: dict[str, int]
    next_end: datetime | None = None
    horizon: int = 0

    def is_unchanged_since(self, tick: int, names: Iterable[str]) -> bool:
        """Whether none of these changed after a tick; false for one that is yet to come, as after a restored backup."""
        if not self.horizon <= tick <= self.tick:
            return False
        last = self.changes.get
        return tick == self.tick or all(last(name, 0) <= tick for name in names)


class Clock:
    """The changes that this process knows. Safe among threads, and bounded."""

    def __init__(self, size: int = KNOWN_NAMES) -> None:
        self._size = size
        self._lock = threading.Lock()
        self._known = Moment(0, {})

    def now(self, glance: Glance | None = None) -> Moment:
        """The moment at which this is asked, or at which a glance was taken. One statement; none where a glance showed
        that nothing is new."""
        known = self._known
        if glance is not None and glance.tick == known.tick:
            return Moment(known.tick, known.changes, glance.next_end, known.horizon)
        changes, next_end = _changes_since(known.tick)
        if changes.get(CLOCK, 0) < known.tick:
            # An older database was restored under us: nothing that is known holds.
            known = self._known = Moment(0, {})
            changes, next_end = _changes_since(0)
        tick = changes.get(CLOCK, 0)
        if may_be_undone():
            return Moment(tick, {**known.changes, **changes}, next_end, known.horizon)
        if tick > known.tick:
            known = self._remember(tick, changes)
        return Moment(known.tick, known.changes, next_end, known.horizon)

    def clear(self) -> None:
        """Forget everything."""
        self._known = Moment(0, {})

    def _remember(self, tick: int, changes: dict[str, int]) -> Moment:
        with self._lock:
            known = self._known
            # In place, because a moment that was told before may well know of what came after it.
            for name, changed_at in changes.items():
                known.changes[name] = max(changed_at, known.changes.get(name, 0))
            newest = max(tick, known.tick)
            if len(known.changes) > self._size:
                self._known = Moment(newest, {}, horizon=newest)
            else:
                self._known = Moment(newest, known.changes, horizon=known.horizon)
            return self._known


def may_be_undone() -> bool:
    """Whether what is seen now may never have been."""
    return connection.in_atomic_block


def _changes_since(tick: int) -> tuple[dict[str, int], datetime | None]:
    now = connection.ops.adapt_datetimefield_value(timezone.now())
    *rows, (_nothing, _never, next_end) = fetched(connections[DEFAULT_DB_ALIAS], NEWS, [tick, now])
    return {name: changed_at for name, changed_at, _end in rows}, _moment(next_end)


def _moment(value: datetime | str | None) -> datetime | None:
    """SQLite keeps moments as text, in UTC."""
    if not isinstance(value, str):
        return value
    parsed = parse_datetime(value)
    return parsed.replace(tzinfo=UTC) if parsed else None
