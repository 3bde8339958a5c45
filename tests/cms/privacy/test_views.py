"""Personal data on the screens of administrators."""

import json
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from cms.activity.models import AuditEntry
from cms.people.models import User
from tests.factories.media import create_image
from tests.factories.people import create_editing_group, create_superuser, create_user

pytestmark = pytest.mark.django_db
EMAIL = "zoe.jansen@plein.example"


@pytest.fixture
def ada():
    return create_superuser()


@pytest.fixture
def zoe():
    return create_user("Zoë Jansen", email=EMAIL, photo=create_image())


@pytest.fixture
def admin(client, ada):
    client.force_login(ada)
    return client


def export(person):
    return reverse("privacy:export", args=[person.pk])


def erase(person):
    return reverse("privacy:erase", args=[person.pk])


def test_an_administrator_gets_all_of_it_in_one_file(admin, ada, zoe):
    assert admin.get(export(zoe)).status_code == 200
    assert not AuditEntry.objects.filter(act="person.exported").exists()
    answer = admin.post(export(zoe))
    assert answer["Content-Disposition"] == f'attachment; filename="person-{zoe.pk}.zip"'
    assert answer["Cache-Control"].startswith("private, no-store")
    with ZipFile(BytesIO(b"".join(answer.streaming_content))) as archive:
        assert json.loads(archive.read("account.json"))[0]["email"] == EMAIL
        assert [name for name in archive.namelist() if name.startswith("files/account/")] != []
    assert AuditEntry.objects.get(act="person.exported").by == ada


def test_an_administrator_erases_somebody_by_writing_their_address(admin, ada, zoe):
    assert EMAIL in admin.get(erase(zoe)).content.decode()
    answer = admin.post(erase(zoe), {"email": EMAIL})
    assert answer.status_code == 302
    assert User.objects.get(pk=zoe.pk).email == f"erased-{zoe.pk}@erased.invalid"
    assert AuditEntry.objects.get(act="person.erased").by == ada


def test_another_address_erases_nobody(admin, zoe):
    assert admin.post(erase(zoe), {"email": "other@plein.example"})["Location"] == erase(zoe)
    assert User.objects.get(pk=zoe.pk).email == EMAIL


def test_an_administrator_is_told_that_nobody_erases_themselves(admin, ada):
    create_superuser("Bo Beheer")
    assert 'name="email"' not in admin.get(erase(ada)).content.decode()
    admin.post(erase(ada), {"email": ada.email})
    assert User.objects.get(pk=ada.pk).email == ada.email


def test_who_manages_accounts_is_no_administrator(client, zoe):
    group = create_editing_group()
    group.permissions.add(*Permission.objects.filter(content_type__app_label="people", codename__endswith="_user"))
    client.force_login(create_user(groups=[group]))
    for address in (export(zoe), erase(zoe)):
        assert client.get(address).status_code == 302
        assert client.post(address, {"email": EMAIL}).status_code == 302
    assert export(zoe) not in client.get(reverse("wagtailusers_users:edit", args=[zoe.pk])).content.decode()
    assert User.objects.get(pk=zoe.pk).email == EMAIL
    assert not AuditEntry.objects.filter(act="person.exported").exists()


def test_an_administrator_finds_both_at_the_account(admin, zoe):
    for address in (reverse("wagtailusers_users:edit", args=[zoe.pk]), reverse("wagtailusers_users:index")):
        shown = admin.get(address).content.decode()
        assert export(zoe) in shown
        assert erase(zoe) in shown
