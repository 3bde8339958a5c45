"""Django's sessions in the database, read by a statement whose text is kept, because every request begins with it."""

from django.contrib.sessions.backends.db import SessionStore as StoreInDatabase
from django.contrib.sessions.models import Session
from django.utils import timezone

from cms.statements import Given, Statement

# As Django's own: what is shorter could be guessed.
SHORTEST_KEY = 8
LIVE = Statement(lambda: Session.objects.filter(session_key=Given("key"), expire_date__gt=Given("at")))


class SessionStore(StoreInDatabase):
    """What settings name as the engine of sessions."""

    def _validate_session_key(self, key: str | None) -> bool:
        """Whether it can be one of ours: a cookie can say what PostgreSQL has no text for, such as a NUL."""
        return key is not None and len(key) >= SHORTEST_KEY and key.isascii() and key.isalnum()

    def _get_session_from_db(self) -> Session | None:
        """The session that a cookie names; whoever brings one that is over starts without."""
        found = LIVE.things(given={"key": self.session_key, "at": timezone.now()})
        if found:
            return found[0]
        self._session_key = None
        return None
