"""`manage.py manifest`: the site's own operations as trusted documents, in a committed file."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cms.api.trusted import manifest_of
from web.questions import OPERATIONS, operation


class Command(BaseCommand):
    # because they look at the very file that this mends
    requires_system_checks = []
    help = "Write the site's operations to operations/manifest.json; with --check, fail where that is old."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="change nothing; fail on any difference")
        parser.add_argument("--file", type=Path, default=OPERATIONS / "manifest.json", help="the manifest")

    def handle(self, *args: Any, **options: Any) -> None:
        file: Path = options["file"]
        manifest = manifest_of(operation(path.stem) for path in OPERATIONS.glob("*.graphql"))
        if not options["check"]:
            file.write_text(manifest, encoding="utf-8")
            self.stdout.write(f"Wrote {file.name}.")
        elif not file.exists() or file.read_text(encoding="utf-8") != manifest:
            raise CommandError("The site's operations changed. Run `manage.py manifest` and commit the manifest.")
        else:
            self.stdout.write("The manifest is what the site asks.")
