import pytest
from django.test import Client

from cms.archive.models import Download
from tests.factories.access import create_collection
from tests.factories.archive import create_document
from tests.factories.people import create_partner, create_user

pytestmark = pytest.mark.django_db


def test_a_document_comes_to_who_may_see_it_and_the_download_is_recorded(client: Client) -> None:
    document = create_document(collection=create_collection(audiences=["staff"]), content=b"Artikel 1")
    user = create_user()
    client.force_login(user)
    response = client.get(document.url)

    assert response.status_code == 200
    assert b"".join(response.streaming_content) == b"Artikel 1"
    assert response["Content-Disposition"] == f'attachment; filename="{document.filename}"'
    assert response["Cache-Control"] == "private, no-store"
    assert response["X-Content-Type-Options"] == "nosniff"
    download = Download.objects.get()
    assert (download.document, download.user, download.title) == (document, user, "Regeling")


def test_a_document_that_is_not_theirs_is_404_and_nothing_is_recorded(client: Client) -> None:
    document = create_document(collection=create_collection(audiences=["staff"]))
    client.force_login(create_partner())

    assert client.get(document.url).status_code == 404
    assert Download.objects.count() == 0


def test_a_visitor_gets_a_document_of_everyone(client: Client) -> None:
    root = create_document().collection
    document = create_document(collection=create_collection(parent=root, audiences=["everyone"]))

    # The root collection admits staff and partners only, and a child never widens.
    assert client.get(document.url).status_code == 404


def test_a_record_outlives_its_document(client: Client) -> None:
    document = create_document(collection=create_collection(audiences=["staff"]))
    client.force_login(create_user())
    client.get(document.url)
    document.delete()

    download = Download.objects.get()
    assert (download.document, download.title) == (None, "Regeling")
