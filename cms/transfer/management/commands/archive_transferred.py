"""`manage.py archive_transferred`: another archive has taken a bag."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from cms.transfer.actions import note_transfer
from cms.transfer.sources import BadSourceError, source_at
from cms.transfer.telling import person_of


class Command(BaseCommand):
    """The command. Exits with 1 when a document cannot be marked, so that a script notices."""

    help = "Note that another archive has taken what waits for its transfer and is in this bag; here it is destroyed."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("bag", type=Path, metavar="DIR", help="the bag, as archive_export wrote it")
        parser.add_argument("--to", required=True, metavar="TEXT", help="which archive has it, and under which receipt")
        parser.add_argument("--by", required=True, metavar="EMAIL", help="who says so, and may propose destruction")

    def handle(self, *args: Any, bag: Path, to: str, by: str, **options: Any) -> None:
        try:
            report = note_transfer(source_at(bag), to=to, by=person_of(by))
        except BadSourceError as error:
            raise CommandError(str(error)) from error
        for problem in report.problems:
            self.stdout.write(problem)
        counts = {"transferred": report.counts["transferred"], "problems": len(report.problems)}
        self.stdout.write(_("%(transferred)s documents transferred, %(problems)s with a problem.") % counts)
        if report.problems:
            sys.exit(1)
