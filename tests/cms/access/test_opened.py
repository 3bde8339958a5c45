"""What is remembered of what opens for somebody holds until the database says that it may not, whoever changed it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, transaction

from cms.access.actions import lift_restriction, restrict
from cms.access.models import Audience, Lock, LockEdition, Restriction
from cms.access.models.restriction import RestrictionKind
from cms.access.opened import LOCKS_OPENED
from cms.access.readers import reader_for
from cms.pages.models import ThemePage
from cms.people.models import User
from tests.factories.access import create_audience, restrict_page
from tests.factories.pages import create_home, create_theme
from tests.factories.people import create_user


@pytest.fixture
def person(db: None) -> User:
    return create_user()


@pytest.fixture
def theme(db: None) -> ThemePage:
    return create_theme(create_home())


def opened_by_law(person: User) -> set[int]:
    return set(Lock.objects.opened_by(Audience.objects.containing(person)).values_list("pk", flat=True))


def is_worked_out(person: User) -> bool:
    asking = User.objects.asking(person.pk)
    assert asking is not None
    return getattr(asking, LOCKS_OPENED) is not None


def test_what_opens_is_worked_out_once_as_long_as_nothing_changes(person: User, theme: ThemePage) -> None:
    restrict_page(theme, create_audience(people=[person]))
    assert is_worked_out(person)
    locks = reader_for(person).locks
    assert not is_worked_out(person)
    assert reader_for(person).locks == locks == opened_by_law(person)


def test_who_joins_or_leaves_an_audience_has_it_at_the_next_question(person: User, theme: ThemePage) -> None:
    audience = create_audience(people=[])
    restrict_page(theme, audience)
    before = reader_for(person).locks
    audience.people.add(person)
    after = reader_for(person).locks
    assert after == opened_by_law(person)
    assert after > before
    audience.people.remove(person)
    assert reader_for(person).locks == before


def _restricted_anew(audience: Audience, restriction: Restriction) -> None:
    others = [create_audience(people=[])]
    restrict(kind=RestrictionKind.PAGE, key=restriction.key, audiences=others)


def _lifted(audience: Audience, restriction: Restriction) -> None:
    lift_restriction(restriction)


def _deleted_with_its_audience(audience: Audience, restriction: Restriction) -> None:
    audience.delete()


def _written_by_hand(audience: Audience, restriction: Restriction) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM access_restriction_audiences WHERE restriction_id = %s", [restriction.pk])


def _written_in_bulk(audience: Audience, restriction: Restriction) -> None:
    through = Lock.restrictions.through
    other = Restriction.objects.create(kind=RestrictionKind.PAGE, key="nobody's")
    through.objects.bulk_create(through(lock=lock, restriction=other) for lock in restriction.locks.all())


@pytest.mark.parametrize(
    "change", [_restricted_anew, _lifted, _deleted_with_its_audience, _written_by_hand, _written_in_bulk]
)
def test_a_change_of_what_opens_holds_for_the_next_question(
    person: User, theme: ThemePage, change: Callable[[Audience, Restriction], Any]
) -> None:
    audience = create_audience(people=[person])
    restriction = restrict_page(theme, audience)
    locks = reader_for(person).locks
    change(audience, restriction)
    assert is_worked_out(person)
    assert reader_for(person).locks == opened_by_law(person) != locks


def test_what_was_undone_is_not_remembered(person: User, theme: ThemePage) -> None:
    locks = reader_for(person).locks
    edition = LockEdition.objects.get().edition
    point = transaction.savepoint()
    restrict_page(theme, create_audience(people=[]))
    assert reader_for(person).locks < locks
    assert LockEdition.objects.get().edition != edition
    transaction.savepoint_rollback(point)
    assert LockEdition.objects.get().edition == edition
    assert reader_for(person).locks == locks == opened_by_law(person)


def test_without_an_edition_it_is_worked_out_each_time(person: User) -> None:
    LockEdition.objects.all().delete()
    reader_for(person)
    assert is_worked_out(person)
    assert reader_for(person).locks == opened_by_law(person)
