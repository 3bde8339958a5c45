"""What hypothesis makes up: a small world on paper. Sets are drawn as the bits of one number, because that is quick,
and shrinks to the empty set."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random
from typing import TypeVar

from hypothesis import strategies as st

Thing = TypeVar("Thing")

LANGUAGES = ("nl", "en", "fr")
PEOPLE, AUDIENCES, TRAITS, KEYS, COLLECTIONS, UNITS = 5, 4, 2, 9, 5, 4
MOST_PAGES, MOST_DEEDS = 9, 6
DEEDS = (
    "move", "move", "move_among_siblings", "copy", "make_alias", "translate", "translate", "detach_alias",
    "choose_audiences", "choose_audiences", "choose_audiences", "delete", "publish", "unpublish",
    "write_without_signals",
    "change_person", "change_membership", "deactivate", "change_audience", "move_unit", "delete_unit",
    "move_collection", "restrict_collection", "move_document", "delete_collection", "restrict_directory",
)  # fmt: skip


def bits_of(number: int) -> Iterator[int]:
    """The positions of the bits that are set."""
    return (position for position in range(number.bit_length()) if number >> position & 1)


def chosen(things: Sequence[Thing], bits: int) -> list[Thing]:
    """Those of some things whose bit is set."""
    return [things[position] for position in bits_of(bits) if position < len(things)]


@dataclass(frozen=True)
class PagePlan:
    """One page: below which (0, 1 and 2 are the home pages), of which family, the alias of which page before it."""

    parent: int
    family: int | None
    source: int | None
    is_live: bool
    ends_in_days: int | None
    key: int


@dataclass(frozen=True)
class PersonPlan:
    """One person: what they are, and what they belong to."""

    is_staff: bool
    is_active: bool
    unit: int
    groups: int
    roles: int
    work_groups: int
    invitations: int
    traits: int  # one bit each: a location, an employment, an organisation


@dataclass(frozen=True)
class AudiencePlan:
    """One audience: its broad parts, and the things that it names."""

    broad: int  # one bit each: everyone, staff, partners, the invited
    units: int
    groups: int
    people: int
    roles: int
    work_groups: int
    traits: int


@dataclass(frozen=True)
class Deed:
    """Something that is done to the world: a name of `DEEDS`, and numbers that choose what it is done to."""

    name: str
    first: int
    second: int
    bits: int


@dataclass(frozen=True)
class Plan:
    """A world, and what happens to it. `passed_by` says for each rights key which audiences pass; None is all who
    pass what is above."""

    pages: tuple[PagePlan, ...]
    people: tuple[PersonPlan, ...]
    audiences: tuple[AudiencePlan, ...]
    passed_by: tuple[int | None, ...]
    collections: tuple[tuple[int, int | None], ...]  # below which one, and which audiences pass it
    directory: int
    deeds: tuple[Deed, ...]


def _some(chance: Random, count: int) -> int:
    """A set of some of `count` things, more often small."""
    return chance.getrandbits(count) & chance.getrandbits(count)


def _page(chance: Random, index: int) -> PagePlan:
    earlier = range(3, index)
    return PagePlan(
        parent=chance.randrange(index),
        family=chance.choice(earlier) if earlier and chance.random() < 0.3 else None,
        source=chance.choice(earlier) if earlier and chance.random() < 0.2 else None,
        is_live=chance.random() < 0.9,
        ends_in_days=chance.choice((*[None] * 8, 3, -3)),
        key=chance.randrange(1, KEYS),
    )


def _person(chance: Random) -> PersonPlan:
    return PersonPlan(
        is_staff=chance.random() < 0.7, is_active=chance.random() < 0.9, unit=chance.randint(0, UNITS),
        groups=_some(chance, TRAITS), roles=_some(chance, TRAITS), work_groups=_some(chance, TRAITS),
        invitations=_some(chance, TRAITS), traits=_some(chance, 3),
    )  # fmt: skip


def _audience(chance: Random) -> AudiencePlan:
    return AudiencePlan(
        broad=chance.choice((0, 0, 0, 1, 2, 4, 8)), units=_some(chance, UNITS), groups=_some(chance, TRAITS),
        people=_some(chance, PEOPLE), roles=_some(chance, TRAITS), work_groups=_some(chance, TRAITS),
        traits=_some(chance, 3),
    )  # fmt: skip


def _passing(chance: Random) -> int | None:
    """Most things say nothing themselves, and few let nobody pass: where all is closed, nothing can be wrong."""
    return chance.choice((None, None, None, *(chance.getrandbits(AUDIENCES) for _each in range(3))))


def _deed(number: int) -> Deed:
    chance = Random(number)
    return Deed(chance.choice(DEEDS), chance.randrange(30), chance.randrange(30), chance.getrandbits(AUDIENCES))


def _plan(number: int, pages: int, deeds: list[int]) -> Plan:
    chance = Random(number)
    return Plan(
        people=tuple(_person(chance) for _each in range(PEOPLE)),
        audiences=tuple(_audience(chance) for _each in range(AUDIENCES)),
        passed_by=(chance.choice((15, 15, 15, 5, None)), *(_passing(chance) for _each in range(KEYS - 1))),
        collections=tuple((chance.randint(0, index), _passing(chance)) for index in range(COLLECTIONS)),
        directory=chance.getrandbits(AUDIENCES),
        pages=tuple(_page(chance, 3 + index) for index in range(pages)),
        deeds=tuple(_deed(each) for each in deeds),
    )


# What a world consists of follows from one number, and each deed from another, because chance as hypothesis draws it
# prefers what is alike; how many pages and which deeds are left for it to shrink.
NUMBER = st.integers(0, 2**32)
PLANS = st.builds(
    _plan,
    number=NUMBER,
    pages=st.integers(2, MOST_PAGES),
    deeds=st.lists(NUMBER, min_size=1, max_size=MOST_DEEDS, unique=True),
)
