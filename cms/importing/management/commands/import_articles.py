"""`manage.py import_articles`: a folder of Markdown or MDX becomes pages."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from time import monotonic
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from cms.importing.actions import ImportOrder, import_articles
from cms.importing.links import OldSite
from cms.importing.places import NoPlaceError


class Command(BaseCommand):
    """The command. Exits with 1 when the report holds an error or a fault, so that a script notices."""

    help = "Bring a folder of Markdown or MDX in as pages below a page. May be run again: only what changed is touched."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, metavar="DIR", help="the folder with the Markdown files")
        parser.add_argument("--language", required=True, choices=[code for code, _name in settings.LANGUAGES])
        parser.add_argument("--under", required=True, metavar="PATH", help="such as /kennisbank/; made when not there")
        parser.add_argument("--draft", action="store_true", help="publish nothing that is new")
        parser.add_argument("--dry-run", action="store_true", help="report what would happen, and write nothing")
        parser.add_argument("--overwrite", action="store_true", help="also write over pages that were edited here")
        parser.add_argument("--old-site", default="", metavar="URL", help="where it stood: https://wiki.town.example")
        parser.add_argument(
            "--mount",
            action="append",
            default=[],
            metavar="FOLDER=PATH",
            help="where a folder stood on the old site: docs=/handbook (may be given more than once)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        folder: Path = options["folder"]
        if not folder.is_dir():
            raise CommandError(_("%(folder)s is not a folder.") % {"folder": folder})
        order = ImportOrder(
            folder=folder,
            language=options["language"],
            under=options["under"],
            is_draft=options["draft"],
            is_rehearsal=options["dry_run"],
            overwrites_edits=options["overwrite"],
            old_site=OldSite(options["old_site"], _mounts(options["mount"])),
        )
        self._told_at, self._verbosity = monotonic(), int(options["verbosity"])
        try:
            report = import_articles(order, progress=self._progress)
        except NoPlaceError as error:
            raise CommandError(str(error)) from error
        for line in report.lines():
            self.stdout.write(line)
        if not report.is_clean:
            sys.exit(1)

    def _progress(self, doing: str, done: int, total: int) -> None:
        """One line a second at most, and one at the end of each stretch."""
        if self._verbosity and (done == total or monotonic() - self._told_at >= 1):
            self._told_at = monotonic()
            self.stderr.write(f"{doing} {done}/{total}")


def _mounts(pairs: list[str]) -> dict[str, str]:
    mounts = {}
    for pair in pairs:
        folder, sign, path = pair.partition("=")
        if not sign:
            raise CommandError(_("--mount takes FOLDER=PATH, not “%(pair)s”.") % {"pair": pair})
        mounts[folder] = path
    return mounts
