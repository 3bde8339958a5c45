"""`manage.py schema`: the public schema as a committed file, so that every change of it is seen before it is made."""

from argparse import ArgumentParser
from difflib import unified_diff
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from cms.api.schema import schema
from cms.api.schema_changes import as_release, breaking_changes, changes_since, with_lines

PRINTED = "tests/schema.graphql"
RELEASED = "tests/schema.released.graphql"
CHANGES = "docs/schema-changes.md"


class Command(BaseCommand):
    help = (
        f"Write the GraphQL schema to {PRINTED} and what is new in it to {CHANGES}; with --check, fail where these are"
        " not what we serve, or where something that was released is gone."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="change nothing; fail on any difference")
        parser.add_argument("--release", metavar="NAME", help=f"make the schema the one that is kept: {RELEASED}")
        parser.add_argument("--folder", type=Path, default=settings.ROOT, help="the project, in which the files are")

    def handle(self, *args: Any, **options: Any) -> None:
        folder: Path = options["folder"]
        served = f"{schema}\n" if not str(schema).endswith("\n") else str(schema)
        if options["check"]:
            self._check(folder, served)
            return
        released = (folder / RELEASED).read_text()
        page = with_lines((folder / CHANGES).read_text(), changes_since(released, served))
        if options["release"]:
            page = as_release(page, options["release"], breaking_changes(released, served))
            (folder / RELEASED).write_text(served)
        (folder / CHANGES).write_text(page)
        (folder / PRINTED).write_text(served)
        self.stdout.write(f"Wrote {PRINTED} and {CHANGES}.")

    def _check(self, folder: Path, served: str) -> None:
        faults = [*self._broken(folder, served), *self._untold(folder, served), *self._different(folder, served)]
        if faults:
            raise CommandError("\n".join(faults))
        self.stdout.write("The schema is what was committed.")

    def _broken(self, folder: Path, served: str) -> list[str]:
        breaks = breaking_changes((folder / RELEASED).read_text(), served)
        for change in breaks:
            self.stderr.write(f"BREAKING: {change}")
        told = "What is BREAKING breaks front-ends that people run: keep it, add beside it, and deprecate it."
        return [told] if breaks else []

    def _untold(self, folder: Path, served: str) -> list[str]:
        page = (folder / CHANGES).read_text()
        complete = with_lines(page, changes_since((folder / RELEASED).read_text(), served))
        if complete == page:
            return []
        self._show_difference(page, complete, CHANGES)
        return [f"{CHANGES} does not tell what is new. Run `make schema`, read what it wrote, and commit it."]

    def _different(self, folder: Path, served: str) -> list[str]:
        path = folder / PRINTED
        committed = path.read_text() if path.exists() else ""
        if committed == served:
            return []
        self._show_difference(committed, served, PRINTED)
        return [f"The schema changed. If that is meant, run `make schema` and commit {PRINTED}."]

    def _show_difference(self, committed: str, wanted: str, name: str) -> None:
        lines = unified_diff(committed.splitlines(True), wanted.splitlines(True), name, "as it should be")
        self.stderr.write("".join(lines))
