"""What the audit log learns of accounts and their rights."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.urls import reverse
from wagtail.models import Page

from cms.activity.models import AuditEntry
from cms.people.actions import deactivate_person, issue_api_token, revoke_api_token
from tests.factories.people import PASSWORD, create_editing_group, create_superuser, create_user

pytestmark = pytest.mark.django_db


def entries(*acts):
    return list(AuditEntry.objects.filter(act__in=acts).order_by("pk"))


def sign_in(client, email, password):
    return client.post(reverse("account_login"), {"login": email, "password": password})


def test_a_sign_in_and_a_sign_out_are_written_down(client):
    eva = create_user("Eva de Vries")
    sign_in(client, eva.email, PASSWORD)
    client.post(reverse("account_logout"))
    signed_in, signed_out = entries("person.signed_in", "person.signed_out")
    assert (signed_in.act, signed_in.by, signed_in.address) == ("person.signed_in", eva, "127.0.0.1")
    assert (signed_out.act, signed_out.by) == ("person.signed_out", eva)


def test_a_failed_sign_in_names_the_account_that_was_tried(client):
    eva = create_user("Eva de Vries")
    sign_in(client, eva.email.upper(), "not-hers")
    (entry,) = entries("person.sign_in_failed", "person.signed_in")
    assert (entry.act, entry.by, entry.thing_id) == ("person.sign_in_failed", None, str(eva.pk))
    assert entry.details == {"is_known": True}


def test_of_an_address_that_nobody_has_nothing_is_kept(client):
    sign_in(client, "my-password-by-mistake@plein.example", "x")
    (entry,) = entries("person.sign_in_failed")
    assert (entry.thing_id, entry.thing_name, entry.details) == ("", "", {"is_known": False})


def test_an_account_that_is_closed_or_gets_power_is_written_down_with_who_did_it(client):
    ada, eva = create_superuser(), create_user("Eva de Vries")
    deactivate_person(eva, by=ada)
    eva.is_superuser = True
    eva.email = "other@plein.example"
    eva.save()
    eva.save()
    closed, powerful = entries("account.changed")
    assert (closed.thing_name, closed.details) == ("Eva de Vries", {"is_active": [True, False]})
    assert powerful.details == {"is_superuser": [False, True], "email": True}


def test_what_an_administrator_does_on_the_screen_is_theirs(client):
    ada, eva = create_superuser(), create_user("Eva de Vries")
    client.force_login(ada)
    client.post(reverse("wagtailusers_users:delete", args=[eva.pk]))
    (entry,) = entries("account.deleted")
    assert (entry.by, entry.thing_name, entry.thing_id) == (ada, "Eva de Vries", str(eva.pk))


@pytest.mark.parametrize("is_reversed", [False, True])
def test_coming_into_a_group_and_leaving_it_is_written_down(is_reversed):
    eva, group = create_user(), Group.objects.create(name="Redactie")
    side, other = (group.user_set, eva) if is_reversed else (eva.groups, group)
    side.add(other)
    side.add(other)
    side.remove(other)
    added, removed = entries("account.groups_changed")
    assert (added.thing_id, added.details) == (str(eva.pk), {"added": "Redactie"})
    assert (removed.thing_id, removed.details) == (str(eva.pk), {"removed": "Redactie"})


def test_leaving_all_groups_at_once_is_written_down_by_group():
    eva = create_user(groups=[Group.objects.create(name=name) for name in ("Een", "Twee")])
    eva.groups.clear()
    assert [entry.details for entry in entries("account.groups_changed")[2:]] == [
        {"removed": "Een"},
        {"removed": "Twee"},
    ]


def test_what_a_group_may_do_is_written_down():
    group = create_editing_group(Page.get_first_root_node(), permissions=["publish_page"])
    group.permissions.remove(Permission.objects.get(codename="access_admin"))
    group.page_permissions.all().delete()
    granted, in_tree, taken, out_of_tree = [entry.details for entry in entries("group.rights_changed")]
    assert granted == {"added": ["wagtailadmin.access_admin"]}
    assert in_tree == {"added": "publish_page", "page": Page.get_first_root_node().pk}
    assert taken == {"removed": ["wagtailadmin.access_admin"]}
    assert out_of_tree == {"removed": "publish_page", "page": Page.get_first_root_node().pk}


def test_a_token_is_issued_and_revoked_once():
    eva = create_user()
    token, _secret = issue_api_token(eva, name="Telefoon")
    revoke_api_token(token)
    revoke_api_token(token)
    issued, revoked = entries("token.issued", "token.revoked")
    assert (issued.thing_id, issued.details) == (str(eva.pk), {"token": token.pk, "days": 365})
    assert (revoked.act, revoked.details) == ("token.revoked", {"token": token.pk})
