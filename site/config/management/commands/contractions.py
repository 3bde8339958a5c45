"""For `make lint`: a release can be rolled out while the last one serves."""

from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError

from config import contractions

ADVICE = """These would break the processes of the last release, which serve until this one has taken over:
  {lines}
Add now, take away a release later (docs/operators.md); or say in the migration why it is safe: contraction = "..." """


class Command(BaseCommand):
    help = "Names the migrations that a process of the last release could not live with."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--release", action="store_true", help="note the migrations there are as released")

    def handle(self, *, release: bool, **options: object) -> None:
        if release:
            self.stdout.write(f"{contractions.release()} migrations are released")
            return
        if lines := contractions.unmarked(contractions.in_order(), contractions.released()):
            raise CommandError(ADVICE.format(lines="\n  ".join(lines)))
