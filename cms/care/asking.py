"""Asks other people's servers whether an address still answers, as a polite guest.

Nothing within the organisation's own network is ever asked, whoever wrote the link and wherever a redirect leads:
cms/media/outside.py sees to that.
"""

import time
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from urllib.parse import SplitResult, urljoin
from urllib.robotparser import RobotFileParser

import urllib3
from django.conf import settings
from django.core.cache import cache
from django.utils import timezone

from cms.media.outside import PORTS, Refused, Silent, address_of, is_public, parts_of, pool_to

BETWEEN = 1.0
REDIRECTS = 5
ROBOTS_SIZE = 100_000
ROBOTS_SECONDS = 24 * 60 * 60
LONGEST_PAUSE = timedelta(days=30)
NAME = "PleinLinkChecker"
# What says something about us, not about the page.
NOT_FOR_US = frozenset({401, 402, 403, 407, 429, 451})
# Of these, servers that know no HEAD say the same as of a page that is gone.
GONE = range(400, 600)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of asking. `is_there` None is "cannot be told"; `pause_until` is when the host wants us again."""

    is_there: bool | None
    said: str
    pause_until: datetime | None = None


@dataclass
class Asker:
    """One guest, who remembers when it last asked each host."""

    allows: Callable[[str], bool] = is_public
    ports: Collection[int] = PORTS
    sleep: Callable[[float], None] = time.sleep
    _last: dict[str, float] = field(default_factory=dict)

    def ask(self, url: str) -> Outcome:
        """Ask for an address: its head, and the page itself where the head is refused; never raises."""
        try:
            answer = self._follow("HEAD", url)
            if answer.status in GONE and answer.status not in NOT_FOR_US:
                answer = self._follow("GET", url)
        except Refused as reason:
            return Outcome(None, str(reason))
        except Silent as reason:
            return Outcome(False, str(reason))
        return _outcome_of(answer)

    def _follow(self, method: str, url: str) -> "Answer":
        for _step in range(REDIRECTS + 1):
            parts = parts_of(url)
            self._respect_robots(parts, url)
            answer = self._request(method, parts)
            location = answer.headers.get("location")
            if answer.status not in (301, 302, 303, 307, 308) or not location:
                return answer
            url = urljoin(url, location)
        raise Silent("too many redirects")

    def _respect_robots(self, parts: SplitResult, url: str) -> None:
        site = f"{parts.scheme}://{parts.netloc}"
        key = f"care:robots:{site}"
        text = cache.get(key)
        if text is None:
            answer = self._request("GET", parts_of(f"{site}/robots.txt"), size=ROBOTS_SIZE)
            text = answer.text if answer.status == 200 else ""
            cache.set(key, text, ROBOTS_SECONDS)
        rules = RobotFileParser()
        rules.parse(text.splitlines())
        if not rules.can_fetch(NAME, url):
            raise Refused("robots.txt asks not to")

    def _request(self, method: str, parts: SplitResult, size: int = 0) -> "Answer":
        host, port = parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)
        address = address_of(host, port, allows=self.allows, ports=self.ports)
        self._wait_for(host)
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        try:
            named = parts.netloc.rpartition("@")[2].encode("idna").decode()
            headers = {"Host": named, "User-Agent": _introduction(), "Accept": "*/*"}
            with pool_to(parts.scheme, address, port, host) as pool:
                response = pool.request(
                    method, target, headers=headers, redirect=False, retries=False, preload_content=False
                )
                text = response.read(size).decode("utf-8", "replace") if size else ""
                answer = Answer(
                    response.status, {name.lower(): value for name, value in response.headers.items()}, text
                )
                response.close()
        except (urllib3.exceptions.HTTPError, OSError, ValueError) as error:
            raise Silent(type(error).__name__) from error
        return answer

    def _wait_for(self, host: str) -> None:
        since = time.monotonic() - self._last.get(host, -BETWEEN)
        if since < BETWEEN:
            self.sleep(BETWEEN - since)
        self._last[host] = time.monotonic()


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server said: its status, its headers by their names in lower case, and the beginning of the text."""

    status: int
    headers: Mapping[str, str]
    text: str


def _introduction() -> str:
    return f"{NAME}/1.0 (+{settings.PUBLIC_URL})"


def _outcome_of(answer: Answer) -> Outcome:
    pause = _pause_of(answer.headers.get("retry-after"))
    if answer.status in NOT_FOR_US or (answer.status == 503 and pause):
        return Outcome(None, str(answer.status), pause)
    return Outcome(answer.status < 400, str(answer.status))


def _pause_of(retry_after: str | None) -> datetime | None:
    """When a host wants to be asked again, by its Retry-After: seconds or a date."""
    now = timezone.now()
    if not retry_after:
        return None
    try:
        seconds = int(retry_after)
        moment = now + min(timedelta(seconds=max(0, min(seconds, 10**7))), LONGEST_PAUSE)
    except ValueError:
        try:
            moment = parsedate_to_datetime(retry_after)
        except ValueError:
            return None
        if timezone.is_naive(moment):
            moment = timezone.make_aware(moment)
    return max(now, min(moment, now + LONGEST_PAUSE))
