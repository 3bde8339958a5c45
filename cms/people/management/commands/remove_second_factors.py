"""`manage.py remove_second_factors EMAIL`: for somebody who lost their telephone, their key and their codes."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cms.people.actions.factors import remove_second_factors
from cms.people.models import User


class Command(BaseCommand):
    help = "Take away the second factors of an account. Be sure whose asking this is: the password alone opens it then."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email", help="the address the person signs in with")

    def handle(self, *args: Any, email: str, **options: Any) -> None:
        person = User.objects.filter(email=email.strip().lower()).first()
        if person is None:
            raise CommandError(f"Nobody has the address {email}.")
        count = remove_second_factors(person, by=None)
        self.stdout.write(f"Removed: {count}. They are signed out everywhere, and can set up new ones.")
