"""What can be said of a door."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Names:
    """Its address names a thing of one kind ("page", "collection", "image", "document", "person", …), by the first
    argument of that name in `argument`: who may not open the thing is told that it does not exist."""

    kind: str
    argument: str


@dataclass(frozen=True)
class Lists:
    """It shows many things, or looks for some: nothing closed is named or counted. `query` is what is asked of it."""

    query: str = ""


@dataclass(frozen=True)
class Reads:
    """A door for readers, which a test of its own (`tests/doors/test_reading_doors.py`) tries for everybody."""

    how: str


@dataclass(frozen=True)
class Administers:
    """For administrators of the installation, by a permission of Wagtail's own; an editor is sent away."""

    why: str


@dataclass(frozen=True)
class NeedsNoRights:
    """It shows nothing that has rights."""

    why: str


Verdict = Names | Lists | Reads | Administers | NeedsNoRights
