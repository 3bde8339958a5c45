"""Work groups in the admin: who makes and changes them sees only the groups, and the people, that they may."""

from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.test import Client

from cms.access.actions import restrict
from cms.people.models import User, WorkGroup
from tests.factories.access import create_audience
from tests.factories.pages import create_home
from tests.factories.people import create_editor, create_superuser, create_user
from tests.factories.work_groups import create_group

pytestmark = pytest.mark.django_db


@pytest.fixture
def keeper(client: Client) -> User:
    """Somebody who manages groups and is no administrator, signed in."""
    person = create_editor(create_home(), name="Kim Keeper", email="kim@plein.example")
    person.user_permissions.set(Permission.objects.filter(content_type__model="workgroup"))
    client.force_login(person)
    return person


def form(**changes: Any) -> dict[str, Any]:
    return {
        "name": "Fietspaden", "kind": "project", "language": "nl", "description": "", "owners": "", "members": "",
        **changes,
    }  # fmt: skip


def inside(group: WorkGroup) -> dict[str, str]:
    return dict(group.memberships.values_list("user__email", "role"))


def test_a_group_is_made_with_the_people_in_it(client: Client, keeper: User) -> None:
    create_user(email="eva@plein.example"), create_user(email="bob@plein.example")
    answer = client.post("/admin/work-groups/new/", form(owners="eva@plein.example", members="bob@plein.example"))

    assert answer.status_code == 302
    group = WorkGroup.objects.get()
    assert (group.slug, group.is_open) == ("fietspaden", False)
    assert inside(group) == {"eva@plein.example": "owner", "bob@plein.example": "member"}


def test_a_group_with_members_needs_an_owner(client: Client, keeper: User) -> None:
    create_user(email="bob@plein.example")
    answer = client.post("/admin/work-groups/new/", form(members="bob@plein.example"))
    assert answer.status_code == 200
    assert WorkGroup.objects.count() == 0


def test_a_group_that_does_not_open_is_not_there(client: Client, keeper: User) -> None:
    hidden = create_group("Geheime groep", owner=create_user("Eva Visser"))
    create_group("Open groep", is_open=True)

    listed = client.get("/admin/work-groups/").content.decode()
    assert "Open groep" in listed
    assert "Geheime groep" not in listed
    for door in ("edit", "delete", "history", "usage"):
        answer = client.get(f"/admin/work-groups/{door}/{hidden.pk}/")
        assert answer.status_code == 404, door
    assert client.post(f"/admin/work-groups/edit/{hidden.pk}/", form()).status_code == 404
    assert WorkGroup.objects.get(pk=hidden.pk).name == "Geheime groep"


def test_whom_the_keeper_does_not_see_stays_and_cannot_be_named(client: Client, keeper: User) -> None:
    eva, bob = create_user(email="eva@plein.example"), create_user(email="bob@plein.example")
    group = create_group(is_open=True, owner=eva)
    restrict(kind="directory", key="people", audiences=[create_audience("Directie", people=[create_superuser(), bob])])

    shown = client.get(f"/admin/work-groups/edit/{group.pk}/").content.decode()
    assert "eva@plein.example" not in shown
    refused = client.post(f"/admin/work-groups/edit/{group.pk}/", form(members="bob@plein.example", is_open="on"))
    assert refused.status_code == 200
    assert client.post(f"/admin/work-groups/edit/{group.pk}/", form(name="Paden", is_open="on")).status_code == 302
    group.refresh_from_db()
    assert (group.name, inside(group)) == ("Paden", {"eva@plein.example": "owner"})
