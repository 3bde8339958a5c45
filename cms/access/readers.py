"""Who asks. Built once a request; every door hands it to the policy."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from django.db.models import Subquery, TextField
from django.http import HttpRequest

from cms.access.models import Audience, Lock
from cms.access.models.audience import Belonging
from cms.people.asked_along import NOTHING, ask_along, take
from cms.people.models import User
from cms.statements import Statement


@dataclass(frozen=True, slots=True)
class Reader:
    """A person or visitor (`user_id` None), and the ids of the locks that open for them.

    `passes_all` is true for administrators alone, for whom every lock opens; `locks` are those that would anyway.
    """

    user_id: int | None
    locks: frozenset[int]
    passes_all: bool = False

    @property
    def is_visitor(self) -> bool:
        """Whether nobody is signed in."""
        return self.user_id is None

    def narrowed_to(self, audience: Audience) -> "Reader":
        """What this reader and anybody in an audience may both see: how an editor looks through others' eyes."""
        surrounding = Audience.objects.surrounding(audience)
        theirs = frozenset(Lock.objects.opened_by(surrounding).values_list("pk", flat=True))
        locks = theirs if self.passes_all else self.locks & theirs
        return Reader(user_id=self.user_id, locks=locks)


class Listed(Subquery):
    """The ids that a queryset finds, in one text: `1,2,3`."""

    template = "ARRAY_TO_STRING(ARRAY(%(subquery)s), ',')"
    output_field = TextField()

    def as_sqlite(self, compiler: Any, connection: Any) -> Any:
        """The same, in the words of SQLite."""
        return self.as_sql(compiler, connection, template="(SELECT GROUP_CONCAT(pk) FROM (%(subquery)s))")


def _opened_to(belonging: Belonging) -> Listed:
    return Listed(Lock.objects.opened_by(Audience.objects.holding(belonging)).values("pk"))


# What comes with each person who asks, and what is asked for a visitor, who is nobody.
LOCKS_OPENED: Final = "locks_opened"
ask_along(LOCKS_OPENED, lambda: _opened_to(Belonging.of_who_asks()))
OPENED_TO_VISITORS = Statement(lambda: Lock.objects.opened_by(Audience.objects.holding(Belonging())).values_list("pk"))


def reader_for(user: Any) -> Reader:
    """The reader that a signed-in user, or Django's AnonymousUser, is at this moment."""
    asking = User.objects.asking(user.pk) if _is_signed_in(user) else None
    return _reader(user, take(asking, LOCKS_OPENED)) if asking else _visitor()


def _is_signed_in(user: Any) -> bool:
    return bool(getattr(user, "is_authenticated", False) and user.is_active)


def _reader(person: User, opened: str | None) -> Reader:
    return Reader(user_id=person.pk, locks=_numbers_in(opened or ""), passes_all=person.is_superuser)


def _visitor() -> Reader:
    return Reader(user_id=None, locks=frozenset(lock for (lock,) in OPENED_TO_VISITORS.rows(given={})))


# The same set for all to whom the same opens, so that it is made, and compared with others, once.
@lru_cache(maxsize=2_000)
def _numbers_in(listed: str) -> frozenset[int]:
    return frozenset(int(number) for number in listed.split(",") if number)


def reader_standing_in_for(user: User, *, seeing: Lock | None = None) -> Reader:
    """Somebody who sees what the named audiences of a person see, and what is behind one more lock, without being that
    person: nothing of theirs alone or of their groups, and nothing as an administrator."""
    named = Audience.objects.containing(user).nameable()
    locks = set(Lock.objects.opened_by(named).values_list("pk", flat=True))
    return Reader(user_id=None, locks=frozenset(locks | ({seeing.pk} if seeing else set())))


def reader_of(request: HttpRequest) -> Reader:
    """The reader of a request, asked of the database once."""
    return reader_of_user(request.user)


def reader_of_user(user: Any) -> Reader:
    """The reader that a user object is, asked of the database once an object: a request makes its own."""
    if not hasattr(user, "_reader"):
        opened = take(user, LOCKS_OPENED)
        came_along = opened is not NOTHING and _is_signed_in(user)
        user._reader = _reader(user, opened) if came_along else reader_for(user)
    reader: Reader = user._reader
    return reader


def look_through(user: Any, reader: Reader) -> None:
    """From here on a request's user reads with these eyes, such as those that an editor chose for a preview."""
    user._reader = reader


def ask_again(user: Any) -> None:
    """Forget what opens for a user object, because a lock was made that did not exist when it was asked."""
    take(user, LOCKS_OPENED)
    for known in ("_reader", "_open_pages"):
        if hasattr(user, known):
            delattr(user, known)
