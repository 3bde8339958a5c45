"""When what was not taken is sent again."""

import random
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime

from django.utils import timezone

# As the Standard Webhooks specification proposes; after the last, three days later, a message is given up.
STEPS = (
    timedelta(seconds=5), timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=2), timedelta(hours=5),
    timedelta(hours=10), timedelta(hours=14), timedelta(hours=20), timedelta(hours=24),
)  # fmt: skip
# Up to so much later, so that what failed together does not come together.
JITTER = 0.2
# How long an endpoint is left alone after failures in a row, whatever waits for it.
FIRST_REST = timedelta(seconds=1)
LONGEST_REST = timedelta(minutes=5)
# What a receiver itself may ask for.
LONGEST_ASKED = timedelta(hours=24)


def next_try(attempts: int, now: datetime) -> datetime | None:
    """When to send again after so many attempts; None when it was the last."""
    if attempts > len(STEPS):
        return None
    return now + STEPS[attempts - 1] * (1 + random.uniform(0, JITTER))  # noqa: S311 - nothing is secret about it


def rest_after(failures: int, now: datetime, asked: timedelta | None = None) -> datetime:
    """Until when to leave an endpoint alone that failed so many times in a row, or as long as it asked for."""
    own = min(FIRST_REST * 2 ** min(failures - 1, 20), LONGEST_REST)
    return now + max(own, min(asked or own, LONGEST_ASKED))


def asked_pause(retry_after: str | None, now: datetime | None = None) -> timedelta | None:
    """How long a Retry-After asks to wait, in seconds or until a date; None where it asks nothing that we can read."""
    if not retry_after:
        return None
    try:
        if retry_after.strip().isdecimal():
            return timedelta(seconds=min(int(retry_after.strip()[:9]), LONGEST_ASKED.total_seconds()))
        moment = parsedate_to_datetime(retry_after)
    except (ValueError, OverflowError):
        return None
    aware = moment if timezone.is_aware(moment) else timezone.make_aware(moment)
    return max(aware - (now or timezone.now()), timedelta(0))
