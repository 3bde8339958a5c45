"""The commands for personal data."""

import json
import stat
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from cms.activity.models import AuditEntry
from cms.people.models import User
from tests.factories.media import create_image
from tests.factories.people import create_superuser, create_user

pytestmark = pytest.mark.django_db
EMAIL = "zoe.jansen@plein.example"


def run(*args, **options):
    said = StringIO()
    call_command(*args, stdout=said, **options)
    return said.getvalue()


@pytest.fixture
def zoe():
    return create_user("Zoë Jansen", email=EMAIL, photo=create_image())


def test_somebody_is_exported_into_a_folder_that_nobody_else_reads(zoe, tmp_path):
    target = tmp_path / "zoe"
    assert "account: 1" in run("person_export", EMAIL.upper(), to=target)
    account = target / "account.json"
    assert json.loads(account.read_text(encoding="utf-8"))[0]["first_name"] == "Zoë"
    assert "Zoë" in account.read_text(encoding="utf-8")
    assert (stat.S_IMODE(target.stat().st_mode), stat.S_IMODE(account.stat().st_mode)) == (0o700, 0o600)
    assert len(list((target / "files" / "account").iterdir())) == 1
    assert AuditEntry.objects.get(act="person.exported").thing_id == str(zoe.pk)


def test_nothing_is_written_into_a_folder_with_something_in_it(zoe, tmp_path):
    (tmp_path / "kept").write_text("mine")
    with pytest.raises(CommandError, match="not empty"):
        run("person_export", EMAIL, to=tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["kept"]
    assert not AuditEntry.objects.filter(act="person.exported").exists()


@pytest.mark.parametrize("command", ["person_export", "person_erase"])
def test_who_is_not_there_is_said_not_to_be(command, tmp_path):
    options = {"to": tmp_path} if command == "person_export" else {"yes": True}
    with pytest.raises(CommandError, match="Nobody signs in with"):
        run(command, "nobody@plein.example", **options)


def test_somebody_is_erased_without_being_asked(zoe):
    assert "Erased." in run("person_erase", EMAIL, yes=True)
    assert User.objects.get(pk=zoe.pk).email == f"erased-{zoe.pk}@erased.invalid"


def test_a_dry_run_changes_nothing(zoe):
    assert "account: 1" in run("person_erase", EMAIL, dry_run=True)
    assert User.objects.get(pk=zoe.pk).email == EMAIL


@pytest.mark.parametrize(("written", "is_erased"), [(EMAIL, True), ("yes", False), ("", False)])
def test_the_address_is_asked_for_again(zoe, monkeypatch, written, is_erased):
    monkeypatch.setattr("builtins.input", lambda question: written)
    if is_erased:
        run("person_erase", EMAIL)
    else:
        with pytest.raises(CommandError, match="Nothing was erased"):
            run("person_erase", EMAIL)
    assert User.objects.filter(email=EMAIL).exists() is not is_erased


def test_the_last_administrator_is_refused():
    ada = create_superuser(email="ada@plein.example")
    with pytest.raises(CommandError):
        run("person_erase", "ada@plein.example", yes=True)
    assert User.objects.get(pk=ada.pk).is_active
