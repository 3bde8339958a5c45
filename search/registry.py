"""Which kinds of things can be found, and who tells search what they say. Apps register in their `search.py`."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

from search.drafts import Draft

Entries = Callable[[Collection[int]], Iterable[Draft]]
Descendants = Callable[[Collection[int]], Iterable[int]]
AllIds = Callable[[], Iterable[int]]


class UnknownSubjectError(LookupError):
    """Something was marked stale or asked for of a kind that no app has registered."""


@dataclass(frozen=True, slots=True)
class Registration:
    """One subject type and the functions that answer for it."""

    subject_type: str
    entries: Entries
    descendants: Descendants | None
    all_ids: AllIds | None


_registrations: dict[str, list[Registration]] = {}


def searchable(
    subject_type: str, *, descendants: Descendants | None = None, all_ids: AllIds | None = None
) -> Callable[[Entries], Entries]:
    """Make what the decorated function yields findable.

    The function is given ids and yields a `Draft` for each thing and language that is findable now; an id for which it
    yields nothing leaves the index. `descendants` gives the ids below the given ones, for tickets of whole subtrees;
    `all_ids` gives every id, so that the entries can be filled from nothing.
    """

    def register(entries: Entries) -> Entries:
        registration = Registration(subject_type, entries, descendants, all_ids)
        _registrations.setdefault(subject_type, []).append(registration)
        return entries

    return register


def forget(subject_type: str) -> None:
    """Undo a registration: what a test registers must not outlive it."""
    _registrations.pop(subject_type, None)


def registration_of(subject_type: str) -> Registration:
    """The registration of a subject type. Raises UnknownSubjectError."""
    try:
        return _registrations[subject_type][0]
    except KeyError:
        raise UnknownSubjectError(f"No app has registered “{subject_type}” with search.") from None


def all_registrations() -> list[Registration]:
    """Every registration, the mistaken second ones too: the system check looks for those."""
    return [registration for group in _registrations.values() for registration in group]
