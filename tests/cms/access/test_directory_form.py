"""Those who may change rights choose who may see people, in the settings."""

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse
from wagtail.models import ModelLogEntry

from cms.access.actions import LockedOutError, choose_directory_audiences
from cms.access.explaining import own_audiences
from cms.access.policy import may_see
from cms.access.readers import reader_for
from tests.cms.access.admin_forms import open_form, send_form
from tests.factories.access import create_audience, standard
from tests.factories.people import create_editing_group, create_editor, create_partner, create_superuser, create_user

pytestmark = pytest.mark.django_db

ADDRESS = "/admin/directory/"


@pytest.fixture
def keeper(client):
    group = create_editing_group()
    group.permissions.add(Permission.objects.get(codename="change_restriction"))
    person = create_user("Kee Keeper", groups=[group])
    client.force_login(person)
    return person


def chosen():
    return own_audiences("directory", "people")


def test_chosen_audiences_see_people_when_the_form_is_saved(client, keeper):
    partner = create_partner()
    assert not may_see(reader_for(partner), keeper.profile)
    fields = open_form(client, ADDRESS, "w-editor-form")
    assert fields.getlist("audiences") == [str(standard("staff").pk)]
    fields.appendlist("audiences", str(standard("partners").pk))

    assert send_form(client, ADDRESS, fields).status_code == 302

    assert set(chosen()) == {standard("partners"), standard("staff")}
    assert may_see(reader_for(partner), keeper.profile)
    entry = ModelLogEntry.objects.get(action="access.choose_audiences")
    assert (entry.user, len(entry.data["before"]), len(entry.data["after"])) == (keeper, 1, 2)


@pytest.mark.parametrize("audience", [None, "Andere afdeling"])
def test_nobody_closes_the_directory_for_themselves_or_everybody(client, keeper, audience):
    fields = open_form(client, ADDRESS, "w-editor-form")
    fields.setlist("audiences", [str(create_audience(audience).pk)] if audience else [])

    answer = send_form(client, ADDRESS, fields)

    assert answer.status_code == 200
    assert answer.context["form"].errors["audiences"]
    assert chosen() == [standard("staff")]
    assert not ModelLogEntry.objects.filter(action="access.choose_audiences").exists()


@pytest.mark.parametrize("audiences", [(), ("partners",)])
def test_the_action_refuses_it_too(keeper, audiences):
    with pytest.raises(LockedOutError):
        choose_directory_audiences([standard(code) for code in audiences], by=keeper)
    assert chosen() == [standard("staff")]


def test_a_form_opened_before_somebody_else_chose_is_refused(client, keeper):
    fields = open_form(client, ADDRESS, "w-editor-form")
    choose_directory_audiences([standard("staff"), standard("everyone")], by=create_superuser())
    fields.appendlist("audiences", str(standard("partners").pk))

    assert send_form(client, ADDRESS, fields).status_code == 200

    assert set(chosen()) == {standard("staff"), standard("everyone")}


def test_an_editor_does_not_choose_it(client, home):
    client.force_login(create_editor(home))
    fields = {"audiences": [str(standard("everyone").pk)], "initial-audiences": [str(standard("staff").pk)]}

    assert client.get(ADDRESS).status_code == 302
    assert client.post(ADDRESS, fields).status_code == 302

    assert chosen() == [standard("staff")]
    assert ADDRESS not in client.get(reverse("wagtailadmin_home")).content.decode()


def test_it_is_in_the_settings_menu_of_who_may(client, keeper):
    assert ADDRESS in client.get(reverse("wagtailadmin_home")).content.decode()
