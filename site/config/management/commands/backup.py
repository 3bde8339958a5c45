"""A whole Plein into a folder."""

import shutil
import tempfile
from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from config.backups import databases, manifest, uploads
from config.backups.manifest import Manifest, UnfitBackupError


class Command(BaseCommand):
    help = "Backs up the database and the uploads into a new folder, while Plein serves."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, help="which must not exist yet: it is there when the backup is whole")

    def handle(self, *, folder: Path, **options: object) -> None:
        if folder.exists():
            raise CommandError(f"{folder} exists already: name a new folder")
        folder.parent.mkdir(parents=True, exist_ok=True)
        # beside it, because a move within one disk is one step; for this user alone, because it is all there is to know
        unfinished = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name}-"))
        try:
            made = self.back_up(unfinished)
            unfinished.rename(folder)
        except UnfitBackupError as error:
            raise CommandError(str(error)) from error
        finally:
            shutil.rmtree(unfinished, ignore_errors=True)
        megabytes = sum(file["bytes"] for file in made.files.values()) / 1e6
        self.stdout.write(f"{folder}: {len(made.files)} files, {megabytes:.1f} MB")

    def back_up(self, folder: Path) -> Manifest:
        """The database first: what is uploaded after that is more than it knows of, which does no harm."""
        self.stdout.write("The database")
        applied = manifest.migrations_applied()
        counts = databases.dump(folder)
        self.stdout.write("The uploads")
        uploads.dump(folder, self.progress)
        self.stdout.write("The manifest")
        files = {name: manifest.described(path) for name, path in manifest.files_below(folder).items()}
        made = Manifest(connection.vendor, manifest.versions(), applied, counts, files)
        made.write(folder)
        return made

    def progress(self, done: int, total: int) -> None:
        if done == total or self.stdout.isatty():
            self.stdout.write(f"  {done} of {total}", ending="\n" if done == total else "\r")
