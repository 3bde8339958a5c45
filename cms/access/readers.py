"""Who asks. Built once a request; every door hands it to the policy."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from cms.access.models import Audience, Lock
from cms.people.models import User


@dataclass(frozen=True, slots=True)
class Reader:
    """A person or visitor (`user_id` None), and the ids of the locks that open for them.

    `passes_all` is true for administrators alone, for whom every lock opens.
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
        theirs = frozenset(Lock.objects.opened_by(Audience.objects.filter(pk=audience.pk)).values_list("pk", flat=True))
        locks = theirs if self.passes_all else self.locks & theirs
        return Reader(user_id=self.user_id, locks=locks)


def reader_for(user: Any) -> Reader:
    """The reader that a signed-in user, or Django's AnonymousUser, is at this moment."""
    if not getattr(user, "is_authenticated", False) or not user.is_active:
        person: User | None = None
    elif user.is_superuser:
        return Reader(user_id=user.pk, locks=frozenset(), passes_all=True)
    else:
        person = user
    locks = Lock.objects.opened_by(Audience.objects.containing(person)).values_list("pk", flat=True)
    return Reader(user_id=person.pk if person else None, locks=frozenset(locks))


def reader_of(request: HttpRequest) -> Reader:
    """The reader of a request, asked of the database once."""
    reader = getattr(request, "_reader", None)
    if reader is None or reader[0] != request.user.pk:
        reader = (request.user.pk, reader_for(request.user))
        request._reader = reader  # type: ignore[attr-defined]
    return reader[1]
