"""What the commands of this room share: who does it, and how far it is."""

from time import monotonic
from typing import Any

from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from cms.people.models import User


def person_of(email: str) -> User:
    """The active account with an e-mail address. Raises CommandError."""
    person = User.objects.filter(email__iexact=email.strip(), is_active=True).first()
    if person is None:
        raise CommandError(_("There is no active account %(email)s.") % {"email": email})
    return person


class Teller:
    """Says how far a command is: one line a second at most, with the time that is left, and one at the end."""

    def __init__(self, stream: Any, verbosity: int) -> None:
        self._stream, self._is_loud = stream, verbosity > 0
        self._began = self._told = monotonic()

    def tell(self, done: int, total: int) -> None:
        """So many files of so many."""
        now = monotonic()
        if not self._is_loud or (done < total and now - self._told < 1):
            return
        self._told = now
        left = round((now - self._began) / done * (total - done)) if done else 0
        self._stream.write(_("%(done)s of %(total)s, %(left)s s left") % {"done": done, "total": total, "left": left})
