"""`manage.py people_import`: a list of people becomes accounts."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from cms.directory.importing import import_people
from cms.directory.listing import COLUMNS, BadRowError

TOLD_EVERY = 500


class Command(BaseCommand):
    """The command. Exits with 1 when a row has a problem, so that a script notices."""

    help = f"Make and change accounts by a CSV file with any of the columns {', '.join(COLUMNS)}. May be run again."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE.csv", help="the list, in UTF-8, with commas")
        parser.add_argument("--make", action="store_true", help="make units, locations and roles that are not there")
        parser.add_argument(
            "--deactivate-missing",
            action="store_true",
            help="close who came by a list and is not in this one",
        )
        parser.add_argument("--dry-run", action="store_true", help="report what would happen, and write nothing")

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        try:
            with file.open(encoding="utf-8-sig", newline="") as lines:
                report = import_people(
                    lines,
                    is_making=options["make"],
                    is_closing_missing=options["deactivate_missing"],
                    is_rehearsal=options["dry_run"],
                    progress=self._tell,
                )
        except (OSError, UnicodeDecodeError) as error:
            raise CommandError(_("%(file)s cannot be read: %(error)s") % {"file": file, "error": error}) from error
        except BadRowError as error:
            raise CommandError(str(error)) from error
        for line in report.lines():
            self.stdout.write(line)
        if report.problems:
            sys.exit(1)

    def _tell(self, done: int) -> None:
        if done % TOLD_EVERY == 0:
            self.stderr.write(_("%(count)s rows …") % {"count": done})
