"""Who asks. Built once a request; every door hands it to the policy."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from cms.access.models import Audience, Lock
from cms.access.models.audience import Belonging
from cms.access.opened import came_with
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


# What is asked for a visitor, who is nobody.
OPENED_TO_VISITORS = Statement(lambda: Lock.objects.opened_by(Audience.objects.holding(Belonging())).values_list("pk"))


def reader_for(user: Any) -> Reader:
    """The reader that a signed-in user, or Django's AnonymousUser, is at this moment."""
    asking = User.objects.asking(user.pk) if _is_signed_in(user) else None
    return _reader(user, came_with(asking) or frozenset()) if asking else _visitor()


def _is_signed_in(user: Any) -> bool:
    return bool(getattr(user, "is_authenticated", False) and user.is_active)


def _reader(person: User, opened: frozenset[int]) -> Reader:
    return Reader(user_id=person.pk, locks=opened, passes_all=person.is_superuser)


def _visitor() -> Reader:
    return Reader(user_id=None, locks=frozenset(lock for (lock,) in OPENED_TO_VISITORS.rows(given={})))


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
        opened = came_with(user)
        if opened is None or not _is_signed_in(user):
            user._reader = reader_for(user)
        else:
            user._reader = _reader(user, opened)
    reader: Reader = user._reader
    return reader


def look_through(user: Any, reader: Reader) -> None:
    """From here on a request's user reads with these eyes, such as those that an editor chose for a preview."""
    user._reader = reader


def ask_again(user: Any) -> None:
    """Forget what opens for a user object, because a lock was made that did not exist when it was asked."""
    came_with(user)
    for known in ("_reader", "_open_pages"):
        if hasattr(user, known):
            delattr(user, known)
