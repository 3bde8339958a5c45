"""What keeps machines from filling forms in: a ticket that is too fresh, a field that people do not see, a rate.

None of it stops who is determined; together they stop what goes from form to form.
"""

from hashlib import sha256

from django.conf import settings
from django.core.cache import cache
from django.core.signing import BadSignature, SignatureExpired, TimestampSigner

AN_HOUR = 3600
TICKETS = TimestampSigner(salt="cms.pages.machines")


class LooksLikeMachineError(Exception):
    """A form came back as people do not send it; `part` says what gave it away: ticket, seconds or trap."""

    def __init__(self, part: str) -> None:
        super().__init__(part)
        self.part = part


class TooOftenError(Exception):
    """Somebody sent more in an hour than anybody has to; `most` is how much one may."""

    def __init__(self, most: int) -> None:
        super().__init__(most)
        self.most = most


def ticket_for(page_id: int) -> str:
    """A signed note of which form was shown, and when: it comes back with the answers."""
    return TICKETS.sign(str(page_id))


def refuse_machine(page_id: int, *, ticket: str, trap: str) -> None:
    """Raise LooksLikeMachineError for what no person sends. `trap` is what the invisible field holds."""
    if trap:
        raise LooksLikeMachineError("trap")
    try:
        shown = TICKETS.unsign(ticket)
    except BadSignature:
        raise LooksLikeMachineError("ticket") from None
    if shown != str(page_id):
        raise LooksLikeMachineError("ticket")
    if _is_younger_than(settings.FORM_SECONDS, ticket):
        raise LooksLikeMachineError("seconds")


def count_sending(sender: str) -> None:
    """Count one form sent by a person or address. Raises TooOftenError; what is counted is forgotten after an hour."""
    key = f"forms-sent:{sha256(sender.encode()).hexdigest()}"
    cache.add(key, 0, AN_HOUR)
    try:
        sent = cache.incr(key)
    except ValueError:
        # It ran out between the two.
        sent = 1
    if sent > settings.FORM_SENDINGS_AN_HOUR:
        raise TooOftenError(settings.FORM_SENDINGS_AN_HOUR)


def _is_younger_than(seconds: int, ticket: str) -> bool:
    try:
        TICKETS.unsign(ticket, max_age=seconds)
    except SignatureExpired:
        return False
    return True
