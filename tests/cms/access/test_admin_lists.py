"""What the admin's lists count and show, of what opens for an editor."""

import logging

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Collection, ModelLogEntry, Page
from wagtail.permissions import policy_registry

from cms.access.admin.panels import OpenPagesSummary
from cms.media.models import Image
from tests.factories.access import create_audience, create_collection, restrict_page
from tests.factories.media import create_image
from tests.factories.pages import create_article, create_theme, create_topic
from tests.factories.people import create_editor, create_superuser

pytestmark = pytest.mark.django_db


@pytest.fixture
def hidden(home):
    theme = create_theme(home, "Geheim", audiences=(create_audience(),))
    create_article(theme, "Geheim artikel")
    return theme


@pytest.fixture
def editor(home, client):
    person = create_editor(home, collections=[Collection.get_first_root_node()])
    client.force_login(person)
    return person


def test_the_dashboard_counts_what_opens(client, editor, home, hidden):
    create_article(create_theme(home))
    shown = client.get(reverse("wagtailadmin_home")).content.decode()
    summary = OpenPagesSummary(RequestFactory().get("/"))
    summary.request.user = editor
    assert summary.get_context_data({})["total_pages"] == 3
    assert "Geheim" not in shown


def test_the_report_of_page_types_counts_what_opens(client, editor, home, hidden):
    create_article(create_theme(home), "Verlof")
    answer = client.get(reverse("wagtailadmin_reports:page_types_usage"))
    counts = {row.model: row.count for row in answer.context["object_list"]}
    assert counts["homepage"] == 1
    assert counts["themepage"] == 1
    assert counts["articlepage"] == 1
    last_edited = {row.model: row.last_edited_page for row in answer.context["object_list"]}
    assert last_edited["articlepage"].title == "Verlof"


def test_the_history_of_the_site_leaves_out_files_that_do_not_open(client, editor):
    editor.groups.first().permissions.add(*_image_permissions())
    vault = create_collection("Kluis", audiences=(create_audience(),))
    for image in (create_image("Stadhuis"), create_image("Geheim beeld", collection=vault)):
        ModelLogEntry.objects.log_action(image, "wagtail.edit", user=create_superuser())
    shown = client.get(reverse("wagtailadmin_reports:site_history")).content.decode()
    assert "Stadhuis" in shown
    assert "Geheim beeld" not in shown


def _image_permissions():
    return Permission.objects.filter(content_type__app_label="media", content_type__model="image")


def test_editing_rights_on_a_closed_page_are_none(client, home, hidden):
    person = create_editor(hidden)
    policy = policy_registry.get_by_type(Page)
    assert not policy.user_has_permission(person, "change")
    assert not policy.user_has_permission_for_instance(person, "change", hidden)
    assert not hidden.permissions_for_user(person).can_edit()
    assert not policy.explorable_instances(person).exists()


def test_nobody_deletes_what_they_cannot_see_by_deleting_what_lies_above_it(client, editor, home):
    theme = create_theme(home)
    topic = create_topic(theme)
    create_article(topic)
    assert topic.permissions_for_user(editor).can_delete()
    hidden = create_topic(topic)
    restrict_page(hidden, create_audience())
    assert not Page.objects.get(pk=topic.pk).specific.permissions_for_user(editor).can_delete()


def test_a_collections_files_count_where_it_opens(client, editor):
    vault = create_collection("Kluis", audiences=(create_audience(),))
    create_image("Stadhuis")
    create_image("Geheim beeld", collection=vault)
    policy = policy_registry.get_by_type(Image)
    assert policy.instances_user_has_any_permission_for(editor, {"change"}).count() == 1


def test_the_explorer_costs_rights_the_same_for_any_number_of_pages(client, editor, home):
    theme = create_theme(home)
    for _each in range(3):
        create_article(theme)
    address = reverse("wagtailadmin_explore", args=[theme.pk])
    client.get(address)
    few = _statements_about_rights(client, address)
    for _each in range(12):
        create_article(theme)
    assert _statements_about_rights(client, address) <= few


def _statements_about_rights(client, address):
    with CaptureQueriesContext(connection) as statements:
        assert client.get(address).status_code == 200
    return len([each for each in statements if "access_visibility" in each["sql"]])


def test_an_administrator_who_opens_what_is_closed_for_others_is_in_the_log(client, home, hidden, caplog):
    caplog.set_level(logging.INFO, logger="cms.access.passed")
    person = create_superuser()
    client.force_login(person)
    assert client.get(reverse("wagtailadmin_pages:edit", args=[hidden.pk])).status_code == 200
    assert caplog.messages == [f"Administrator {person.pk} passed the lock of wagtailcore.Page {hidden.pk}"]


@pytest.fixture
def topic(home):
    """A topic that opens, with a published and an unpublished page below it that do not."""
    topic = create_topic(create_theme(home, "Werken"), "Vrij")
    for title, is_live in (("Geheim", True), ("Geheim concept", False)):
        restrict_page(create_article(topic, title, live=is_live), create_audience())
    return topic


def test_who_unpublishes_a_page_hears_of_none_below_it_that_does_not_open(client, editor, topic):
    asked = client.get(reverse("wagtailadmin_pages:unpublish", args=[topic.pk])).content.decode()
    assert 'name="include_descendants"' not in asked

    create_article(topic, "Verlof")
    asked = client.get(reverse("wagtailadmin_pages:unpublish", args=[topic.pk])).content.decode()
    assert 'name="include_descendants"' in asked


@pytest.mark.parametrize(
    ("deed", "count"),
    [("unpublish", "live_descendant_count"), ("publish", "draft_descendant_count"), ("move", "child_pages")],
)
def test_a_deed_on_many_pages_counts_below_each_what_opens(client, editor, topic, deed, count):
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", deed])
    (row,) = client.get(address, {"id": topic.pk}).context["items"]
    assert row[count] == 0
