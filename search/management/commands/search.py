"""`manage.py search`: rebuild, sync, status, template and check."""

import json
import sys
import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from search import inspection, rebuilding, refilling, repairing, sync
from search.engines import index
from search.engines.base import EngineName, EngineUnavailableError
from search.engines.connection import is_configured, reached
from search.engines.differences import DIFFERENCES
from search.models import Entry
from search.progress import Progress

MOST_SHOWN = 20
LONGEST_REASON = 300


class Command(BaseCommand):
    """What an operator does with search."""

    help = "Keep search in order: rebuild, sync, status, template or check."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """One verb, and what it takes."""
        verbs = parser.add_subparsers(dest="verb", required=True)
        rebuild = verbs.add_parser("rebuild", help="fill a new index beside the old one and put it in its place")
        rebuild.add_argument(
            "--entries", action="store_true", help="first have every app say again what there is to find"
        )
        verbs.add_parser("sync", help="do now what the worker would do: fill what is stale, push what is pending")
        verbs.add_parser("status", help="say what there is, what waits and how far behind it is")
        template = verbs.add_parser("template", help="print the index template, for who looks after the cluster")
        template.add_argument("--install", action="store_true", help="write it into the cluster")
        check = verbs.add_parser("check", help="compare rows and index; exit status 1 when they differ")
        check.add_argument("--repair", action="store_true", help="write again what differs")

    def handle(self, *_args: Any, verb: str, **options: Any) -> None:
        """Do what the verb says."""
        try:
            getattr(self, f"_{verb}")(**options)
        except EngineUnavailableError as error:
            raise CommandError(f"Elasticsearch cannot be reached: {error}") from error

    def _rebuild(self, *, entries: bool, **_options: Any) -> None:
        if entries or not Entry.objects.exists():
            self.stdout.write(f"{refilling.mark_everything_stale()} things to read again")
            sync.catch_up()
        self.stdout.write(f"{refilling.rewrite_words(self._progress())} entries in the database's own index")
        if not is_configured():
            return
        try:
            name = self._rebuild_in_turn()
        except rebuilding.RebuildUnderWayError:
            raise CommandError("Another process is rebuilding") from None
        except rebuilding.RebuildFailedError as error:
            raise CommandError(f"{error}; the old index stays") from error
        self.stdout.write(f"{name} is live")

    def _rebuild_in_turn(self) -> str:
        try:
            return rebuilding.rebuild(self._progress())
        except rebuilding.RebuildUnderWayError:
            self.stdout.write("A rebuild is under way, or was killed a moment ago: waiting for a sign of life")
            if not rebuilding.is_abandoned():
                raise
        return rebuilding.rebuild(self._progress())

    def _sync(self, **_options: Any) -> None:
        started = time.monotonic()
        filled = sync.catch_up()
        self.stdout.write(f"{filled} things filled in {time.monotonic() - started:.1f} s")
        self._status()

    def _status(self, **_options: Any) -> None:
        status = inspection.status()
        live = status.index or ("unreachable or missing" if is_configured() else "none configured")
        for name, value in [
            ("engine", status.engine.value),
            ("server", status.server or ("none that answers" if is_configured() else "none configured")),
            ("index", live if status.is_current_design else f"{live} (of an older design: rebuild)"),
            ("entries", status.entries),
            ("stale", f"{status.stale}, {status.failing} of them failing"),
            ("pending", f"{status.pending}, {status.refused} of them refused"),
            *(("refused", refusal[:LONGEST_REASON]) for refusal in status.refusals),
            ("lag", f"{status.lag.total_seconds():.1f} s"),
            ("trouble", status.trouble or "none"),
            *(("instead", str(each)) for each in DIFFERENCES if status.engine is EngineName.DATABASE),
        ]:
            self.stdout.write(f"{name + ':':10}{value}")

    def _template(self, *, install: bool, **_options: Any) -> None:
        if not install:
            self.stdout.write(json.dumps(index.template(), indent=2, default=str))
            return
        if not is_configured():
            raise CommandError("No Elasticsearch is configured")
        with reached() as client:
            self.stdout.write(f"{index.put_template(client)} is installed")

    def _check(self, *, repair: bool, **_options: Any) -> None:
        if not is_configured():
            self.stdout.write("No Elasticsearch is configured: the database's own index is all there is")
        differences, words = _compare()
        said = [*map(str, differences), *words]
        for line in said[:MOST_SHOWN]:
            self.stdout.write(line)
        self.stdout.write(f"{len(said)} differences")
        if said and repair:
            if differences:
                repairing.repair(differences)
            refilling.repair_words()
            differences_left, words_left = _compare()
            self.stdout.write(f"{len(differences_left) + len(words_left)} differences after repair")
        if said:
            sys.exit(1)

    def _progress(self) -> Progress:
        return Progress(lambda line, ending: self.stdout.write(line, ending=ending), is_watched=self.stdout.isatty())


def _compare() -> tuple[list[inspection.Difference], list[str]]:
    """Where Elasticsearch, if there is one, says other than the rows; and where the database's own words do."""
    return inspection.differences() if is_configured() else [], inspection.word_differences()
