"""`manage.py recover_administrator EMAIL`: the way back in when nobody can administer any more."""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email

from cms.people.actions import password_link, recover_administrator

SAID = {
    "made": "There was no such account: it was made.",
    "reactivated": "The account was closed: it is open again.",
    "appointed": "The account was no administrator's: now it is.",
}


class Command(BaseCommand):
    help = "Make or reactivate an administrator, and print a link to choose a new password with, once."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email", help="the address to sign in with")

    def handle(self, *args: Any, email: str, **options: Any) -> None:
        try:
            validate_email(email)
        except ValidationError:
            raise CommandError(f"{email} is no e-mail address.") from None
        person, done = recover_administrator(email)
        for word in done:
            self.stderr.write(SAID[word])
        if not done:
            self.stderr.write("This was an active administrator already; nothing was changed.")
        self.stderr.write("Open this once to choose a password. Whoever has it is administrator:")
        self.stdout.write(password_link(person))
