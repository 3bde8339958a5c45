"""`manage.py person_export EMAIL --to DIR`: all that is known of somebody who asks for it."""

import shutil
from argparse import ArgumentParser
from pathlib import Path
from typing import IO, Any

from django.core.management.base import BaseCommand, CommandError

from cms.people.models import User
from cms.privacy.actions import export_person


class Command(BaseCommand):
    help = "Write all that is known of a person into a new folder, as JSON and files, for nobody else to read."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email", help="the address that they sign in with")
        parser.add_argument("--to", type=Path, required=True, help="a folder that does not exist, or is empty")

    def handle(self, *args: Any, email: str, to: Path, **options: Any) -> None:
        person = User.objects.filter(email__iexact=email).first()
        if person is None:
            raise CommandError(f"Nobody signs in with {email}.")
        if to.exists() and (not to.is_dir() or any(to.iterdir())):
            raise CommandError(f"{to} exists and is not empty.")
        to.mkdir(mode=0o700, parents=True, exist_ok=True)
        to.chmod(0o700)

        def put(name: str, content: IO[bytes]) -> None:
            path = to / name
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with path.open("wb") as file:
                path.chmod(0o600)
                shutil.copyfileobj(content, file)

        counts = export_person(person, by=None, put=put)
        for topic, count in counts.items():
            self.stdout.write(f"{topic}: {count}")
        self.stdout.write(f"Written to {to}. Hand it to nobody but the person, and delete it then.")
