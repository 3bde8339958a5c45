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


def test_the_committed_schema_is_what_is_served() -> None:
    assert said("schema", "--check") == "The schema is what was committed.\n"


def test_a_breaking_change_is_named(tmp_path: Path) -> None:
    committed = (settings.ROOT / "tests/schema.graphql").read_text()
    missing = 'type Viewer {\n  """Gone."""\n  nickname: String!\n'
    (tmp_path / "schema.graphql").write_text(committed.replace("type Viewer {\n", missing))
    err = StringIO()
    with pytest.raises(CommandError, match="run `manage.py schema` and commit"):
        call_command("schema", "--check", folder=tmp_path, stdout=StringIO(), stderr=err)
    assert "BREAKING: Viewer.nickname was removed." in err.getvalue()
    assert '-  """Gone."""' in err.getvalue()


def test_the_schema_is_written(tmp_path: Path) -> None:
    said("schema", folder=tmp_path)
    assert (tmp_path / "schema.graphql").read_text() == (settings.ROOT / "tests/schema.graphql").read_text()
