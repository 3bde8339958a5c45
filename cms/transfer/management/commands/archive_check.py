"""`manage.py archive_check`: whether the archive's files are whole."""

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from cms.transfer.actions import check_files
from cms.transfer.telling import Teller


class Command(BaseCommand):
    """The command. Exits with 1 when a file is missing or differs, so that a script notices."""

    help = "Hash every file of every version of every document again, and report those that differ or are missing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--after", type=int, default=0, metavar="ID", help="go on behind the version with this id")

    def handle(self, *args: Any, after: int, **options: Any) -> None:
        report = check_files(after=after, progress=Teller(self.stderr, int(options["verbosity"])).tell)
        for problem in report.problems:
            self.stdout.write(problem)
        counts = {"whole": report.counts["whole"], "problems": len(report.problems)}
        self.stdout.write(_("%(whole)s files are whole, %(problems)s are not.") % counts)
        if report.problems:
            sys.exit(1)
