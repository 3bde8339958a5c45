"""`manage.py archive_export`: a collection becomes a bag."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from cms.transfer.actions import export_collection
from cms.transfer.actions.export import ExportError
from cms.transfer.collections import NoCollectionError, collection_at
from cms.transfer.telling import Teller, person_of


class Command(BaseCommand):
    """The command. Exits with 1 when a file is missing or broken, so that a script notices."""

    help = "Write a collection and those below it as a new bag (RFC 8493) with Dublin Core, and read it once more."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("collection", metavar="COLLECTION", help="its id, or its path of names: Policy/Leave")
        parser.add_argument("to", type=Path, metavar="DIR", help="the folder to make; it must not be there yet")
        parser.add_argument("--by", required=True, metavar="EMAIL", help="for whom: what they may not open stays here")

    def handle(self, *args: Any, collection: str, to: Path, by: str, **options: Any) -> None:
        teller = Teller(self.stderr, int(options["verbosity"]))
        try:
            report, _whole = export_collection(collection_at(collection), to, by=person_of(by), progress=teller.tell)
        except (NoCollectionError, ExportError) as error:
            raise CommandError(str(error)) from error
        for problem in report.problems:
            self.stdout.write(problem)
        counts = {"exported": report.counts["exported"], "problems": len(report.problems)}
        self.stdout.write(_("%(exported)s files in the bag, %(problems)s with a problem.") % counts)
        if report.problems:
            sys.exit(1)
