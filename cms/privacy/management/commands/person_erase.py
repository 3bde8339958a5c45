"""`manage.py person_erase EMAIL`: forget somebody who left, or asks for it."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cms.activity.knowing import CannotEraseError
from cms.people.models import User
from cms.privacy.actions import erase_person, pseudonym_of, rows_to_erase


class Command(BaseCommand):
    help = "Erase a person: what they published and did stays, under a pseudonym. It cannot be taken back."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email", help="the address that they sign in with")
        parser.add_argument("--yes", action="store_true", help="do not ask")
        parser.add_argument("--dry-run", action="store_true", help="say what there is, and change nothing")

    def handle(self, *args: Any, email: str, yes: bool, dry_run: bool, **options: Any) -> None:
        person = User.objects.filter(email__iexact=email).first()
        if person is None:
            raise CommandError(f"Nobody signs in with {email}.")
        try:
            found = rows_to_erase(person, by=None)
            for topic, count in found.items():
                self.stdout.write(f"{topic}: {count}")
            if dry_run:
                return
            if not yes and not self._is_sure(email):
                raise CommandError("Nothing was erased.")
            erase_person(person, by=None)
        except CannotEraseError as error:
            raise CommandError(str(error)) from None
        self.stdout.write(f"Erased. Logs call them {pseudonym_of(person)}; backups know them until they are over.")

    def _is_sure(self, email: str) -> bool:
        try:
            return input("Write the address again to erase this person for good: ").strip().lower() == email.lower()
        except EOFError:
            return False
