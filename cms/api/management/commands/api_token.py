"""`manage.py api_token EMAIL`: keys with which front-ends elsewhere read the API."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from cms.people.actions import issue_api_token, revoke_api_token
from cms.people.models import ApiToken, User


class Command(BaseCommand):
    help = "Print a new API token of a person, once. Or --list the tokens there are, or --revoke one."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email", nargs="?", help="whose rights the token has")
        parser.add_argument("--name", default="API", help="what it is for, to recognise it by")
        parser.add_argument("--days", type=int, default=365, help="how long it works; 0 is for ever")
        parser.add_argument("--list", action="store_true", help="show the tokens, of EMAIL or of everybody")
        parser.add_argument("--revoke", type=int, metavar="ID", help="end the token with this number at once")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["revoke"] is not None:
            self._revoke(options["revoke"])
        elif options["list"]:
            self._list(options["email"])
        elif options["email"]:
            self._issue(options["email"], options["name"], options["days"])
        else:
            raise CommandError("Say whose token it will be: manage.py api_token EMAIL")

    def _issue(self, email: str, name: str, days: int) -> None:
        if days < 0:
            raise CommandError("--days is a number of days, or 0 for ever.")
        _, secret = issue_api_token(_person(email), name=name, days=days or None)
        self.stderr.write("This is the only time it is shown; only its hash is kept.")
        self.stdout.write(secret)

    def _list(self, email: str | None) -> None:
        tokens = ApiToken.objects.select_related("user").order_by("pk")
        for token in tokens.filter(user=_person(email)) if email else tokens:
            self.stdout.write(f"{token.pk}\t{token.user.email}\t{token.name}\t{_state(token)}")

    def _revoke(self, pk: int) -> None:
        token = ApiToken.objects.filter(pk=pk).first()
        if token is None:
            raise CommandError(f"There is no token {pk}.")
        revoke_api_token(token)
        self.stdout.write(f"Token {pk} ({token.name}) opens nothing any more.")


def _person(email: str) -> User:
    user = User.objects.filter(email=email.strip().lower()).first()
    if user is None:
        raise CommandError(f"Nobody signs in as {email}.")
    return user


def _state(token: ApiToken) -> str:
    if token.revoked_at:
        return f"revoked {token.revoked_at:%Y-%m-%d}"
    if token.expires_at is None:
        return "for ever"
    return f"{'expired' if token.expires_at <= timezone.now() else 'until'} {token.expires_at:%Y-%m-%d}"
