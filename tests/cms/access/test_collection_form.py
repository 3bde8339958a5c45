"""Editors choose who may see what is in a collection in the collection's own form."""

import pytest
from django.urls import reverse
from wagtail.models import Collection

from cms.access.models import Restriction
from cms.access.policy import lock_of
from tests.cms.access.admin_forms import open_form, send_form
from tests.factories.access import create_audience, create_collection, standard
from tests.factories.people import create_editor, create_superuser

pytestmark = pytest.mark.django_db

ADDING = "/admin/collections/add/"


def address_of(collection):
    return reverse("wagtailadmin_collections:edit", args=[collection.pk])


def audiences_of(collection):
    restriction = Restriction.objects.filter(kind="collection", key=collection.pk).first()
    return set(restriction.audiences.all()) if restriction else set()


@pytest.fixture
def keeper(client):
    person = create_editor(collections=[Collection.get_first_root_node()])
    client.force_login(person)
    return person


def test_chosen_audiences_hold_when_the_form_is_saved(client, keeper):
    collection, mine = create_collection(), create_audience(people=[keeper])
    fields = open_form(client, address_of(collection), "w-editor-form")
    assert fields.getlist("audiences") == [str(standard("staff").pk)]
    fields.setlist("audiences", [str(mine.pk)])
    assert send_form(client, address_of(collection), fields).status_code == 302
    assert audiences_of(collection) == {mine}


def test_choosing_none_leaves_what_is_inherited(client, keeper):
    collection = create_collection()
    fields = open_form(client, address_of(collection), "w-editor-form")
    fields.setlist("audiences", [])
    assert send_form(client, address_of(collection), fields).status_code == 302
    assert lock_of(collection) == lock_of(Collection.get_first_root_node())


def test_a_form_that_would_close_the_collection_for_its_keeper_is_refused(client, keeper):
    collection, theirs = create_collection(), create_audience()
    fields = open_form(client, address_of(collection), "w-editor-form")
    fields["name"] = "Anders"
    fields.setlist("audiences", [str(theirs.pk)])
    assert send_form(client, address_of(collection), fields).status_code == 200
    assert audiences_of(collection) == {standard("staff")}
    assert Collection.objects.get(pk=collection.pk).name == "Beeldbank"


def test_the_form_says_what_is_inherited_and_from_where(client, keeper):
    upper = create_collection("Stadsarchief", audiences=("staff", "partners"))
    lower = create_collection("Kaarten", parent=upper)
    shown = client.get(address_of(lower)).content.decode()
    assert "<strong>Stadsarchief</strong>" in shown


def test_a_new_collection_gets_what_its_form_shows(client, keeper):
    fields = open_form(client, ADDING, "w-editor-form")
    fields["name"], fields["parent"] = "Foto's", str(Collection.get_first_root_node().pk)
    assert send_form(client, ADDING, fields).status_code == 302
    assert audiences_of(Collection.objects.get(name="Foto's")) == {standard("staff")}


def test_the_whole_library_is_bounded_by_the_root_collection(client):
    client.force_login(create_superuser())
    root = Collection.get_first_root_node()
    fields = open_form(client, address_of(root), "w-editor-form")
    fields.appendlist("audiences", str(standard("everyone").pk))
    assert send_form(client, address_of(root), fields).status_code == 302
    assert audiences_of(root) == {standard("staff"), standard("partners"), standard("everyone")}
    assert Collection.get_first_root_node().name == "Root"


def test_the_root_collection_cannot_be_left_without_anybody(client):
    client.force_login(create_superuser())
    root = Collection.get_first_root_node()
    fields = open_form(client, address_of(root), "w-editor-form")
    fields.setlist("audiences", [])
    assert send_form(client, address_of(root), fields).status_code == 200
    assert audiences_of(root) == {standard("staff"), standard("partners")}


def test_a_collection_has_no_privacy_beside_its_audiences(client, keeper):
    collection = create_collection()
    assert client.get(reverse("wagtailadmin_collections:set_privacy", args=[collection.pk])).status_code == 404
