"""How often one may ask over HTTP: so many requests a minute, and so much cost, for each token, account or address.

The count of a minute is shared by all processes through the cache. Each process takes a hundredth of it at a time and
spends that by itself, so that most requests are counted without asking anybody; together they never allow more than the
limit. Where there is no Redis, each process counts by itself.
"""

import threading
import time
from collections import OrderedDict
from dataclasses import dataclass
from hashlib import sha256

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse

from cms.activity.asking import network_of
from cms.api.authentication import bearer_of
from cms.api.questions import HttpRefusalError
from cms.graphql_kit.errors import RateLimited

WINDOW_SECONDS = 60
PORTIONS = 100
KEPT_LEASES = 10_000


@dataclass(slots=True)
class Lease:
    """What one process may still spend of one asker's minute, and what was left for all others when it took that."""

    window: int
    left: int = 0
    left_elsewhere: int = 0


class Allowances:
    """The leases of one process. Safe among threads, and bounded."""

    def __init__(self, size: int = KEPT_LEASES) -> None:
        self._size = size
        self._guard = threading.Lock()
        self._leases: OrderedDict[str, Lease] = OrderedDict()

    def spend(self, key: str, amount: int, *, limit: int, now: float) -> int | None:
        """Spend of a limit in the minute of `now`, in seconds; what is left of it, as far as known here, or None
        where there is not enough."""
        window = int(now // WINDOW_SECONDS)
        # More than all of it at once: it may be had once a minute.
        amount = min(amount, limit)
        left = self._spend_own(key, amount, window)
        if left is None:
            self._fetch(key, amount, window, limit)
            left = self._spend_own(key, amount, window)
        return left

    def clear(self) -> None:
        """Forget all leases."""
        with self._guard:
            self._leases.clear()

    def _spend_own(self, key: str, amount: int, window: int) -> int | None:
        with self._guard:
            lease = self._leases.get(key)
            if lease is None or lease.window != window or lease.left < amount:
                return None
            lease.left -= amount
            return lease.left + lease.left_elsewhere

    def _fetch(self, key: str, amount: int, window: int, limit: int) -> None:
        """Take a portion of what all processes have together, if there is any."""
        asked = max(amount, limit // PORTIONS)
        name = f"rates:{key}:{window}"
        cache.add(name, 0, timeout=2 * WINDOW_SECONDS)
        try:
            taken = cache.incr(name, asked)
        except ValueError:
            # It went away between the two, as when a cache is emptied.
            taken = asked
        granted = max(0, min(asked, limit - (taken - asked)))
        with self._guard:
            lease = self._leases.get(key)
            if lease is None or lease.window != window:
                lease = self._leases[key] = Lease(window)
            lease.left += granted
            lease.left_elsewhere = max(0, limit - taken)
            self._leases.move_to_end(key)
            while len(self._leases) > self._size:
                self._leases.popitem(last=False)


ALLOWANCES = Allowances()


class Meter:
    """Counts one request to the API, and tells in its response what is left."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request
        self._now = time.time()
        self._asker = ""
        self._left: dict[str, tuple[int, int]] = {}

    def count_request(self, *, is_known: bool = True) -> None:
        """Count the request for who asks, or, where they are not who they say, for where it comes from.

        Raises HttpRefusalError, 429.
        """
        self._asker = asker_of(self._request) if is_known else f"address:{network_of(self._request)}"
        self._spend("requests", 1, settings.GRAPHQL_REQUESTS_A_MINUTE)

    def count_cost(self, cost: int) -> None:
        """Count what its operation costs. Raises HttpRefusalError, 429."""
        self._spend("cost", cost, settings.GRAPHQL_COST_A_MINUTE)

    def tell(self, response: HttpResponse) -> None:
        """Say in the headers of a draft of the IETF how much is left; not in what caches give to everybody."""
        if not self._left or "public" in response.headers.get("Cache-Control", ""):
            return
        policies = [f'"{what}";q={limit};w={WINDOW_SECONDS}' for what, (limit, _left) in self._left.items()]
        left = [f'"{what}";r={left};t={self._seconds_left}' for what, (_limit, left) in self._left.items()]
        response.headers["RateLimit-Policy"] = ", ".join(policies)
        response.headers["RateLimit"] = ", ".join(left)

    @property
    def _seconds_left(self) -> int:
        """Until the next minute begins."""
        return WINDOW_SECONDS - int(self._now % WINDOW_SECONDS)

    def _spend(self, what: str, amount: int, limit: int) -> None:
        if not limit:
            return
        left = ALLOWANCES.spend(f"{what}:{self._asker}", amount, limit=limit, now=self._now)
        self._left[what] = (limit, left or 0)
        if left is None:
            seconds = self._seconds_left
            error = RateLimited(f"{what}_a_minute", value=limit, asked=amount, seconds=seconds)
            raise HttpRefusalError(429, error, {"Retry-After": str(seconds)})


def asker_of(request: HttpRequest) -> str:
    """Whose minute a request is of: a token's, else an account's, else that of where it comes from.

    Not the address of whoever is signed in: a whole town hall may have one.
    """
    secret = bearer_of(request)
    if secret is not None:
        return f"token:{sha256(secret.encode()).hexdigest()}"
    if request.user.is_authenticated:
        return f"account:{request.user.pk}"
    return f"address:{network_of(request)}"
