"""Who takes a document that not all staff may see is in the audit log."""

import pytest
from django.urls import reverse
from wagtail.models import Collection

from cms.access.actions import restrict
from cms.access.policy import is_restricted
from cms.activity.models import AuditEntry
from tests.factories.access import create_audience
from tests.factories.archive import create_document
from tests.factories.people import create_partner, create_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader():
    return create_user("Eva de Vries")


@pytest.fixture
def restricted(reader):
    collection = Collection.get_first_root_node().add_child(name="Directie")
    audience = create_audience()
    audience.people.add(reader)
    restrict(kind="collection", key=collection.pk, audiences=[audience])
    return create_document("Reorganisatie", collection=collection)


def take(client, user, document):
    client.force_login(user)
    return client.get(reverse("wagtaildocs_serve", args=[document.pk, document.filename]))


def test_who_reads_a_restricted_document_is_written_down(client, reader, restricted):
    assert take(client, reader, restricted).status_code == 200
    entry = AuditEntry.objects.get(act="document.read")
    assert (entry.by, entry.thing_name, entry.thing_id) == (reader, "Reorganisatie", str(restricted.pk))


def test_who_may_not_read_it_leaves_no_line_of_reading(client, restricted):
    assert take(client, create_partner(), restricted).status_code == 404
    assert not AuditEntry.objects.filter(act="document.read").exists()


def test_what_all_staff_may_read_is_not_worth_a_line(client, reader):
    document = create_document()
    assert take(client, reader, document).status_code == 200
    assert not is_restricted(document)
    assert not AuditEntry.objects.filter(act="document.read").exists()
