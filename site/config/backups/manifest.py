"""What a backup holds, so that a restore can tell before it touches anything whether all of it is there, unchanged."""

import hashlib
import json
import tomllib
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import django
import wagtail
from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone

NAME = "manifest.json"
FORMAT = 1
# What a city counts after a restore to see that its intranet is back; the tables of these models.
COUNTED = ("wagtailcore.Page", "people.User", "access.Visibility", "media.Image", "archive.LibraryDocument")


class UnfitBackupError(Exception):
    """This folder cannot be restored here; the message says why, to an operator."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """`files` has the sha256 and the size in bytes of every other file, by its path within the backup."""

    database: str
    versions: dict[str, str]
    migrations: list[str]
    counts: dict[str, int]
    files: dict[str, dict[str, Any]]
    format: int = FORMAT
    made_at: str = field(default_factory=lambda: timezone.now().isoformat(timespec="seconds"))

    def write(self, folder: Path) -> None:
        (folder / NAME).write_text(json.dumps(asdict(self), indent=1, ensure_ascii=False) + "\n")

    @classmethod
    def read(cls, folder: Path) -> "Manifest":
        """Raises UnfitBackupError for a folder that is no backup, or one of another format."""
        try:
            told = json.loads((folder / NAME).read_text())
            manifest = cls(**told)
        except (OSError, ValueError, TypeError) as error:
            raise UnfitBackupError(f"{folder} is no backup: {NAME} cannot be read ({error})") from error
        if manifest.format != FORMAT:
            raise UnfitBackupError(f"{folder} is of format {manifest.format}, and this release reads {FORMAT}")
        return manifest

    def refuse_if_unfit(self, folder: Path) -> None:
        """Raises UnfitBackupError where a file is missing or changed, or this code does not know the database."""
        if self.database != connection.vendor:
            raise UnfitBackupError(f"The backup is of {self.database}, and DATABASE_URL names {connection.vendor}")
        unknown = sorted(set(self.migrations) - migrations_known())
        if unknown:
            raise UnfitBackupError(f"A newer release made this backup: this one does not know {', '.join(unknown)}")
        found = files_below(folder)
        for name, expected in self.files.items():
            if name not in found:
                raise UnfitBackupError(f"{name} is missing")
            if described(found[name]) != expected:
                raise UnfitBackupError(f"{name} is not what was backed up: its size or sha256 differs")


def versions() -> dict[str, str]:
    project = settings.ROOT / "pyproject.toml"
    plein = tomllib.loads(project.read_text())["project"]["version"] if project.exists() else "unknown"
    return {"plein": plein, "django": django.get_version(), "wagtail": wagtail.__version__}


def migrations_known() -> set[str]:
    """As `app.name`, of the code. A squashed one counts as those that it replaces, too."""
    loader = MigrationLoader(None)
    replaced = {key for migration in loader.disk_migrations.values() for key in migration.replaces}
    return {".".join(key) for key in {*loader.disk_migrations, *replaced}}


def migrations_applied() -> list[str]:
    return sorted(".".join(key) for key in MigrationLoader(connection).applied_migrations)


def files_below(folder: Path) -> dict[str, Path]:
    """Every file but the manifest, by its path within the folder."""
    return {
        path.relative_to(folder).as_posix(): path
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path != folder / NAME
    }


def described(path: Path) -> dict[str, Any]:
    with path.open("rb") as file:
        return {"bytes": path.stat().st_size, "sha256": hashlib.file_digest(file, "sha256").hexdigest()}
