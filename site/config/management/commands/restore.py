"""A whole Plein from a folder."""

from argparse import ArgumentParser
from pathlib import Path

from django.core.cache import cache
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from config.backups import databases, uploads
from config.backups.manifest import Manifest, UnfitBackupError

# What a restore replaces it replaces for ever, so these are asked before anything is touched.
SESSIONS = "{} other connections to the database are open: stop web, worker and scheduler first"
FULL = "There are people or uploads here already. --force replaces them, for ever, by those of the backup"


class Command(BaseCommand):
    help = "Restores a folder that `backup` made into an empty place, and rebuilds the search."
    # because the database may have no tables yet
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path)
        parser.add_argument("--force", action="store_true", help="replace what is there, for ever")

    def handle(self, *, folder: Path, force: bool, **options: object) -> None:
        try:
            manifest = Manifest.read(folder)
            self.stdout.write(f"Checking {len(manifest.files)} files of {manifest.made_at}")
            manifest.refuse_if_unfit(folder)
            self.refuse_a_place_in_use(is_forced=force)
            self.restore(folder)
        except UnfitBackupError as error:
            raise CommandError(str(error)) from error
        self.report(manifest)

    def refuse_a_place_in_use(self, *, is_forced: bool) -> None:
        if sessions := databases.other_sessions():
            raise CommandError(SESSIONS.format(sessions))
        if not is_forced and (uploads.are_there() or not databases.is_empty()):
            raise CommandError(FULL)

    def restore(self, folder: Path) -> None:
        self.stdout.write("The database")
        databases.load(folder)
        self.stdout.write("The uploads")
        uploads.load(folder, self.progress)
        # what an older release backed up gets the tables of this one
        call_command("migrate", verbosity=0)
        cache.clear()
        self.stdout.write("The search")
        call_command("search", "rebuild", stdout=self.stdout)

    def report(self, manifest: Manifest) -> None:
        found = databases.counts()
        for label, count in found.items():
            expected = manifest.counts.get(label)
            differs = "" if count == expected else f", but {expected} were backed up"
            self.stdout.write(f"  {count:7} {label}{differs}")
        self.stdout.write("Restored. Start web, worker and scheduler.")

    def progress(self, done: int, total: int) -> None:
        if done == total or self.stdout.isatty():
            self.stdout.write(f"  {done} of {total}", ending="\n" if done == total else "\r")
