"""Who asks. Built once a request; every door hands it to the policy."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest

from cms.access.models import Audience, Lock
from cms.access.models.audience import Belonging
from cms.people.models import User
from cms.statements import AnyGiven, Given, Statement


@dataclass(frozen=True, slots=True)
class Reader:
    """A person or visitor (`user_id` None), and the ids of the locks that open for them.

    `passes_all` is true for administrators alone, for whom every lock opens; `locks` are those that would anyway.
    `group_locks` are those of them behind which there are work groups and nothing else.
    """

    user_id: int | None
    locks: frozenset[int]
    passes_all: bool = False
    group_locks: frozenset[int] = frozenset()

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


def _locks_opened(affiliation: str | None, *, has_account: bool, has_profile: bool) -> QuerySet[Lock, Any]:
    """The locks that open for whoever is given, of this affiliation."""
    belonging = Belonging(
        user=Given("user") if has_account else None, affiliation=affiliation,
        **{name: Given(name) for name in OF_PROFILE if has_profile},
        unit_paths=AnyGiven("unit_paths", is_text=True) if has_profile else None,
    )  # fmt: skip
    return Lock.objects.opened_by(Audience.objects.holding(belonging)).told_apart()


OF_PROFILE = ("profile", "location", "employment", "organisation")
# Asked at every request.
LOCKS_OPENED = Statement(_locks_opened)


def reader_for(user: Any) -> Reader:
    """The reader that a signed-in user, or Django's AnonymousUser, is at this moment."""
    person: User | None = user if getattr(user, "is_authenticated", False) and user.is_active else None
    belonging = Belonging.of(person)
    given = {name: getattr(belonging, name) for name in ("user", *OF_PROFILE)}
    locks = dict(
        LOCKS_OPENED.rows(
            belonging.affiliation, has_account=person is not None, has_profile=belonging.profile is not None,
            given={**given, "unit_paths": belonging.unit_paths or ()},
        )
    )  # fmt: skip
    return Reader(
        user_id=person.pk if person else None,
        locks=frozenset(locks),
        passes_all=bool(person and person.is_superuser),
        group_locks=frozenset(lock for lock, is_alone in locks.items() if is_alone),
    )


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
        user._reader = reader_for(user)
    reader: Reader = user._reader
    return reader


def look_through(user: Any, reader: Reader) -> None:
    """From here on a request's user reads with these eyes, such as those that an editor chose for a preview."""
    user._reader = reader


def ask_again(user: Any) -> None:
    """Forget what opens for a user object, because a lock was made that did not exist when it was asked."""
    for known in ("_reader", "_open_pages"):
        if hasattr(user, known):
            delattr(user, known)
