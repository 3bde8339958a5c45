"""Trusted documents, by the conventions that clients have, and Apollo's automatic ones where a developer wants them."""

import json
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as configured
from django.core.management import CommandError, call_command
from django.http import HttpResponse
from django.test import Client
from pytest_django import Settings

from cms.api.checks import manifests_can_be_relied_on
from cms.api.trusted import AUTOMATIC, AutomaticDocuments, ManifestError, manifest_of, read_manifest
from tests.factories.asking import prepared
from tests.factories.pages import create_home
from tests.factories.people import create_user
from web.questions import OPERATIONS, operation

pytestmark = pytest.mark.django_db

# Beyond the limit of aliases.
LARGE = "query Large { " + " ".join(f"a{number}: __typename" for number in range(40)) + " }"
SMALL = "query Small { __typename }"


def digest_of(text: str) -> str:
    return sha256(text.encode()).hexdigest()


@pytest.fixture(autouse=True)
def manifest(settings: Settings, tmp_path: Path) -> Iterator[None]:
    file = tmp_path / "persisted-documents.json"
    file.write_text(manifest_of([LARGE]))
    settings.GRAPHQL_MANIFESTS = [*settings.GRAPHQL_MANIFESTS, str(file)]
    AUTOMATIC.clear()
    yield
    AUTOMATIC.clear()


def post(client: Client, **parts: Any) -> HttpResponse:
    return client.post("/graphql/", parts, content_type="application/json")


def persisted(text: str) -> dict[str, Any]:
    return {"persistedQuery": {"version": 1, "sha256Hash": digest_of(text)}}


def code_of(response: HttpResponse) -> str:
    [error] = response.json()["errors"]
    return error["extensions"]["code"]


def is_large(response: HttpResponse) -> bool:
    return response.json() == {"data": {f"a{number}": "Query" for number in range(40)}}


def test_a_trusted_document_is_asked_by_its_id_and_may_be_large(client: Client) -> None:
    assert is_large(post(client, documentId=f"sha256:{digest_of(LARGE)}"))
    assert is_large(client.get("/graphql/", {"documentId": f"sha256:{digest_of(LARGE)}"}))


def test_apollo_and_others_name_it_by_its_hash(client: Client) -> None:
    assert is_large(post(client, extensions=persisted(LARGE)))
    assert is_large(client.get("/graphql/", {"extensions": json.dumps(persisted(LARGE))}))


def test_the_text_of_a_trusted_document_is_trusted_too(client: Client) -> None:
    assert is_large(post(client, query=LARGE))
    assert code_of(post(client, query=f"{LARGE} ")) == "LIMIT_EXCEEDED"


def test_an_unknown_document_is_refused(client: Client) -> None:
    response = post(client, documentId=f"sha256:{digest_of(SMALL)}")
    assert (response.status_code, code_of(response)) == (200, "DOCUMENT_NOT_FOUND")


@pytest.mark.parametrize(
    "parts",
    [
        {"documentId": "sha256:"},
        {"documentId": "md5:" + "0" * 64},
        {"documentId": "0" * 63},
        {"documentId": ["0" * 64]},
        {"documentId": "0" * 64, "query": SMALL},
        {"documentId": "0" * 64, "extensions": {"persistedQuery": {"sha256Hash": "0" * 64}}},
        {"extensions": {"persistedQuery": {"sha256Hash": "g" * 64}}},
        {"extensions": {"persistedQuery": []}, "query": SMALL},
        {"extensions": [], "query": SMALL},
    ],
)
def test_what_names_no_document_is_a_bad_request(client: Client, parts: dict[str, Any]) -> None:
    response = post(client, **parts)
    assert (response.status_code, code_of(response)) == (400, "INVALID_INPUT")


def test_where_only_trusted_documents_are_answered_nothing_else_is(client: Client, settings: Settings) -> None:
    settings.GRAPHQL_TRUSTED_ONLY = True
    settings.GRAPHQL_AUTOMATIC_DOCUMENTS = True
    assert code_of(post(client, query=SMALL)) == "DOCUMENT_NOT_TRUSTED"
    assert code_of(client.get("/graphql/", {"query": SMALL})) == "DOCUMENT_NOT_TRUSTED"
    assert code_of(post(client, query="{ no field")) == "DOCUMENT_NOT_TRUSTED"
    assert code_of(post(client, query=SMALL, extensions=persisted(SMALL))) == "DOCUMENT_NOT_TRUSTED"
    assert code_of(post(client, extensions=persisted(SMALL))) == "PERSISTED_QUERY_NOT_SUPPORTED"
    assert len(AUTOMATIC) == 0
    assert is_large(post(client, documentId=f"sha256:{digest_of(LARGE)}"))


def test_the_sites_own_operations_are_trusted(client: Client, settings: Settings) -> None:
    create_home()
    prepared()
    settings.GRAPHQL_TRUSTED_ONLY = True
    response = post(client, documentId=f"sha256:{digest_of(operation('viewer'))}")
    assert response.json()["data"] == {"viewer": None}
    client.force_login(create_user())
    assert client.get("/").status_code == 200


def test_the_committed_manifest_is_what_the_site_asks(tmp_path: Path) -> None:
    call_command("manifest", "--check", verbosity=0)
    assert set(read_manifest(configured.OWN_MANIFEST).values()) == {
        operation(path.stem) for path in OPERATIONS.glob("*.graphql")
    }
    with pytest.raises(CommandError):
        call_command("manifest", "--check", file=tmp_path / "manifest.json")


def test_a_document_is_registered_once_it_is_found_valid(client: Client, settings: Settings) -> None:
    settings.GRAPHQL_AUTOMATIC_DOCUMENTS = True
    asked = post(client, extensions=persisted(SMALL))
    assert (code_of(asked), asked.json()["errors"][0]["message"]) == (
        "PERSISTED_QUERY_NOT_FOUND",
        "PersistedQueryNotFound",
    )
    wrong = "{ nothing }"
    assert code_of(post(client, query=wrong, extensions=persisted(wrong))) == "INVALID_INPUT"
    assert code_of(post(client, query=f"{LARGE} ", extensions=persisted(f"{LARGE} "))) == "LIMIT_EXCEEDED"
    assert len(AUTOMATIC) == 0
    assert post(client, query=SMALL, extensions=persisted(SMALL)).json() == {"data": {"__typename": "Query"}}
    assert post(client, extensions=persisted(SMALL)).json() == {"data": {"__typename": "Query"}}


def test_a_hash_of_something_else_registers_nothing(client: Client, settings: Settings) -> None:
    settings.GRAPHQL_AUTOMATIC_DOCUMENTS = True
    assert code_of(post(client, query=SMALL, extensions=persisted(LARGE))) == "INVALID_INPUT"
    assert len(AUTOMATIC) == 0


def test_nothing_registers_itself_where_that_is_off(client: Client) -> None:
    assert post(client, query=SMALL, extensions=persisted(SMALL)).json() == {"data": {"__typename": "Query"}}
    assert code_of(post(client, extensions=persisted(SMALL))) == "PERSISTED_QUERY_NOT_SUPPORTED"


def test_automatic_documents_are_bounded() -> None:
    kept = AutomaticDocuments(size=2)
    for text in ("a", "b"):
        kept.keep(text, text)
    kept.find("a")
    kept.keep("c", "c")
    assert [kept.find(text) for text in ("a", "b", "c")] == ["a", None, "c"]


@pytest.mark.parametrize(
    "written", ["", "[]", '{"0": "{ a }"}', '{"sha256:00": "{ a }"}', '{"a": 5}', '{"00": "\\ud800"}']
)
def test_a_manifest_that_cannot_be_relied_on_is_refused(tmp_path: Path, written: str) -> None:
    file = tmp_path / "manifest.json"
    file.write_text(written)
    with pytest.raises(ManifestError, match=r"manifest\.json"):
        read_manifest(file)


def test_digests_may_be_written_with_their_kind(tmp_path: Path) -> None:
    file = tmp_path / "manifest.json"
    file.write_text(json.dumps({f"sha256:{digest_of(SMALL).upper()}": SMALL}))
    assert read_manifest(file) == {digest_of(SMALL): SMALL}


def test_a_start_tells_of_a_manifest_that_is_not_there(client: Client, settings: Settings, tmp_path: Path) -> None:
    assert manifests_can_be_relied_on() == []
    settings.GRAPHQL_MANIFESTS = [str(tmp_path / "nothing.json")]
    [error] = manifests_can_be_relied_on()
    assert (error.id, "nothing.json" in error.msg) == ("api.E001", True)
    # Half of what may be asked is no list of it.
    assert (post(client, query=SMALL).status_code, code_of(post(client, query=SMALL))) == (500, "INTERNAL")
