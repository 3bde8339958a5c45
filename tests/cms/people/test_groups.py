"""Who comes into a group, who goes, and who looks after it."""

import pytest
from django.contrib.auth.models import Permission
from django.core.exceptions import PermissionDenied

from cms.activity.models import AuditEntry
from cms.people.actions import (
    GroupRefusedError,
    accept_invitation,
    archive_group,
    deactivate_person,
    decline_invitation,
    invite_to_group,
    join_group,
    leave_group,
    looks_after,
    make_member,
    make_owner,
    remove_member,
    reopen_group,
    withdraw_invitation,
)
from cms.people.actions import create_group as make_group
from cms.people.models import User, WorkGroup
from tests.factories.people import create_superuser, create_user
from tests.factories.work_groups import create_group

pytestmark = pytest.mark.django_db


def inside(group: WorkGroup) -> dict[User, str]:
    return {each.user: each.role for each in group.memberships.select_related("user")}


def refusal(act: object, *args: object, **kwargs: object) -> str:
    with pytest.raises(GroupRefusedError) as raised:
        act(*args, **kwargs)  # type: ignore[operator]
    return str(raised.value.code)


def test_only_who_may_make_groups_makes_one_and_looks_after_it() -> None:
    eva = create_user()
    with pytest.raises(PermissionDenied):
        make_group(name="Fietspaden", by=eva)
    assert WorkGroup.objects.count() == 0

    eva.user_permissions.add(Permission.objects.get(codename="add_workgroup"))
    eva = User.objects.get(pk=eva.pk)
    first, second = make_group(name="Fietspaden", by=eva), make_group(name="Fietspaden", by=eva)

    assert (first.slug, second.slug) == ("fietspaden", "fietspaden-2")
    assert inside(first) == {eva: "owner"}
    entry = AuditEntry.objects.filter(act="work_group.changed").order_by("pk").first()
    assert entry is not None
    assert (entry.by_id, entry.thing_id, entry.details["what"]) == (eva.pk, str(first.pk), "made")


def test_an_open_group_is_joined_and_left() -> None:
    eva, bob = create_user("Eva Visser"), create_user("Bob Bos")
    group = create_group(is_open=True, owner=eva)

    join_group(group, by=bob)
    join_group(group, by=bob)
    assert inside(group) == {eva: "owner", bob: "member"}

    leave_group(group, by=bob)
    leave_group(group, by=bob)
    assert inside(group) == {eva: "owner"}


def test_a_group_by_invitation_is_not_joined_without_one() -> None:
    eva, bob = create_user("Eva Visser"), create_user("Bob Bos")
    group = create_group(owner=eva)

    assert refusal(join_group, group, by=bob) == "by_invitation"
    assert refusal(accept_invitation, group, by=bob) == "not_invited"
    assert refusal(decline_invitation, group, by=bob) == "not_invited"
    assert inside(group) == {eva: "owner"}


def test_owners_invite_and_who_is_invited_answers_once() -> None:
    eva, bob, cas = create_user("Eva Visser"), create_user("Bob Bos"), create_user("Cas Maas")
    group = create_group(owner=eva)
    for person in (bob, cas):
        invite_to_group(group, person, by=eva)
        invite_to_group(group, person, by=eva)
    assert group.invitations.count() == 2

    accept_invitation(group, by=bob)
    decline_invitation(group, by=cas)

    assert inside(group) == {eva: "owner", bob: "member"}
    assert group.invitations.count() == 0
    assert refusal(accept_invitation, group, by=cas) == "not_invited"
    assert invite_to_group(group, bob, by=eva) is None


def test_an_invitation_that_was_withdrawn_cannot_be_accepted() -> None:
    eva, bob = create_user("Eva Visser"), create_user("Bob Bos")
    group = create_group(owner=eva, invited=[bob])

    withdraw_invitation(group, bob, by=eva)

    assert refusal(accept_invitation, group, by=bob) == "not_invited"
    assert inside(group) == {eva: "owner"}


@pytest.mark.parametrize("act", [invite_to_group, remove_member, make_owner, make_member, withdraw_invitation])
def test_members_do_nothing_to_others(act: object) -> None:
    eva, bob, cas = create_user("Eva Visser"), create_user("Bob Bos"), create_user("Cas Maas")
    group = create_group(owner=eva, members=[bob], invited=[cas])

    for person in (eva, bob, cas):
        with pytest.raises(PermissionDenied):
            act(group, person, by=bob)  # type: ignore[operator]

    assert inside(group) == {eva: "owner", bob: "member"}
    assert list(group.invitations.values_list("user", flat=True)) == [cas.pk]


def test_the_last_owner_stays_while_others_are_in_the_group() -> None:
    eva, bob = create_user("Eva Visser"), create_user("Bob Bos")
    group = create_group(owner=eva, members=[bob])

    assert refusal(leave_group, group, by=eva) == "last_owner"
    assert refusal(make_member, group, eva, by=eva) == "last_owner"
    assert inside(group) == {eva: "owner", bob: "member"}

    make_owner(group, bob, by=eva)
    leave_group(group, by=eva)
    assert inside(group) == {bob: "owner"}
    leave_group(group, by=bob)
    assert inside(group) == {}


def test_an_owner_whose_account_is_closed_is_none() -> None:
    eva, bob, cas = create_user("Eva Visser"), create_user("Bob Bos"), create_user("Cas Maas")
    group = create_group(owner=eva, members=[bob, cas])

    deactivate_person(eva, by=None)

    assert inside(group) == {eva: "owner", bob: "owner", cas: "member"}
    assert looks_after(User.objects.get(pk=eva.pk), group) is False


def test_who_is_in_it_longest_looks_after_a_group_whose_owner_is_deleted() -> None:
    eva, bob, cas = create_user("Eva Visser"), create_user("Bob Bos"), create_user("Cas Maas")
    group = create_group(owner=eva, members=[bob, cas])

    eva.delete()

    assert inside(group) == {bob: "owner", cas: "member"}


def test_several_accounts_deleted_at_once_leave_an_owner() -> None:
    eva, bob, cas = create_user("Eva Visser"), create_user("Bob Bos"), create_user("Cas Maas")
    group = create_group(owner=eva, members=[bob, cas])

    User.objects.filter(pk__in=[eva.pk, bob.pk]).delete()

    assert inside(group) == {cas: "owner"}


def test_nobody_comes_into_an_archived_group_until_it_opens_again() -> None:
    eva, bob, cas = create_user("Eva Visser"), create_user("Bob Bos"), create_user("Cas Maas")
    group = create_group(is_open=True, owner=eva, invited=[bob])

    archive_group(group, by=eva)

    assert refusal(join_group, group, by=cas) == "archived"
    assert refusal(accept_invitation, group, by=bob) == "archived"
    assert refusal(invite_to_group, group, cas, by=eva) == "archived"
    assert inside(group) == {eva: "owner"}

    reopen_group(group, by=eva)
    join_group(group, by=cas)
    assert inside(group) == {eva: "owner", cas: "member"}


def test_a_closed_account_is_neither_invited_nor_made_owner() -> None:
    eva, bob = create_user("Eva Visser"), create_user("Bob Bos")
    group = create_group(owner=eva, members=[bob])
    User.objects.filter(pk=bob.pk).update(is_active=False)
    gone = User.objects.get(pk=bob.pk)

    assert refusal(make_owner, group, gone, by=eva) == "account_closed"
    assert refusal(invite_to_group, group, gone, by=eva) == "account_closed"
    assert inside(group) == {eva: "owner", bob: "member"}


def test_administrators_look_after_every_group() -> None:
    eva, ada = create_user("Eva Visser"), create_superuser()
    group = create_group(owner=eva)

    invite_to_group(group, ada, by=ada)
    remove_member(group, eva, by=ada)

    assert inside(group) == {}
    assert refusal(remove_member, group, eva, by=ada) == "not_a_member"
