"""Work groups through the API: who sees them, whom they show, and what people do with them."""

from typing import Any

import pytest
from django.contrib.auth.models import Permission
from pytest_django import DjangoAssertNumQueries

from cms.graphql_kit.ids import to_global_id
from cms.people.models import User, WorkGroup
from search.sync import catch_up
from tests.factories.asking import answer_to, ask, error_of
from tests.factories.people import create_partner, create_superuser, create_user
from tests.factories.work_groups import create_group

pytestmark = pytest.mark.django_db

LIST = "{ workGroups { totalCount nodes { name standing } } }"
WHOLE = """query($slug: String) { workGroup(slug: $slug) {
  name kind isOpen isArchived description language standing
  owners { name } members { totalCount nodes { name } } invited { name }
} }"""
SEARCH = "query($q: String!) { search(query: $q, filter: { kind: [GROUP] }) { totalCount nodes { kind title url } } }"


def id_of(group: WorkGroup) -> str:
    return to_global_id("WorkGroup", group.pk)


def person_id(user: User) -> str:
    return to_global_id("Person", user.profile.pk)


def act(name: str, group: WorkGroup, *, by: User | None, person: User | None = None, more: str = "") -> Any:
    other = f', person: "{person_id(person)}"' if person else ""
    text = f'mutation {{ {name}(group: "{id_of(group)}"{other}{more}) {{ group {{ name standing }} }} }}'
    answer = answer_to(text, by=by)
    if answer.errors:
        (error,) = answer.errors
        return error["extensions"].get("reason") or error["extensions"]["code"]
    assert answer.data is not None
    return answer.data[name]["group"]


def names(by: User | None) -> dict[str, str]:
    return {each["name"]: each["standing"] for each in ask(LIST, by=by)["workGroups"]["nodes"]}


def test_groups_are_listed_to_those_who_may_know_of_them() -> None:
    eva, partner = create_user(), create_partner()
    create_group("Open", is_open=True, owner=eva)
    create_group("Samen", is_open=True, kind="partner")
    create_group("Gesloten", members=[eva])
    create_group("Gevraagd", invited=[partner])

    assert names(None) == {}
    assert names(partner) == {"Gevraagd": "INVITED", "Samen": "NONE"}
    assert names(create_user()) == {"Open": "NONE", "Samen": "NONE"}
    assert names(eva) == {"Gesloten": "MEMBER", "Open": "OWNER", "Samen": "NONE"}
    assert ask(LIST, by=partner)["workGroups"]["totalCount"] == 2


def test_a_group_tells_who_is_in_it_as_far_as_the_directory_allows() -> None:
    eva, bob, cas = create_user("Eva Visser"), create_user("Bob Bos"), create_user("Cas Maas")
    partner = create_partner("Pia Partner")
    group = create_group("Fietspaden", owner=eva, members=[bob, partner], invited=[cas], description="Wij meten.")

    seen = ask(WHOLE, {"slug": group.slug}, by=eva)["workGroup"]
    assert seen == {
        "name": "Fietspaden", "kind": "PROJECT", "isOpen": False, "isArchived": False, "description": "Wij meten.",
        "language": "nl", "standing": "OWNER", "owners": [{"name": "Eva Visser"}],
        "members": {"totalCount": 3, "nodes": [{"name": "Bob Bos"}, {"name": "Pia Partner"}, {"name": "Eva Visser"}]},
        "invited": [{"name": "Cas Maas"}],
    }  # fmt: skip
    assert ask(WHOLE, {"slug": group.slug}, by=bob)["workGroup"]["invited"] == []
    for_partner = ask(WHOLE, {"slug": group.slug}, by=partner)["workGroup"]
    assert (for_partner["owners"], for_partner["members"]) == ([], {"totalCount": 0, "nodes": []})
    assert ask(WHOLE, {"slug": group.slug}, by=create_user())["workGroup"] is None


def test_many_groups_cost_what_one_costs(django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    eva = create_user()
    text = "{ workGroups { nodes { standing owners { name } members(first: 2) { totalCount nodes { name } } } } }"
    for number in range(2):
        create_group(f"Groep {number}", owner=eva, members=[create_user()])
    ask(text, by=eva)
    with django_assert_max_num_queries(12) as few:
        ask(text, by=eva)
    for number in range(6):
        create_group(f"Meer {number}", owner=eva, members=[create_user()])
    with django_assert_max_num_queries(len(few)):
        ask(text, by=eva)


def test_the_viewer_has_groups_and_invitations() -> None:
    eva = create_user()
    create_group("Open", is_open=True)
    create_group("Mijn", members=[eva])
    create_group("Gevraagd", invited=[eva])

    viewer = ask("{ viewer { groups { name } invitations { name } } }", by=eva)["viewer"]

    assert viewer == {"groups": [{"name": "Mijn"}], "invitations": [{"name": "Gevraagd"}]}


def test_a_group_is_found_by_its_id_by_those_who_may_know_of_it() -> None:
    eva, group = create_user(), create_group("Gesloten")
    text = f'{{ node(id: "{id_of(group)}") {{ id ... on WorkGroup {{ name }} }} }}'
    assert ask(text, by=eva)["node"] is None
    assert ask(text, by=create_superuser())["node"] == {"id": id_of(group), "name": "Gesloten"}


def test_people_join_and_leave_open_groups() -> None:
    eva, group = create_user(), create_group("Open", is_open=True, owner=create_user("Bob Bos"))

    assert act("groupJoin", group, by=eva) == {"name": "Open", "standing": "MEMBER"}
    assert act("groupLeave", group, by=eva) == {"name": "Open", "standing": "NONE"}
    assert act("groupJoin", group, by=None) == "UNAUTHENTICATED" or act("groupJoin", group, by=None) == "NOT_FOUND"


def test_a_group_is_gone_for_who_leaves_it() -> None:
    eva, group = create_user(), create_group(owner=create_user("Bob Bos"))
    group.memberships.create(user=eva)
    assert act("groupLeave", group, by=eva) is None
    assert act("groupLeave", group, by=eva) == "NOT_FOUND"


def test_owners_invite_and_the_invited_answer() -> None:
    eva, bob, cas = create_user("Eva Visser"), create_user("Bob Bos"), create_user("Cas Maas")
    group = create_group("Dicht", owner=eva)

    assert act("groupJoin", group, by=bob) == "NOT_FOUND"
    for person in (bob, cas):
        assert act("groupInvite", group, by=eva, person=person) == {"name": "Dicht", "standing": "OWNER"}
    assert act("groupJoin", group, by=bob) == "by_invitation"
    assert act("groupInvitationAnswer", group, by=bob, more=", accept: true") == {"name": "Dicht", "standing": "MEMBER"}
    assert act("groupInvitationAnswer", group, by=cas, more=", accept: false") is None
    assert names(bob) == {"Dicht": "MEMBER"}
    assert names(cas) == {}


@pytest.mark.parametrize(
    "name",
    ["groupInvite", "groupInvitationWithdraw", "groupMemberRemove", "groupOwnerAdd", "groupOwnerRemove"],
)
def test_only_owners_do_something_to_others(name: str) -> None:
    eva, bob, cas = create_user("Eva Visser"), create_user("Bob Bos"), create_user("Cas Maas")
    group = create_group(owner=eva, members=[bob], invited=[cas])

    assert [act(name, group, by=bob, person=person) for person in (eva, bob, cas)] == ["FORBIDDEN"] * 3
    assert act(name, group, by=create_user(), person=eva) == "NOT_FOUND"
    assert act(name, group, by=None, person=eva) == "UNAUTHENTICATED"
    assert list(group.memberships.values_list("user", "role")) == [(eva.pk, "owner"), (bob.pk, "member")]
    assert group.invitations.count() == 1


@pytest.mark.parametrize("name", ["groupArchive", "groupReopen"])
def test_only_owners_close_a_group(name: str) -> None:
    bob = create_user("Bob Bos")
    group = create_group(owner=create_user(), members=[bob])
    assert act(name, group, by=bob) == "FORBIDDEN"
    assert WorkGroup.objects.get().archived_at is None


def test_an_archived_group_is_asked_for_apart() -> None:
    eva = create_user()
    group = create_group("Klaar", owner=eva)
    assert act("groupArchive", group, by=eva) == {"name": "Klaar", "standing": "OWNER"}
    assert names(eva) == {}
    found = ask("{ workGroups(filter: { isArchived: true }) { nodes { name } } }", by=eva)
    assert found["workGroups"]["nodes"] == [{"name": "Klaar"}]


def test_somebody_whom_the_asker_may_not_see_is_not_there_to_be_invited() -> None:
    partner = create_partner("Pia Partner")
    group = create_group(owner=partner)
    assert act("groupInvite", group, by=partner, person=create_user()) == "NOT_FOUND"
    assert group.invitations.count() == 0


def test_who_may_make_groups_makes_one() -> None:
    eva = create_user()
    text = """mutation($name: String!) { groupCreate(input: { name: $name, kind: INTEREST, isOpen: true }) {
      group { name slug kind isOpen language standing } } }"""
    assert error_of(text, {"name": "Breien"}, by=eva)["code"] == "FORBIDDEN"
    assert WorkGroup.objects.count() == 0

    eva.user_permissions.add(Permission.objects.get(codename="add_workgroup"))
    made = ask(text, {"name": " Breien  en haken "}, by=eva)["groupCreate"]["group"]
    assert made == {
        "name": "Breien en haken", "slug": "breien-en-haken", "kind": "INTEREST", "isOpen": True, "language": "nl",
        "standing": "OWNER",
    }  # fmt: skip
    assert error_of(text, {"name": " "}, by=eva)["code"] == "INVALID_INPUT"
    assert error_of(text, {"name": "a" * 121}, by=eva)["code"] == "INVALID_INPUT"
    undescribed = """mutation { groupCreate(input: { name: "Stil", kind: INTEREST, isOpen: true, description: null }) {
      group { description } } }"""
    assert ask(undescribed, by=eva)["groupCreate"]["group"] == {"description": ""}


def test_a_group_is_found_by_those_who_may_know_of_it() -> None:
    eva = create_user()
    group = create_group("Fietspaden", members=[eva])
    catch_up()

    found = ask(SEARCH, {"q": "fietspaden"}, by=eva)["search"]
    assert found == {
        "totalCount": 1,
        "nodes": [{"kind": "GROUP", "title": "Fietspaden", "url": f"/groepen/{group.slug}/"}],
    }
    assert ask(SEARCH, {"q": "fietspaden"}, by=create_user())["search"] == {"totalCount": 0, "nodes": []}
    assert ask(SEARCH, {"q": "fietspaden"})["search"]["totalCount"] == 0
