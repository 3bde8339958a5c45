"""`manage.py archive_import`: a bag, or a folder with a table, becomes documents."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from cms.transfer.actions import ingest_documents
from cms.transfer.actions.ingest import Order
from cms.transfer.collections import NoCollectionError, collection_at
from cms.transfer.sources import BadSourceError, source_at
from cms.transfer.telling import Teller, person_of


class Command(BaseCommand):
    """The command. Exits with 1 when a row has a problem, so that a script notices."""

    help = "Bring a bag, or a folder with a table documents.csv, in as documents. May be run again."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("source", type=Path, metavar="DIR", help="the bag or the folder")
        parser.add_argument("--into", required=True, metavar="COLLECTION", help="its id, or its path of names")
        parser.add_argument("--by", required=True, metavar="EMAIL", help="who brings them in, and may add there")
        parser.add_argument("--table", type=Path, metavar="FILE.csv", help="the table, if it is not in the folder")
        parser.add_argument("--name", default="", help="what the source is called, if its folder's name may change")
        parser.add_argument("--make-collections", action="store_true", help="make the collections that are not there")
        parser.add_argument("--new-versions", action="store_true", help="take a file that changed as a new version")
        parser.add_argument("--dry-run", action="store_true", help="report what would happen, and write nothing")

    def handle(self, *args: Any, source: Path, **options: Any) -> None:
        teller = Teller(self.stderr, int(options["verbosity"]))
        try:
            order = Order(
                source=source_at(source, table=options["table"], name=options["name"]),
                into=collection_at(options["into"]),
                by=person_of(options["by"]),
                makes_collections=options["make_collections"],
                adds_versions=options["new_versions"],
                is_rehearsal=options["dry_run"],
            )
            report = ingest_documents(order, progress=teller.tell)
        except (BadSourceError, NoCollectionError) as error:
            raise CommandError(str(error)) from error
        for problem in report.problems:
            self.stdout.write(problem)
        names = ("made", "versions", "unchanged", "problems")
        counts = {name: report.counts[name] for name in names}
        told = _("%(made)s new, %(versions)s new versions, %(unchanged)s there already, %(problems)s with a problem.")
        self.stdout.write(told % counts)
        if report.problems:
            sys.exit(1)
