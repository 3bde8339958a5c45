"""A city's intranet is backed up, lost, and restored into an empty place: rights, uploads and search are back."""

import json
import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import pytest
import pytest_django
from django.conf import settings as project_settings
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from wagtail.models import Collection

from cms.access.actions import restrict
from cms.access.standard import standard_audiences
from config.backups import databases
from config.backups.manifest import UnfitBackupError
from search import sync
from tests.factories.archive import create_document
from tests.factories.media import create_image
from tests.factories.pages import create_article, create_theme
from tests.factories.people import create_partner, create_user

pytestmark = pytest.mark.django_db(transaction=True)

TITLE = "Zwangerschapsverlof aanvragen"

# What a reader finds in the restored place, seen through its own doors.
VISIT = """
import json, sys, django
django.setup()
from django.test import Client
from cms.people.models import User

page, document, *readers = sys.argv[1:]
found = {}
for email in readers:
    client = Client(SERVER_NAME="localhost")
    client.force_login(User.objects.get(email=email))
    file = client.get(document)
    found[email] = {
        "page": client.get(page).status_code,
        "document": b"".join(file.streaming_content).decode() if file.streaming else file.status_code,
        "search": page in client.get("/zoeken/", {"q": "zwangerschapsverlof"}).content.decode(),
    }
print(json.dumps(found))
"""


def rewrite(folder: Path, **changes: object) -> None:
    path = folder / "manifest.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | changes))


def upload(folder: Path) -> Path:
    return next((folder / "media" / "documents").rglob("*.*"))


HARMS: list[tuple[Callable[[Path], object], str]] = [
    (lambda folder: (folder / "manifest.json").unlink(), "is no backup"),
    (lambda folder: upload(folder).unlink(), "is missing"),
    (lambda folder: upload(folder).write_text("x"), "is not what was backed up"),
    (lambda folder: rewrite(folder, format=2), "is of format 2, and this release reads 1"),
    (lambda folder: rewrite(folder, database="oracle"), "The backup is of oracle"),
    (lambda folder: rewrite(folder, migrations=["pages.9999_later"]), "does not know pages.9999_later"),
]


@pytest.fixture
def backup(tmp_path: Path) -> Path:
    return tmp_path / "backups" / "2026-11-22"


@pytest.fixture
def city(settings: pytest_django.Settings, tmp_path: Path) -> dict[str, str]:
    """A page and a document for staff, with a picture; the address of each and an e-mail of who may and may not."""
    settings.MEDIA_ROOT = str(tmp_path / "media")
    settings.ELASTICSEARCH_URL = ""
    Collection.objects.all().delete()
    root = Collection.add_root(name="Root")
    staff_alone = root.add_child(name="Intern")
    restrict(kind="collection", key=staff_alone.pk, audiences=standard_audiences("staff"))
    article = create_article(create_theme(), TITLE, publish=True)
    create_image(collection=staff_alone)
    document = create_document(collection=staff_alone)
    sync.catch_up()
    return {
        "page": article.url,
        "document": document.url,
        "staff": create_user().email,
        "partner": create_partner().email,
    }


@pytest.fixture
def empty_place(tmp_path: Path) -> Iterator[dict[str, str]]:
    """The environment of a deployment whose database has no tables, and whose folder of uploads is not there yet."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    place = kept | {
        "DJANGO_SETTINGS_MODULE": "config.settings.dev", "PYTHONPATH": "site", "MEDIA_ROOT": str(tmp_path / "restored"),
    }  # fmt: skip
    if connection.vendor != "postgresql":
        yield place | {"DATABASE_URL": f"sqlite:///{tmp_path / 'restored.sqlite3'}"}
        return
    given, name = connection.settings_dict, f"restored_{uuid4().hex[:8]}"
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name}")
    where = f"{given['USER']}:{given['PASSWORD']}@{given['HOST']}:{given['PORT']}"
    yield place | {"DATABASE_URL": f"postgres://{where}/{name}"}
    with connection.cursor() as cursor:
        cursor.execute(f"DROP DATABASE {name}")


def python(place: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments], cwd=project_settings.ROOT, env=place, capture_output=True, text=True
    )


def restore(place: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    return python(place, "manage.py", "restore", *arguments)


def visit(place: dict[str, str], city: dict[str, str]) -> dict[str, dict[str, object]]:
    seen = python(place, "-c", VISIT, city["page"], city["document"], city["staff"], city["partner"])
    assert seen.returncode == 0, seen.stderr
    found = json.loads(seen.stdout)
    return {"staff": found[city["staff"]], "partner": found[city["partner"]]}


def test_everything_is_back_and_for_the_same_people(
    city: dict[str, str], backup: Path, empty_place: dict[str, str]
) -> None:
    call_command("backup", backup)

    restored = restore(empty_place, str(backup))

    assert restored.returncode == 0, restored.stderr
    assert "but" not in restored.stdout
    assert "      2 people.User\n" in restored.stdout
    assert visit(empty_place, city) == {
        "staff": {"page": 200, "document": "Artikel 1. Dit is de regeling.", "search": True},
        "partner": {"page": 404, "document": 404, "search": False},
    }
    assert "No planned migration operations." in python(empty_place, "manage.py", "migrate", "--plan").stdout


def test_a_place_in_use_is_replaced_only_by_force(
    city: dict[str, str], backup: Path, empty_place: dict[str, str]
) -> None:
    call_command("backup", backup)
    restore(empty_place, str(backup))
    stranger = Path(empty_place["MEDIA_ROOT"]) / "documents" / "later.txt"
    stranger.write_text("uploaded after the backup")

    refused = restore(empty_place, str(backup))
    assert refused.returncode == 1
    assert "There are people or uploads here already. --force replaces them" in refused.stderr
    assert stranger.exists()

    forced = restore(empty_place, str(backup), "--force")
    assert forced.returncode == 0, forced.stderr
    assert not stranger.exists()
    assert visit(empty_place, city)["staff"]["page"] == 200


def test_a_backup_is_whole_or_not_there(city: dict[str, str], backup: Path, settings: pytest_django.Settings) -> None:
    call_command("backup", backup)

    assert stat.S_IMODE(backup.stat().st_mode) == 0o700
    assert [path.name for path in backup.parent.iterdir()] == [backup.name]
    manifest = json.loads((backup / "manifest.json").read_text())
    assert manifest["counts"]["people.User"] == 2
    assert manifest["counts"]["archive.LibraryDocument"] == 1
    assert set(manifest["files"]) == {
        databases.FILE_OF[connection.vendor],
        *(f"media/{path.relative_to(settings.MEDIA_ROOT)}" for path in Path(settings.MEDIA_ROOT).rglob("*.*")),
    }
    with pytest.raises(CommandError, match="exists already: name a new folder"):
        call_command("backup", backup)


def test_a_backup_that_fails_leaves_nothing_behind(
    city: dict[str, str], backup: Path, settings: pytest_django.Settings
) -> None:
    document = next((Path(settings.MEDIA_ROOT) / "documents").rglob("*.*"))
    document.unlink()
    # a folder where the upload was: it can be listed, and not be read
    document.symlink_to("/proc/self/mem")

    with pytest.raises(OSError):
        call_command("backup", backup)

    assert list(backup.parent.iterdir()) == []


def test_what_is_not_fit_is_refused_before_anything_is_touched(
    city: dict[str, str], backup: Path, tmp_path: Path
) -> None:
    call_command("backup", backup)
    before = databases.counts()

    for number, (harm, complaint) in enumerate(HARMS):
        harmed = shutil.copytree(backup, tmp_path / str(number))
        harm(harmed)
        with pytest.raises(CommandError, match=complaint):
            call_command("restore", harmed, force=True)

    assert databases.counts() == before


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite needs no programs")
def test_a_missing_program_is_named_with_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert shutil.which("pg_dump") is None

    with pytest.raises(UnfitBackupError, match="pg_dump is not installed.* apt-get install postgresql-client"):
        databases.find_program("pg_dump")
