"""Questions with files, as the GraphQL multipart request specification has them."""

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from cms.archive.models import LibraryDocument
from cms.folders.actions import create_folder
from cms.graphql_kit.ids import to_global_id
from cms.people.actions import issue_api_token
from tests.factories.people import create_user

pytestmark = pytest.mark.django_db

ADD = "mutation($input: FolderDocumentInput!) { folderDocumentAdd(input: $input) { document { title } } }"


def send(client: Client, parts: dict[str, Any], **headers: str) -> Any:
    return client.post("/graphql/", parts, headers=headers)


def parts_for(folder: str, **changed: Any) -> dict[str, Any]:
    operations = {"query": ADD, "variables": {"input": {"folder": folder, "file": None}}}
    parts = {"operations": json.dumps(operations), "map": json.dumps({"0": ["variables.input.file"]})}
    return {**parts, "0": SimpleUploadedFile("plan.txt", b"Een plan"), **changed}


@pytest.fixture
def owner() -> Any:
    return create_user("Eva de Vries")


@pytest.fixture
def folder(owner: Any) -> str:
    return to_global_id("Folder", create_folder(name="Stukken", by=owner).pk)


@pytest.fixture
def bearer(owner: Any) -> dict[str, str]:
    return {"Authorization": f"Bearer {issue_api_token(owner, name='test')[1]}"}


def test_a_file_comes_with_a_question(client: Client, folder: str, bearer: dict[str, str]) -> None:
    answer = send(client, parts_for(folder), **bearer)
    assert answer.json() == {"data": {"folderDocumentAdd": {"document": {"title": "plan"}}}}
    assert LibraryDocument.objects.get().file.read() == b"Een plan"


def test_a_form_of_another_site_is_refused(owner: Any, folder: str) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(owner)
    answer = send(client, parts_for(folder))
    assert answer.status_code == 403
    assert not LibraryDocument.objects.exists()


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"map": "["}, "This is not JSON."),
        ({"operations": ""}, "This is not JSON."),
        ({"operations": "[]"}, "Batching is off: send one operation a request."),
        ({"map": "[]"}, "`map` must say for each part a list of paths."),
        ({"map": '{"0": "variables.input.file"}'}, "`map` must say for each part a list of paths."),
        ({"map": '{"1": ["variables.input.file"]}'}, "`map` names a part that did not come."),
        ({"map": '{"0": ["query"]}'}, "A path in `map` begins with `variables.`."),
        ({"map": '{"0": [7]}'}, "A path in `map` begins with `variables.`."),
        ({"map": '{"0": ["variables.input.nothing"]}'}, "A path in `map` leads nowhere."),
        ({"map": '{"0": ["variables.input.file.0"]}'}, "A path in `map` leads nowhere."),
        ({"map": '{"0": ["variables.input.folder"]}'}, "A path in `map` leads to something else than null."),
    ],
)
def test_what_cannot_be_understood_is_told(
    client: Client, folder: str, bearer: dict[str, str], changed: dict[str, str], message: str
) -> None:
    answer = send(client, parts_for(folder, **changed), **bearer)
    assert (answer.status_code, answer.json()["errors"][0]["message"]) == (400, message)
    assert not LibraryDocument.objects.exists()


def test_too_many_files_are_refused(client: Client, folder: str, bearer: dict[str, str]) -> None:
    many = {"map": json.dumps({str(number): [] for number in range(21)})}
    answer = send(client, parts_for(folder, **many), **bearer)
    assert (answer.status_code, answer.json()["errors"][0]["extensions"]["limit"]) == (413, "files")


def test_a_file_is_nothing_that_json_can_say(client: Client, folder: str, bearer: dict[str, str]) -> None:
    asked = {"query": ADD, "variables": {"input": {"folder": folder, "file": "plan.txt"}}}
    answer = client.post("/graphql/", asked, content_type="application/json", headers=bearer)
    assert answer.json()["errors"][0]["extensions"]["code"] == "INVALID_INPUT"
    assert not LibraryDocument.objects.exists()


def test_a_file_beyond_the_limit_is_refused_by_the_number(
    client: Client, settings: Any, folder: str, bearer: dict[str, str]
) -> None:
    settings.WAGTAILDOCS_MAX_UPLOAD_SIZE = 1
    [error] = send(client, parts_for(folder), **bearer).json()["errors"]
    assert (error["extensions"]["code"], "1\xa0byte" in error["message"]) == ("INVALID_INPUT", True)
    assert not LibraryDocument.objects.exists()
