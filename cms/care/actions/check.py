"""Checking web addresses that pages link to."""

import time
from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone

from cms.care.asking import Asker, Outcome
from cms.care.models import WebAddress

FAILURES_TO_REPORT = 2
SECOND_LOOK = timedelta(days=1)
# How long one who is asking keeps others off an address.
CLAIM = timedelta(minutes=15)


def check_addresses(*, asker: Asker | None = None, at_most: int = 20, seconds: float = 45) -> int:
    """Ask for some of the addresses that are due, within about so many seconds; returns how many were asked."""
    asker, end, asked = asker or Asker(), time.monotonic() + seconds, 0
    for address in list(WebAddress.objects.due(timezone.now())[:at_most]):
        if time.monotonic() > end:
            break
        # another scheduler may have been quicker, or the host asked for rest while others of it were in the list
        claimed = WebAddress.objects.due(timezone.now()).filter(pk=address.pk, due_at=address.due_at)
        if claimed.order_by().update(due_at=timezone.now() + CLAIM):
            record_outcome(address, asker.ask(address.url), timezone.now())
            asked += 1
    return asked


def record_outcome(address: WebAddress, outcome: Outcome, now: datetime) -> None:
    """Write down what came of asking. Broken is what failed twice, a day apart: servers have bad days too."""
    address.checked_at, address.said = now, outcome.said[:255]
    address.due_at = now + timedelta(days=settings.LINK_CHECK_DAYS)
    if outcome.is_there:
        address.failures, address.broken_since = 0, None
    elif outcome.is_there is False:
        address.failures += 1
        if address.failures >= FAILURES_TO_REPORT:
            address.broken_since = address.broken_since or now
        else:
            address.due_at = now + SECOND_LOOK
    address.save(update_fields=["checked_at", "said", "due_at", "failures", "broken_since"])
    if outcome.pause_until:
        resting = WebAddress.objects.filter(host=address.host, due_at__lt=outcome.pause_until)
        resting.update(due_at=outcome.pause_until)
