"""Administrators name audiences in the settings."""

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from cms.access.models import Audience
from cms.access.policy import may_see
from cms.access.readers import reader_for
from tests.cms.access.admin_forms import open_form, send_form
from tests.factories.access import create_audience
from tests.factories.pages import create_theme
from tests.factories.people import create_editor, create_superuser, create_unit, create_user

pytestmark = pytest.mark.django_db


def fill(client, address, **values):
    fields = open_form(client, address, "w-editor-form")
    for name, value in values.items():
        fields.setlist(name, value if isinstance(value, list) else [value])
    return send_form(client, address, fields)


@pytest.fixture
def keeper(home, client):
    """Somebody who names audiences without being a superuser."""
    person = create_editor(home)
    person.user_permissions.set(Permission.objects.filter(content_type__model="audience"))
    client.force_login(person)
    return person


def test_an_audience_of_a_unit_and_named_people(client, home):
    client.force_login(create_superuser())
    unit, named = create_unit("Wijkteam"), create_user(email="fatima@plein.example")
    colleague = create_user(unit=unit)
    answer = fill(client, reverse("audiences:add"), name="Wijk", units=[str(unit.pk)], people="Fatima@plein.example\n")
    assert answer.status_code == 302
    audience = Audience.objects.get(name="Wijk")
    theme = create_theme(home, audiences=(audience,))
    assert [may_see(reader_for(who), theme) for who in (named, colleague, create_user())] == [True, True, False]


def test_an_address_that_nobody_has_is_named(client):
    client.force_login(create_superuser())
    answer = fill(client, reverse("audiences:add"), name="Wijk", people="niemand@plein.example")
    assert "niemand@plein.example" in answer.content.decode()
    assert not Audience.objects.filter(name="Wijk").exists()


def test_a_change_shows_who_is_in_it_now_and_saves(client, keeper):
    audience = create_audience("Raad", people=[create_user(email="ina@plein.example")])
    address = reverse("audiences:edit", args=[audience.pk])
    assert open_form(client, address, "w-editor-form")["people"].strip() == "ina@plein.example"
    assert fill(client, address, name="Raadsleden").status_code == 302
    audience.refresh_from_db()
    assert audience.name == "Raadsleden"
    assert audience.people.get().email == "ina@plein.example"


def test_nobody_can_take_themselves_out_of_what_lets_them_see(client, keeper, home):
    audience = create_audience("Mijn team", people=[keeper])
    theme = create_theme(home, audiences=(audience,))
    answer = fill(client, reverse("audiences:edit", args=[audience.pk]), people="")
    assert answer.status_code == 200
    assert list(audience.people.all()) == [keeper]
    assert may_see(reader_for(keeper), theme)


def test_editors_name_no_audiences(client, home):
    audience = create_audience("Raad")
    client.force_login(create_editor(home))
    for name, arguments in (("index", []), ("add", []), ("edit", [audience.pk]), ("delete", [audience.pk])):
        assert client.post(reverse(f"audiences:{name}", args=arguments)).status_code in (302, 403), name
    assert Audience.objects.filter(name="Raad").exists()
