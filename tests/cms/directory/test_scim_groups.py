"""Another system keeps groups of readers. None of them gives more than reading."""

import json
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission

from cms.access.policy import may_see
from cms.access.readers import reader_for
from cms.activity.models import AuditEntry
from cms.directory.models import ProvisionedGroup
from cms.people.models import User
from tests.cms.directory.scim import ERROR, GROUP, TOKEN, Keeper
from tests.factories.access import create_audience, restrict_page
from tests.factories.pages import create_article, create_home, create_theme
from tests.factories.people import create_editing_group, create_user

pytestmark = pytest.mark.django_db


def make(keeper: Keeper, name: str = "Tour Guides", *members: User) -> Group:
    inside = [{"value": str(member.pk), "display": str(member)} for member in members]
    body = {"schemas": [GROUP], "displayName": name, "externalId": f"id-of-{name}", "members": inside}
    answer = keeper.ask("POST", "Groups", body)
    assert answer.status_code == 201, answer.content
    return Group.objects.get(pk=json.loads(answer.content)["id"])


def people_in(group: Group) -> set[str]:
    return {person.first_name for person in group.user_set.all()}  # type: ignore[attr-defined]


def test_a_group_is_made_with_its_members(keeper: Keeper) -> None:
    babs = create_user("Babs Jensen")

    group = make(keeper, "Tour Guides", babs)

    told = keeper.read(f"Groups/{group.pk}")
    address = "http://localhost:8000/scim/v2"
    assert (told["displayName"], told["externalId"], told["meta"]["resourceType"]) == (
        "Tour Guides",
        "id-of-Tour Guides",
        "Group",
    )
    assert told["members"] == [
        {"value": str(babs.pk), "display": "Babs Jensen", "type": "User", "$ref": f"{address}/Users/{babs.pk}"}
    ]
    assert keeper.read(f"Users/{babs.pk}")["groups"] == [
        {"value": str(group.pk), "display": "Tour Guides", "type": "direct", "$ref": f"{address}/Groups/{group.pk}"}
    ]
    assert not group.permissions.exists()


def test_members_come_and_go_as_in_the_rfc(keeper: Keeper) -> None:
    babs, james, ann = create_user("Babs"), create_user("James"), create_user("Ann")
    group = make(keeper, "Tour Guides", babs)
    place = f"Groups/{group.pk}"

    answer = keeper.patch(
        place, {"op": "add", "path": "members", "value": [{"display": "James", "value": str(james.pk)}]}
    )
    assert (answer.status_code, people_in(group)) == (204, {"Babs", "James"})

    keeper.patch(place, {"op": "remove", "path": f'members[value eq "{babs.pk}"]'})
    assert people_in(group) == {"James"}

    keeper.patch(
        place, {"op": "remove", "path": "members"}, {"op": "add", "path": "members", "value": [{"value": str(ann.pk)}]}
    )
    assert people_in(group) == {"Ann"}

    keeper.patch(place, {"op": "remove", "path": "members"})
    assert people_in(group) == set()


def test_members_come_and_go_as_entra_says_it(keeper: Keeper) -> None:
    babs, james = create_user("Babs"), create_user("James")
    group = make(keeper, "Tour Guides", babs)
    place = f"Groups/{group.pk}"

    keeper.patch(place, {"op": "Add", "path": "members", "value": [{"$ref": None, "value": str(james.pk)}]})
    keeper.patch(place, {"op": "Remove", "path": "members", "value": [{"$ref": None, "value": str(babs.pk)}]})
    keeper.patch(place, {"op": "Replace", "value": {"id": str(group.pk), "displayName": "Gidsen"}})

    group.refresh_from_db()
    assert (group.name, people_in(group)) == ("Gidsen", {"James"})


def test_a_replacement_lets_nobody_else_in(keeper: Keeper) -> None:
    babs, james = create_user("Babs"), create_user("James")
    group = make(keeper, "Tour Guides", babs)
    body = {"schemas": [GROUP], "displayName": "Tour Guides", "members": [{"value": str(james.pk)}]}

    assert keeper.ask("PUT", f"Groups/{group.pk}", body).status_code == 200

    assert people_in(group) == {"James"}


def test_rights_follow_the_group_at_the_next_request(keeper: Keeper) -> None:
    babs = create_user("Babs Jensen")
    group = make(keeper)
    page = create_article(create_theme(create_home()), "Geheim", publish=True)
    restrict_page(page, create_audience("Gidsen", groups=[group]))
    assert not may_see(reader_for(User.objects.get(pk=babs.pk)), page)

    keeper.patch(f"Groups/{group.pk}", {"op": "add", "path": "members", "value": [{"value": str(babs.pk)}]})
    assert may_see(reader_for(User.objects.get(pk=babs.pk)), page)

    keeper.patch(f"Groups/{group.pk}", {"op": "remove", "path": f'members[value eq "{babs.pk}"]'})
    assert not may_see(reader_for(User.objects.get(pk=babs.pk)), page)


@pytest.mark.parametrize("value", ["999999", "nobody", ""])
def test_a_member_that_is_nobody_is_refused_and_nothing_changed(keeper: Keeper, value: str) -> None:
    group = make(keeper, "Tour Guides", create_user("Babs"))

    answer = keeper.patch(
        f"Groups/{group.pk}",
        {"op": "replace", "path": "displayName", "value": "Gidsen"},
        {"op": "add", "path": "members", "value": [{"value": value}]},
    )

    group.refresh_from_db()
    assert (answer.status_code, json.loads(answer.content)["scimType"]) == (400, "invalidValue")
    assert (group.name, people_in(group)) == ("Tour Guides", {"Babs"})


def test_a_group_of_the_admin_is_neither_seen_nor_touched(keeper: Keeper) -> None:
    eva, editors = create_user("Eva"), create_editing_group()
    joining = {"op": "add", "path": "members", "value": [{"value": str(eva.pk)}]}

    answers = [
        keeper.ask("GET", f"Groups/{editors.pk}"),
        keeper.patch(f"Groups/{editors.pk}", joining),
        keeper.ask("PUT", f"Groups/{editors.pk}", {"schemas": [GROUP], "displayName": editors.name}),
        keeper.ask("DELETE", f"Groups/{editors.pk}"),
    ]

    assert [answer.status_code for answer in answers] == [404] * 4
    assert keeper.read("Groups")["totalResults"] == 0
    assert (people_in(editors), Group.objects.filter(pk=editors.pk).exists()) == (set(), True)


def test_a_name_that_a_group_has_is_not_taken_over(keeper: Keeper) -> None:
    editors = create_editing_group()
    mine = make(keeper)

    made = keeper.ask("POST", "Groups", {"schemas": [GROUP], "displayName": editors.name.upper()})
    renamed = keeper.patch(f"Groups/{mine.pk}", {"op": "replace", "path": "displayName", "value": editors.name})

    assert [(each.status_code, json.loads(each.content)["scimType"]) for each in (made, renamed)] == [
        (409, "uniqueness")
    ] * 2
    assert not ProvisionedGroup.objects.filter(group=editors).exists()


def test_a_group_that_was_given_rights_later_is_closed_to_scim(keeper: Keeper) -> None:
    eva, group = create_user("Eva"), make(keeper)
    group.permissions.add(Permission.objects.get(codename="access_admin"))

    answers = [
        keeper.patch(f"Groups/{group.pk}", {"op": "add", "path": "members", "value": [{"value": str(eva.pk)}]}),
        keeper.ask("PUT", f"Groups/{group.pk}", {"schemas": [GROUP], "displayName": "Gidsen"}),
        keeper.ask("DELETE", f"Groups/{group.pk}"),
    ]

    group.refresh_from_db()
    assert [answer.status_code for answer in answers] == [403] * 3
    assert json.loads(answers[0].content)["schemas"] == [ERROR]
    assert (group.name, people_in(group)) == ("Tour Guides", set())


def test_a_group_that_the_settings_give_is_filled_but_not_made_renamed_or_deleted(
    keeper: Keeper, settings: Any
) -> None:
    eva, editors = create_user("Eva"), create_editing_group()
    settings.SCIM_MANAGED_GROUPS = [editors.name, "Not there"]

    found = keeper.client.get(
        "/scim/v2/Groups", {"filter": f'displayName eq "{editors.name}"'}, headers={"Authorization": f"Bearer {TOKEN}"}
    )
    joined = keeper.patch(f"Groups/{editors.pk}", {"op": "add", "path": "members", "value": [{"value": str(eva.pk)}]})
    refused = [
        keeper.patch(f"Groups/{editors.pk}", {"op": "replace", "path": "displayName", "value": "Gidsen"}),
        keeper.ask("DELETE", f"Groups/{editors.pk}"),
        keeper.ask("POST", "Groups", {"schemas": [GROUP], "displayName": "Not there"}),
    ]

    assert [each["id"] for each in json.loads(found.content)["Resources"]] == [str(editors.pk)]
    assert (joined.status_code, people_in(editors)) == (204, {"Eva"})
    assert [answer.status_code for answer in refused] == [403] * 3
    assert Group.objects.filter(name=editors.name).exists()
    assert not Group.objects.filter(name="Not there").exists()


def test_a_group_that_scim_made_it_may_delete(keeper: Keeper) -> None:
    group = make(keeper, "Tour Guides", create_user("Babs"))

    assert keeper.ask("DELETE", f"Groups/{group.pk}").status_code == 204

    assert not Group.objects.filter(pk=group.pk).exists()
    assert User.objects.count() == 1


def test_groups_are_found_by_name_external_id_and_member(keeper: Keeper) -> None:
    babs = create_user("Babs")
    group = make(keeper, "Tour Guides", babs)
    make(keeper, "Koks")
    asked = [
        'displayName eq "tour guides"', 'externalId eq "id-of-Tour Guides"',
        f'id eq "{group.pk}" and members eq "{babs.pk}"', f'members[value eq "{babs.pk}"]',
    ]  # fmt: skip

    for each in asked:
        answer = keeper.client.get(
            "/scim/v2/Groups", {"filter": each, "excludedAttributes": "members"},
            headers={"Authorization": f"Bearer {TOKEN}"},
        )  # fmt: skip
        found = json.loads(answer.content)["Resources"]
        assert [(told["id"], "members" in told) for told in found] == [(str(group.pk), False)], each


def test_who_is_deleted_is_in_no_group_of_scim(keeper: Keeper) -> None:
    babs = create_user("Babs")
    group = make(keeper, "Tour Guides", babs)

    keeper.ask("DELETE", f"Users/{babs.pk}")

    assert people_in(group) == set()
    assert "members" not in keeper.read(f"Groups/{group.pk}")


def test_changes_of_a_group_are_in_the_audit_log(keeper: Keeper) -> None:
    babs = create_user("Babs")
    group = make(keeper, "Tour Guides")
    keeper.patch(f"Groups/{group.pk}", {"op": "add", "path": "members", "value": [{"value": str(babs.pk)}]})

    told = AuditEntry.objects.filter(act="group.provisioned").order_by("pk")
    assert [(each.by_id, each.details["by"], each.details["what"]) for each in told] == [
        (None, "scim", "made"), (None, "scim", "members"),
    ]  # fmt: skip
    assert AuditEntry.objects.filter(act="account.groups_changed", thing_id=str(babs.pk)).count() == 1
