"""`manage.py import_redirects`: a table of old addresses becomes redirects."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from cms.importing.redirecting import BadRowError, import_redirects


class Command(BaseCommand):
    """The command. Exits with 1 when a row has a problem, so that a script notices."""

    help = "Make redirects of a CSV file with the columns from, to and, if you like, permanent. May be run again."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE.csv", help="the table, in UTF-8")
        parser.add_argument("--dry-run", action="store_true", help="report what would happen, and write nothing")

    def handle(self, *args: Any, file: Path, dry_run: bool, **options: Any) -> None:
        try:
            with file.open(encoding="utf-8-sig", newline="") as lines:
                report = import_redirects(lines, is_rehearsal=dry_run)
        except (OSError, UnicodeDecodeError) as error:
            raise CommandError(_("%(file)s cannot be read: %(error)s") % {"file": file, "error": error}) from error
        except BadRowError as error:
            raise CommandError(str(error)) from error
        for line in report.lines():
            self.stdout.write(line)
        if report.problems:
            sys.exit(1)
