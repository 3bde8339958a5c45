"""What is known of a person, topic by topic: each app says what it keeps, how it is handed over, and how it is erased.

`manage.py person_export` and `person_erase` ask all of them. A field that leads to an account, and that no topic covers
and nobody explained away, fails a test: what is forgotten here would be kept of somebody who asked to be forgotten.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar, TypeVar

from django.contrib.auth.models import AbstractUser
from django.core.files.base import File

# What a topic has of a person: each row by the names of what it says.
Rows = Sequence[Mapping[str, object]]


@dataclass(frozen=True, slots=True)
class KnownFile:
    """A file that belongs to a person: its name in what is handed over, without folders, and what opens it."""

    name: str
    open: Callable[[], File]


class Knower(ABC):
    """What one app keeps of people under one topic. Register a subclass with `@knows`."""

    topic: ClassVar[str]
    fields: ClassVar[tuple[str, ...]]
    # Who is erased has their own name until the end: the log is written again after all that others wrote in it, and
    # the account, by which everything is found, goes last.
    order: ClassVar[int] = 0

    @abstractmethod
    def export(self, person: AbstractUser) -> Rows:
        """All that is kept of this person, fit for JSON; never what is somebody else's."""

    def files(self, person: AbstractUser) -> Iterable[KnownFile]:
        """The files among it."""
        return ()

    @abstractmethod
    def erase(self, person: AbstractUser, *, pseudonym: str) -> int:
        """Delete it, or put the pseudonym in its place; says how many rows. Within one transaction with all others.

        Raises CannotEraseError where something has to be settled first.
        """

    def obstacles(self, person: AbstractUser) -> list[str]:
        """Why somebody cannot be erased yet, in words for who asks. Nothing must have changed by asking."""
        return []


class CannotEraseError(Exception):
    """Somebody cannot be erased as things are; it says why, in words for who asks."""


KnowerT = TypeVar("KnowerT", bound=type[Knower])

_knowers: dict[str, Knower] = {}
_explained: dict[str, str] = {}


def knows(topic: str, *, fields: Iterable[str]) -> Callable[[KnowerT], KnowerT]:
    """Register what an app knows under a topic, a word that becomes a file's name: "favourites".

    `fields` are those that lead to an account, written app.Model.field: "responses.Favourite.user". Import the module
    in the app's `ready()`. Raises ValueError for a topic that is taken.
    """

    def register(knower: KnowerT) -> KnowerT:
        if topic in _knowers:
            raise ValueError(f"The topic {topic!r} is taken.")
        knower.topic, knower.fields = topic, tuple(field.lower() for field in fields)
        _knowers[topic] = knower()
        return knower

    return register


def explain(field: str, because: str) -> None:
    """Say why a field that leads to an account is in no topic: "wagtailcore.Page.locked_by"."""
    _explained[field.lower()] = because


def knowers() -> list[Knower]:
    """Everybody who knows something of people, in the order in which it is erased."""
    return sorted(_knowers.values(), key=lambda knower: (knower.order, knower.topic))


def names_of(person: AbstractUser) -> set[str]:
    """The words by which texts name somebody: whoever erases them looks for these."""
    return {name for name in (person.get_full_name().strip(), person.email) if name}


def accounted_fields() -> set[str]:
    """The fields that are in a topic or were explained, in lower case."""
    return {field for knower in _knowers.values() for field in knower.fields} | set(_explained)
