"""Tokens at the doors of files, and nowhere else."""

import pytest
from django.test import Client

from cms.people.actions import issue_api_token
from tests.factories.access import create_collection
from tests.factories.archive import create_document
from tests.factories.media import create_image
from tests.factories.people import create_partner, create_superuser, create_user

pytestmark = pytest.mark.django_db


def bearer(user: object) -> dict[str, str]:
    return {"Authorization": f"Bearer {issue_api_token(user, name='app')[1]}"}


def test_a_token_downloads_what_its_person_may_see(client: Client) -> None:
    collection = create_collection(audiences=("staff",))
    document = create_document(collection=collection, content=b"Artikel 1.")
    rendition = create_image(collection=collection).get_rendition("fill-160x160-c50|format-webp")
    for address in (document.url, rendition.url):
        response = client.get(address, headers=bearer(create_user()))
        assert response.status_code == 200
        assert "Authorization" in response["Vary"]
        assert client.get(address, headers=bearer(create_partner())).status_code == 404
        assert client.get(address).status_code == 404


def test_a_token_that_does_not_open_is_refused_at_the_door(client: Client) -> None:
    document = create_document()
    client.force_login(create_superuser())
    response = client.get(document.url, headers={"Authorization": "Bearer plein_unknown"})
    assert (response.status_code, response["WWW-Authenticate"]) == (401, "Bearer")


def test_a_token_opens_nothing_else(client: Client) -> None:
    headers = bearer(create_superuser())
    assert client.get("/admin/", headers=headers)["Location"].startswith("/accounts/login/")
    assert client.get("/admin/documents/", headers=headers).status_code == 302
