"""Which locks open for who asks: asked along with them, and worked out only where something changed.

To go through all locks takes the database longer the more of a city is restricted, and each request would do it. What
is worked out is remembered for the audiences that somebody is in, with the edition of the locks that it is of; both
are asked anew each time, because only the database knows them, so a change of either holds for the next request.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from django.db.models import Case, Func, Subquery, TextField, Value, When
from django.db.models.functions import Coalesce
from django.db.models.lookups import Exact

from cms.access.models import Audience, Lock, LockEdition
from cms.access.models.audience import Belonging
from cms.people.asked_along import NOTHING, ask_along, take
from cms.people.models import User
from cms.statements import Given

LOCKS_OPENED: Final = "locks_opened"
OPENED: Final = "opened"
# Of so many that a process remembers they are a few megabytes.
REMEMBERED = 10_000
BETWEEN = ";"


class Listed(Subquery):
    """The ids that a queryset finds, in one text: `1,2,3`."""

    template = "ARRAY_TO_STRING(ARRAY(%(subquery)s), ',')"
    output_field = TextField()

    def as_sqlite(self, compiler: Any, connection: Any) -> Any:
        """The same, in the words of SQLite."""
        return self.as_sql(compiler, connection, template="(SELECT COALESCE(GROUP_CONCAT(pk), '') FROM (%(subquery)s))")


class Joined(Func):
    """Texts one after the other, none of them NULL. Django's own is so deep that SQLite gives up on the whole of it."""

    template = "%(expressions)s"
    arg_joiner = " || "
    output_field = TextField()


@dataclass(frozen=True, slots=True)
class Opened:
    """What opens for whoever is in these audiences, in this edition of the locks."""

    edition: str
    audiences: str
    locks: frozenset[int]


NOTHING_OPENED = Opened("", "", frozenset())
# By the digest of a token or the number of an account. What is here is of no use to anybody but its owner.
_remembered: dict[str, Opened] = {}


def recall_opened(asking_by: str) -> Mapping[str, Any]:
    """What opened for whoever asks by this, when they last asked; an edition that is none where that is not known."""
    opened = _remembered.get(asking_by, NOTHING_OPENED)
    return {"edition": opened.edition, "audiences": opened.audiences, OPENED: opened, "asking_by": asking_by}


def _written() -> Case:
    """NULL where edition and audiences are those that are remembered; else both, and the locks."""
    held = Audience.objects.holding(Belonging.of_who_asks())
    edition = Coalesce(Subquery(LockEdition.objects.values("edition")[:1]), Value(""))
    audiences = Listed(held.values("pk"))
    locks = Listed(Lock.objects.opened_by(held).values("pk"))
    is_remembered = Exact(edition, Given("edition")) & Exact(audiences, Given("audiences"))
    whole = Joined(edition, Value(BETWEEN), audiences, Value(BETWEEN), locks)
    return Case(When(is_remembered, then=Value(None)), default=whole, output_field=TextField())


ask_along(LOCKS_OPENED, _written, recall=recall_opened)


def came_with(person: User) -> frozenset[int] | None:
    """The locks that open for a person who was just asked for, once; None for one of whom that was not asked."""
    written = take(person, LOCKS_OPENED)
    if written is NOTHING:
        return None
    if written is None:
        known: Opened = person.asked_with[OPENED]
        return known.locks
    edition, audiences, locks = written.split(BETWEEN)
    opened = Opened(edition, audiences, _numbers_in(locks))
    if edition:
        _remember(person.asked_with["asking_by"], opened)
    return opened.locks


def _remember(asking_by: str, opened: Opened) -> None:
    if len(_remembered) >= REMEMBERED:
        _remembered.clear()
    _remembered[asking_by] = opened


# The same set for all to whom the same opens, so that it is made, and compared with others, once.
@lru_cache(maxsize=2_000)
def _numbers_in(listed: str) -> frozenset[int]:
    return frozenset(int(number) for number in listed.split(",") if number)
