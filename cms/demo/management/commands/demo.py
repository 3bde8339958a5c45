"""`manage.py demo`: an invented city to look around in."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from cms.archive.refusals import DeletionRefusedError
from cms.demo import content
from cms.demo.actions import PASSWORD, ForeignContentError, is_demo_loaded, load_demo, reload_demo

ACCOUNTS = """
  The demo is Waterveen, a city that does not exist. Sign in at /accounts/login/ with the password {password} as

{accounts}
"""
WHAT_THEY_DO = {
    "admin": "administers everything",
    "editor": "writes in every theme and submits for approval",
    "moderator": "approves and publishes in every theme, and sees what is for managers and the board",
    "archivist": "keeps all documents and their collections",
    "employee": "reads; not what is closed: instructions of the public desk, for managers, of the board",
    "field": "reads on a phone, has no desk",
    "partner": "is no staff: sees the home page and the theme for partners, and nothing else",
}


class Command(BaseCommand):
    help = "Loads an invented city the first time; later it touches nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--reset", action="store_true", help="delete what the demo made and load it anew")
        parser.add_argument("--force", action="store_true", help="load it in production too, password and all")

    def handle(self, *, reset: bool, force: bool, **options: Any) -> None:
        if not settings.DEBUG and not force:
            raise CommandError("The demo has a password that everybody knows: not in production, unless with --force.")
        if is_demo_loaded() and not reset:
            self.say_accounts()
            return
        try:
            report = reload_demo() if reset else load_demo()
        except DeletionRefusedError as refusal:
            raise CommandError(f"Nothing is changed, for a document of the demo has to stay: {refusal}") from refusal
        except ForeignContentError:
            self.stdout.write("There is a home page of another site here: the demo leaves it alone and loads nothing.")
            return
        self.stdout.write(
            f"Loaded {report.pages} pages, {report.translations} translations, {report.documents} documents and "
            f"{report.people} people."
        )
        self.say_accounts()

    def say_accounts(self) -> None:
        people = [told for told in content.people().values() if told.role]
        accounts = "\n".join(f"    {told.email:<26}{WHAT_THEY_DO[told.role]}" for told in people)
        self.stdout.write(ACCOUNTS.format(password=PASSWORD, accounts=accounts))
