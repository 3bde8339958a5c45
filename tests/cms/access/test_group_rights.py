"""Who may know that a work group exists."""

import pytest

from cms.access.actions import check_visibility
from cms.access.models import Restriction, Visibility
from cms.access.policy import may_see, visible_to
from cms.access.readers import reader_for
from cms.people.actions import accept_invitation, decline_invitation, leave_group, withdraw_invitation
from cms.people.models import User, WorkGroup
from tests.factories.people import create_partner, create_superuser, create_user
from tests.factories.work_groups import create_group

pytestmark = pytest.mark.django_db


def sees(user: User | None, group: WorkGroup) -> bool:
    reader = reader_for(user and User.objects.get(pk=user.pk))
    found = visible_to(reader, WorkGroup.objects.filter(pk=group.pk)).exists()
    assert found == may_see(reader, group)
    return found


def test_an_open_group_is_seen_by_staff_and_by_who_is_in_it() -> None:
    partner, member = create_partner(), create_partner("Pia Partner")
    group = create_group(is_open=True, members=[member])

    assert [sees(person, group) for person in (None, partner, member, create_user())] == [False, False, True, True]


def test_an_open_group_with_partners_is_seen_by_partners_too() -> None:
    group = create_group(is_open=True, kind="partner")
    assert [sees(person, group) for person in (None, create_partner(), create_user())] == [False, True, True]


def test_a_group_by_invitation_is_seen_by_its_members_and_whom_it_invited() -> None:
    member, invited, other = create_user("Mia Maas"), create_partner(), create_user("Otto Oom")
    group = create_group(members=[member], invited=[invited])

    assert [sees(person, group) for person in (None, other, member, invited)] == [False, False, True, True]
    assert sees(create_superuser(), group)


def test_a_group_that_nobody_is_in_is_nobodys() -> None:
    group = create_group()
    assert [sees(person, group) for person in (None, create_user(), create_partner())] == [False, False, False]


def test_a_group_is_seen_as_long_as_one_is_in_it_or_invited() -> None:
    owner, accepts, declines, waits = (create_user(f"Persoon {number}") for number in range(4))
    group = create_group(owner=owner, invited=[accepts, declines, waits])

    accept_invitation(group, by=accepts)
    decline_invitation(group, by=declines)
    withdraw_invitation(group, waits, by=owner)
    assert [sees(person, group) for person in (accepts, declines, waits)] == [True, False, False]

    leave_group(group, by=accepts)
    assert not sees(accepts, group)


def test_a_group_that_closes_is_closed_at_once() -> None:
    group, eva = create_group(is_open=True), create_user()
    assert sees(eva, group)

    group.is_open = False
    group.save()
    assert not sees(eva, group)


def test_a_group_that_is_gone_leaves_no_right_behind() -> None:
    eva = create_user()
    group = create_group(members=[eva])
    gone = group.pk
    group.delete()

    assert not Visibility.objects.filter(kind="work_group", object_id=gone).exists()
    assert not Restriction.objects.filter(kind="work_group", key=gone).exists()


def test_the_check_mends_a_groups_row() -> None:
    group = create_group(is_open=True)
    Visibility.objects.filter(kind="work_group").delete()
    assert not sees(create_user(), group)

    assert check_visibility().wrong["work_group"] == [group.pk]
    assert sees(create_user(), group)
