"""In which order loaders fetch what many fields asked for."""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cms.graphql_kit.loaders import Loaders, by_id, grouped_by, keyed
from cms.people.models import Profile, User
from cms.statements import AnyGiven, BoundStatement, Statement
from tests.factories.people import create_user


@dataclass
class Asked:
    """The surroundings of a question, which note what was fetched."""

    fetched: list[tuple[str, list[int]]] = field(default_factory=list)
    loaders: Loaders = field(default_factory=Loaders)


@dataclass(frozen=True)
class Thing:
    """Something with a number."""

    pk: int


USERS: Statement[User] = Statement(lambda: User.objects.filter(pk__in=AnyGiven("ids")))
PROFILES: Statement[Profile] = Statement(lambda: Profile.objects.filter(user__in=AnyGiven("ids")))


@by_id
def thing_by_id(context: Asked, ids: Collection[int]) -> list[Any]:
    context.fetched.append(("things", sorted(ids)))
    return [Thing(pk) for pk in ids]


@by_id
def user_by_id(_context: Asked, ids: Collection[int]) -> BoundStatement[list[User]]:
    return USERS.bound(given={"ids": ids})


@grouped_by("user_id")
def profiles_of(_context: Asked, ids: Collection[int]) -> BoundStatement[list[Profile]]:
    return PROFILES.bound(given={"ids": ids})


@keyed
def unreadable(_context: Asked, ids: Collection[int]) -> BoundStatement[dict[int, Any]]:
    def refuse(_found: Any) -> dict[int, Any]:
        raise ValueError("These cannot be read.")

    return USERS.bound(given={"ids": ids}).then(refuse)


def test_what_many_ask_of_one_kind_is_fetched_once_and_what_comes_of_it_after_that() -> None:
    asked = Asked()
    first = thing_by_id.load(asked, 1)
    next_to_it = thing_by_id.load(asked, 2).then(lambda found: thing_by_id.load(asked, found.pk + 1))
    again = thing_by_id.load(asked, 1)
    asked.loaders.fetch_all(asked)
    assert asked.fetched == [("things", [1, 2]), ("things", [3])]
    assert (first.value, next_to_it.value, again.value) == (Thing(1), Thing(3), Thing(1))


@pytest.mark.django_db
def test_what_statements_bring_is_asked_in_one_of_all_who_wait() -> None:
    hans, els = create_user("Hans Haven"), create_user("Els Bos")
    asked = Asked()
    user = user_by_id.load(asked, hans.pk)
    nobody = user_by_id.load(asked, 0)
    thing = thing_by_id.load(asked, 5)
    profiles = profiles_of.load(asked, els.pk)
    then = profiles.then(lambda found: user_by_id.load(asked, found[0].user_id))
    with CaptureQueriesContext(connection) as captured:
        asked.loaders.fetch_all(asked)
    assert len(captured) == 2
    assert (user.value, nobody.value, thing.value) == (hans, None, Thing(5))
    assert (profiles.value, then.value) == ([els.profile], els)


@pytest.mark.django_db
def test_who_cannot_read_what_came_fails_alone() -> None:
    hans = create_user("Hans Haven")
    asked = Asked()
    failed, user = unreadable.load(asked, hans.pk), user_by_id.load(asked, hans.pk)
    asked.loaders.fetch_all(asked)
    assert failed.has_failed
    assert user.value == hans


@pytest.mark.django_db
def test_whoever_fetches_while_something_is_brought_has_what_was_asked_before_too() -> None:
    hans = create_user("Hans Haven")
    asked = Asked()
    seen: list[Any] = []
    profiles = profiles_of.load(asked, hans.pk)
    user = user_by_id.load(asked, hans.pk)

    def fetch_again(_found: Any) -> None:
        asked.loaders.fetch_all(asked)
        seen.append(user.value)

    profiles.then(fetch_again)
    asked.loaders.fetch_all(asked)
    assert seen == [hans]


def test_what_is_at_hand_is_not_fetched_and_leaves_no_trace_unless_it_is_asked() -> None:
    context = Asked()
    thing_by_id.have_at_hand(context, [1, 2, 3], {1: Thing(1), 2: Thing(2)})

    assert [thing_by_id.load(context, pk).value for pk in (1, 3)] == [Thing(1), None]
    assert set(context.loaders.asked(thing_by_id)) == {1, 3}
    thing_by_id.load(context, 4)
    context.loaders.fetch_all(context)
    assert context.fetched == [("things", [4])]
