"""`manage.py schema`: the public schema as a committed file, so that every change of it is seen before it is made."""

from argparse import ArgumentParser
from difflib import unified_diff
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from graphql import build_schema, find_breaking_changes

from cms.api.schema import schema

PRINTED = "schema.graphql"


class Command(BaseCommand):
    help = "Write the GraphQL schema to tests/schema.graphql; with --check, fail where that file is not what we serve."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="change nothing; fail on any difference")
        parser.add_argument("--folder", type=Path, default=settings.ROOT / "tests", help="where the two files are")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["folder"] / PRINTED
        printed = f"{schema}\n" if not str(schema).endswith("\n") else str(schema)
        if options["check"]:
            committed = path.read_text() if path.exists() else ""
            self._check(committed, printed)
        else:
            path.write_text(printed)
            self.stdout.write(f"Wrote {path.relative_to(options['folder'].parent)}.")

    def _check(self, committed: str, printed: str) -> None:
        if committed == printed:
            self.stdout.write("The schema is what was committed.")
            return
        self.stderr.write(
            "".join(unified_diff(committed.splitlines(True), printed.splitlines(True), PRINTED, "served"))
        )
        for change in breaking_changes(committed, printed):
            self.stderr.write(f"BREAKING: {change}")
        raise CommandError(
            "The schema changed. If that is meant, run `manage.py schema` and commit tests/schema.graphql;"
            " what is BREAKING breaks front-ends that people run: add beside it, and deprecate."
        )


def breaking_changes(committed: str, printed: str) -> list[str]:
    """What a front-end written against the committed schema would miss in the one that is served, in words."""
    if not committed:
        return []
    old, new = build_schema(committed, assume_valid=True), build_schema(printed, assume_valid=True)
    return [change.description for change in find_breaking_changes(old, new)]
