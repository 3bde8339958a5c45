"""Who is in an audience, by each of its parts, and what happens when a part goes."""

from typing import Any

import pytest
from django.contrib.auth.models import Group
from pytest_django import DjangoAssertNumQueries

from cms.access.models import Audience
from cms.people.models import Employment, Location, Membership, Organisation, Profile, Role, User
from tests.factories.access import create_audience
from tests.factories.people import create_partner, create_unit, create_user
from tests.factories.work_groups import create_group

pytestmark = pytest.mark.django_db


def fresh(user: User) -> User:
    """The account as the next request reads it."""
    return User.objects.select_related("profile__unit").get(pk=user.pk)


def is_in(user: User, audience: Audience) -> bool:
    return Audience.objects.containing(fresh(user)).filter(pk=audience.pk).exists()


def parts_of(user: User) -> dict[str, list[Any]]:
    """Something of each kind that fits a person."""
    role, place = Role.objects.create(name="Archivaris"), Location.objects.create(name="Stadhuis")
    contract, firm = Employment.objects.create(name="Stagiair"), Organisation.objects.create(name="Waterschap")
    unit, group = create_unit(), Group.objects.create(name="Beheer")
    user.profile.roles.add(role)
    user.groups.add(group)
    Profile.objects.filter(user=user).update(location=place, employment=contract, organisation=firm, unit=unit)
    return {
        "roles": [role], "locations": [place], "employments": [contract], "organisations": [firm], "units": [unit],
        "groups": [group], "people": [user], "work_groups": [create_group(members=[user])],
    }  # fmt: skip


def test_each_part_lets_in_who_fits_it_and_nobody_else() -> None:
    eva, other = create_partner("Eva Visser"), create_partner("Bob Bos")
    for part, things in parts_of(eva).items():
        audience = create_audience(f"Wie {part} heeft", **{part: things})
        assert is_in(eva, audience), part
        assert not is_in(other, audience), part
        assert not Audience.objects.containing(None).filter(pk=audience.pk).exists(), part


def test_all_of_them_are_one_query(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    eva = create_user()
    parts = parts_of(eva)
    for number in range(3):
        create_audience(f"Alles {number}", **parts)
    eva = fresh(eva)
    with django_assert_num_queries(1):
        assert Audience.objects.containing(eva).filter(name__startswith="Alles").count() == 3


def test_an_audience_whose_part_is_deleted_is_nobody() -> None:
    eva = create_user()
    for part, things in parts_of(eva).items():
        audience = create_audience(f"Wie {part} heeft", **{part: things})
        assert is_in(eva, audience), part
        if part != "people":
            things[0].delete()
            assert not is_in(eva, audience), part
            assert not is_in(create_user(), audience), part


def test_an_audience_without_any_part_is_nobody() -> None:
    audience = create_audience("Leeg")
    assert not is_in(create_user(), audience)


def test_what_changes_without_a_signal_counts_at_the_next_request() -> None:
    eva, unit = create_user(), create_unit()
    place = Location.objects.create(name="Stadhuis")
    of_unit, of_place = create_audience("Afdeling", units=[unit]), create_audience("Stadhuis", locations=[place])
    assert not is_in(eva, of_unit)
    assert not is_in(eva, of_place)

    Profile.objects.filter(user=eva).update(unit=unit, location=place)
    assert is_in(eva, of_unit)
    assert is_in(eva, of_place)

    Profile.objects.filter(user=eva).update(unit=None, location=None)
    assert not is_in(eva, of_unit)
    assert not is_in(eva, of_place)


def test_members_that_come_and_go_in_bulk_count_at_the_next_request() -> None:
    eva, group = create_user(), create_group()
    audience = create_audience("Groep", work_groups=[group])

    Membership.objects.bulk_create([Membership(group=group, user=eva)])
    assert is_in(eva, audience)

    Membership.objects.filter(group=group)._raw_delete("default")
    assert not is_in(eva, audience)


def test_who_is_invited_is_not_in_a_group_yet() -> None:
    eva = create_user()
    audience = create_audience("Groep", work_groups=[create_group(invited=[eva])])
    assert not is_in(eva, audience)
