"""Walk 3: a partner asks for a document: the file, and a line about it, or the same answer as for none at all."""

from typing import Any

import pytest
from django.test import Client
from wagtail.models import Collection

from cms.access.actions import restrict
from cms.access.standard import standard_audiences
from cms.archive.models import Download, LibraryDocument
from tests.factories.archive import create_document
from tests.factories.pages import create_home
from tests.factories.people import create_partner

pytestmark = pytest.mark.django_db

DOCUMENTS = "{ documents { totalCount nodes { title url } } }"


@pytest.fixture
def documents() -> tuple[LibraryDocument, LibraryDocument]:
    """One document that partners may read, and one for staff."""
    create_home(audiences=("staff", "partners"))
    shared, internal = [Collection.get_first_root_node().add_child(name=name) for name in ("Samen", "Intern")]
    restrict(kind="collection", key=shared.pk, audiences=standard_audiences("staff", "partners"))
    return create_document("Convenant", collection=shared), create_document("Formatieplan", collection=internal)


def test_a_partner_gets_what_is_theirs_and_nothing_else(documents: Any) -> None:
    convenant, plan = documents
    partner = create_partner()
    client = Client()
    client.force_login(partner)

    listed = client.post("/graphql/", {"query": DOCUMENTS}, "application/json").json()["data"]["documents"]
    assert listed == {"totalCount": 1, "nodes": [{"title": "Convenant", "url": convenant.url}]}

    answer = client.get(convenant.url)
    assert (answer.status_code, b"".join(answer.streaming_content)) == (200, b"Artikel 1. Dit is de regeling.")
    assert [(each.document_id, each.user_id) for each in Download.objects.all()] == [(convenant.pk, partner.pk)]

    missing_url = plan.url.replace(str(plan.pk), "999999")
    refused, missing = client.get(plan.url), client.get(missing_url)
    assert (refused.status_code, missing.status_code) == (404, 404)
    # The screen offers to sign in and come back, so that it names the address that was asked; nothing else differs.
    assert refused.content.replace(plan.url.encode(), b"") == missing.content.replace(missing_url.encode(), b"")
    assert Download.objects.count() == 1
