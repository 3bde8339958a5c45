"""Work groups on their screens: found, joined, left, answered, and looked after."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from cms.folders.actions import create_folder, plan_meeting
from cms.graphql_kit.ids import to_global_id
from cms.people.models import Invitation, Membership, User, WorkGroup
from cms.people.models.work_group import MembershipRole
from tests.factories.people import create_user
from tests.factories.work_groups import create_group
from tests.site.web.test_pages import seen, words

pytestmark = pytest.mark.usefixtures("city")


@pytest.fixture
def colleague(db: None) -> User:
    return create_user("Noor Bakker")


@pytest.fixture
def group(employee: User, colleague: User) -> WorkGroup:
    """Eva looks after it, Noor is in it."""
    return create_group("Ondernemingsraad", owner=employee, members=[colleague])


def of(group: WorkGroup) -> str:
    return f"/groepen/{group.slug}/"


def person_id(user: User) -> str:
    return to_global_id("Person", user.profile.pk)


def roles(group: WorkGroup) -> dict[str, str]:
    return {each.user.get_full_name(): each.role for each in group.memberships.select_related("user")}


def test_groups_are_listed_and_narrowed(employee_client: Client, group: WorkGroup, colleague: User) -> None:
    create_group("Lunchlopers", is_open=True, kind="interest")
    create_group("Geheim overleg", owner=colleague)

    screen = seen(employee_client.get("/groepen/"))
    narrowed = seen(employee_client.get("/groepen/", {"name": "lunch"}))

    assert words(screen, "[aria-labelledby=own-title] li a") == ["Ondernemingsraad"]
    assert words(screen, "#all li a") == ["Lunchlopers", "Ondernemingsraad"]
    assert words(narrowed, "#all li a") == ["Lunchlopers"]
    assert screen.select_one(".account a[href='/groepen/']")


def test_a_group_shows_its_people_folders_and_meetings(
    employee_client: Client, employee: User, group: WorkGroup
) -> None:
    folder = create_folder(name="Vergaderstukken", by=employee, work_group=group)
    plan_meeting(folder, title="Straks", held_at=timezone.now() + timedelta(days=3), by=employee)

    screen = seen(employee_client.get(of(group)))

    assert words(screen, ".contact-name a") == ["Noor Bakker", "Eva de Vries"]
    assert words(screen, "[aria-labelledby=folders-title] li a") == ["Vergaderstukken"]
    assert words(screen, "[aria-labelledby=meetings-title] li a") == ["Straks"]


def test_somebody_joins_an_open_group_and_leaves_it(employee_client: Client, employee: User, colleague: User) -> None:
    group = create_group("Lunchlopers", is_open=True, owner=colleague)

    employee_client.post(of(group), {"act": "join"})
    assert roles(group) == {"Noor Bakker": "owner", "Eva de Vries": "member"}

    employee_client.post(of(group), {"act": "leave"})
    assert roles(group) == {"Noor Bakker": "owner"}


def test_a_closed_group_is_not_there_for_others_and_nothing_changes(client: Client, group: WorkGroup) -> None:
    stranger = create_user("Sam Smit")
    client.force_login(stranger)
    for address in (of(group), f"{of(group)}beheer/"):
        assert client.get(address).status_code == 404
        for act in ("join", "accept", "leave", "archive", "invite"):
            assert client.post(address, {"act": act, "person": person_id(stranger)}).status_code == 404

    assert roles(group) == {"Eva de Vries": "owner", "Noor Bakker": "member"}
    assert not Invitation.objects.exists()


def test_a_member_does_not_look_after_a_group(client: Client, group: WorkGroup, colleague: User) -> None:
    client.force_login(colleague)

    assert not seen(client.get(of(group))).select("a[href$='/beheer/']")
    assert client.get(f"{of(group)}beheer/").status_code == 404
    assert client.post(f"{of(group)}beheer/", {"act": "archive"}).status_code == 404
    assert WorkGroup.objects.get().archived_at is None


def test_invitations_are_answered(client: Client, group: WorkGroup) -> None:
    one, other = create_user("Sam Smit"), create_user("Tess Tol")
    for person in (one, other):
        Invitation.objects.create(group=group, user=person)
    client.force_login(one)
    assert words(seen(client.get("/groepen/")), "[aria-labelledby=invitations-title] li > a") == ["Ondernemingsraad"]

    client.post(of(group), {"act": "accept"})
    client.force_login(other)
    answer = client.post(of(group), {"act": "decline"})

    assert answer["Location"] == "/groepen/"
    assert roles(group) == {"Eva de Vries": "owner", "Noor Bakker": "member", "Sam Smit": "member"}
    assert not Invitation.objects.exists()


def test_the_last_owner_is_told_to_make_another_first(employee_client: Client, group: WorkGroup) -> None:
    answer = employee_client.post(f"/en{of(group)}", {"act": "leave"})

    assert answer.status_code == 422
    assert words(seen(answer), "#refused li") == ["This is the last owner. Make somebody else owner first."]
    assert roles(group)["Eva de Vries"] == "owner"


def test_an_owner_invites_whom_a_search_finds_and_withdraws_it(employee_client: Client, group: WorkGroup) -> None:
    sam = create_user("Sam Smit")
    address = f"{of(group)}beheer/"
    found = seen(employee_client.get(address, {"name": "smit"})).select_one("#invite input[name=person]")["value"]

    employee_client.post(address, {"act": "invite", "person": found})
    assert [each.user for each in Invitation.objects.all()] == [sam]

    employee_client.post(address, {"act": "withdraw", "person": found})
    assert not Invitation.objects.exists()


def test_an_owner_hands_on_and_puts_out(employee_client: Client, group: WorkGroup, colleague: User) -> None:
    address, noor = f"{of(group)}beheer/", person_id(colleague)

    employee_client.post(address, {"act": "owner", "person": noor})
    assert roles(group)["Noor Bakker"] == MembershipRole.OWNER
    employee_client.post(address, {"act": "member", "person": noor})
    assert roles(group)["Noor Bakker"] == MembershipRole.MEMBER
    employee_client.post(address, {"act": "remove", "person": noor})

    assert not Membership.objects.filter(user=colleague).exists()


def test_a_group_is_archived_and_taken_up_again(employee_client: Client, group: WorkGroup) -> None:
    address = f"{of(group)}beheer/"

    employee_client.post(address, {"act": "archive"})
    assert WorkGroup.objects.get().is_archived
    assert not seen(employee_client.get(address)).select("#invite")

    employee_client.post(address, {"act": "reopen"})
    assert not WorkGroup.objects.get().is_archived


def test_what_nobody_offers_is_not_there(employee_client: Client, group: WorkGroup) -> None:
    for address in (of(group), f"{of(group)}beheer/"):
        assert employee_client.post(address, {"act": "explode"}).status_code == 404
