"""The authors of a wiki's pages among the people here."""

from collections import defaultdict

from cms.importing.front_matter import Author
from cms.people.models import User


class Colleagues:
    """Finds people by e-mail address, else by a full name that only one of them has."""

    def __init__(self) -> None:
        self._by_email: dict[str, int] = {}
        self._by_name: dict[str, list[int]] = defaultdict(list)
        for user in User.objects.filter(is_active=True).only("pk", "email", "first_name", "last_name"):
            self._by_email[user.email.lower()] = user.pk
            if name := user.get_full_name().strip().lower():
                self._by_name[name].append(user.pk)

    def find(self, author: Author) -> int | None:
        """The id of an author's account here; None when nobody, or more than one, fits."""
        if author.email and (known := self._by_email.get(author.email.lower())):
            return known
        fitting = self._by_name.get(author.name.strip().lower(), [])
        return fitting[0] if len(fitting) == 1 else None
