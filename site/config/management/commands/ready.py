"""`/readyz` for a terminal, with everything it found."""

import sys
from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError

from config import health

PARTS = ["database", "cache", "search", "storage", "worker", "scheduler", "texts"]


class Command(BaseCommand):
    help = "Says how each part does; exit status 1 when it cannot serve, or when a part named here is not well."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("parts", nargs="*", metavar="part", help=f"only these, and a warning counts: {PARTS}")

    def handle(self, *, parts: list[str], **options: object) -> None:
        if unknown := set(parts) - set(PARTS):
            raise CommandError(f"There is no part {', '.join(sorted(unknown))}, only {', '.join(PARTS)}")
        findings = health.find()
        for name, finding in findings.items():
            if name in parts or not parts:
                self.stdout.write(f"{name + ':':11}{finding.state:9}{finding.note}")
        verdict = health.verdict_of(findings)
        if not parts:
            self.stdout.write(verdict)
        if verdict == "unready" or any(findings[name].state != health.State.OK for name in parts):
            sys.exit(1)
