"""`manage.py api_token` and `manage.py schema`."""

from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from cms.people.models import ApiToken, User
from cms.people.models.token import digest_of


def said(*words: str, **options: object) -> str:
    out = StringIO()
    call_command(*words, stdout=out, stderr=StringIO(), **options)
    return out.getvalue()


@pytest.mark.django_db
def test_a_token_is_printed_once_and_kept_as_its_hash() -> None:
    user = User.objects.create_user("ada@plein.example")
    secret = said("api_token", "Ada@plein.example", "--name", "app", "--days", "0").strip()
    token = ApiToken.objects.get()
    assert secret.startswith("plein_")
    assert (token.user, token.name, token.digest, token.expires_at) == (user, "app", digest_of(secret), None)
    assert said("api_token", "--list") == f"{token.pk}\tada@plein.example\tapp\tfor ever\n"
    assert said("api_token", "--revoke", str(token.pk)) == f"Token {token.pk} (app) opens nothing any more.\n"
    assert said("api_token", "--list", "ada@plein.example").endswith(f"\trevoked {token.created_at:%Y-%m-%d}\n")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        ([], "Say whose token it will be"),
        (["bob@plein.example"], "Nobody signs in as bob@plein.example"),
        (["bob@plein.example", "--days", "-1"], "--days is a number of days"),
        (["--revoke", "5"], "There is no token 5"),
    ],
)
def test_a_token_of_nobody_is_not_made(words: list[str], complaint: str) -> None:
    with pytest.raises(CommandError, match=complaint):
        call_command("api_token", *words)
    assert ApiToken.objects.count() == 0


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The three files that say what the schema is and was, up to date, in a folder of their own."""
    for name in ("tests/schema.graphql", "tests/schema.released.graphql", "docs/schema-changes.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text((settings.ROOT / name).read_text())
    said("schema", folder=tmp_path)
    return tmp_path


def complaints(folder: Path) -> tuple[str, str]:
    """How a check ends, and what it shows before that."""
    err = StringIO()
    with pytest.raises(CommandError) as failed:
        call_command("schema", "--check", folder=folder, stdout=StringIO(), stderr=err)
    return str(failed.value), err.getvalue()


def test_the_committed_schema_is_what_is_served() -> None:
    assert said("schema", "--check") == "The schema is what was committed.\n"


def test_a_breaking_change_is_named(project: Path) -> None:
    released = project / "tests/schema.released.graphql"
    missing = 'type Viewer {\n  """Gone."""\n  nickname: String!\n'
    released.write_text(released.read_text().replace("type Viewer {\n", missing))
    ending, shown = complaints(project)
    assert ending == "What is BREAKING breaks front-ends that people run: keep it, add beside it, and deprecate it."
    assert shown.strip() == "BREAKING: Viewer.nickname was removed."


def test_what_is_not_committed_is_shown(project: Path) -> None:
    committed = project / "tests/schema.graphql"
    committed.write_text(committed.read_text().replace("type Viewer {\n", "type Viewer {\n  nickname: String\n\n"))
    ending, shown = complaints(project)
    assert ending == "The schema changed. If that is meant, run `make schema` and commit tests/schema.graphql."
    assert "-  nickname: String" in shown


def test_an_addition_without_its_line_is_named(project: Path) -> None:
    released = project / "tests/schema.released.graphql"
    released.write_text(released.read_text().replace('  """The address they sign in with."""\n  email: String!\n', ""))
    ending, shown = complaints(project)
    assert ending.startswith("docs/schema-changes.md does not tell what is new.")
    assert "+- `Viewer.email`: The address they sign in with." in shown
    said("schema", folder=project)
    assert said("schema", "--check", folder=project) == "The schema is what was committed.\n"


def test_a_release_is_what_later_schemas_are_held_to(project: Path) -> None:
    (project / "tests/schema.released.graphql").write_text("type Query { page: String }")
    said("schema", release="9.0", folder=project)
    assert (project / "tests/schema.released.graphql").read_text() == (project / "tests/schema.graphql").read_text()
    assert "\n## 9.0\n\n- **Breaking**: Query.page changed type" in (project / "docs/schema-changes.md").read_text()


def test_the_schema_is_written(project: Path) -> None:
    written = (project / "tests/schema.graphql").read_text()
    (project / "tests/schema.graphql").unlink()
    said("schema", folder=project)
    assert (project / "tests/schema.graphql").read_text() == written
