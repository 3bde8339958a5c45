"""In which order loaders fetch what many fields asked for."""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from cms.graphql_kit.loaders import Loaders, by_id, in_turn


@dataclass
class Asked:
    """The surroundings of a question, which note what was fetched."""

    fetched: list[tuple[str, list[int]]] = field(default_factory=list)
    loaders: Loaders = field(default_factory=Loaders)


@dataclass(frozen=True)
class Thing:
    """Something with a number."""

    pk: int


@by_id
def person_by_id(context: Asked, ids: Collection[int]) -> list[Any]:
    context.fetched.append(("people", sorted(ids)))
    return [Thing(pk) for pk in ids]


@in_turn(2)
@by_id
def page_by_id(context: Asked, ids: Collection[int]) -> list[Any]:
    context.fetched.append(("pages", sorted(ids)))
    return [Thing(pk) for pk in ids]


@in_turn(1)
@by_id
def link_by_id(context: Asked, ids: Collection[int]) -> list[Any]:
    context.fetched.append(("links", sorted(ids)))
    return [Thing(pk) for pk in ids]


def test_what_leads_on_is_fetched_first_whoever_asked_first() -> None:
    asked = Asked()
    person_by_id.load(asked, 1)
    page = page_by_id.load(asked, 2)
    owner = page.then(lambda found: person_by_id.load(asked, found.pk))
    linked = link_by_id.load(asked, 3).then(lambda found: page_by_id.load(asked, found.pk))
    asked.loaders.fetch_all()
    assert asked.fetched == [("links", [3]), ("pages", [2, 3]), ("people", [1, 2])]
    assert (owner.value, linked.value) == (Thing(2), Thing(3))
