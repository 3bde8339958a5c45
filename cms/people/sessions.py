"""Where somebody is signed in. django-allauth keeps the list, because a session of Django's own names nobody."""

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.http import HttpRequest
from django.utils import timezone

from cms.people.models import User

SEEN_EVERY_SECONDS = 300


def sessions_of(person: User) -> list[UserSession]:
    """Where somebody is signed in now, the latest seen first; sessions that ended meanwhile are forgotten."""
    return sorted(UserSession.objects.purge_and_list(person), key=lambda row: row.last_seen_at, reverse=True)


def end_sessions(person: User, *, but: str | None = None) -> int:
    """Sign somebody out everywhere, except in the session with the key `but`. Says how many sessions ended."""
    ended = 0
    for session in UserSession.objects.filter(user=person).exclude(session_key=but or ""):
        session.end()
        ended += 1
    return ended


def end_session(person: User, session_id: int) -> bool:
    """Sign somebody out in one place; False where they are not signed in there."""
    session = UserSession.objects.filter(user=person, pk=session_id).first()
    if session is None:
        return False
    session.end()
    return True


def forget_ended_sessions() -> int:
    """Forget the sessions that are over, of people who do not come back: where they signed in from is personal.

    Says how many. For the engines that keep sessions in the database, as `db` and `cached_db` do.
    """
    ended = UserSession.objects.exclude(session_key__in=Session.objects.values("session_key"))
    return ended.delete()[0]


def note_seen(request: HttpRequest) -> None:
    """Note that a session is used: once in a while, because a read would else always write."""
    key = request.session.session_key
    if not key or not cache.add(f"session-seen:{key}", True, SEEN_EVERY_SECONDS):
        return
    rows = UserSession.objects.filter(session_key=key, user=request.user)
    if not rows.update(last_seen_at=timezone.now()):
        # It began before this list was kept, or without allauth.
        UserSession.objects.create_from_request(request)
