"""Sends one message to one address, and never to one within the organisation's own network unless it is allowed.

Looking up, refusing and connecting to the very address that was looked at are cms/media/outside.py's. No redirect is
followed: where one leads was never checked by who made the endpoint.
"""

import ipaddress
import time
from collections.abc import Collection, Mapping
from dataclasses import dataclass

import urllib3
from django.conf import settings

from cms.media.outside import Refused, Silent, address_of, is_public, parts_of, pool_to

# In seconds: to connect, for each part of the answer, and for all of it.
CONNECT_SECONDS = 4
READ_SECONDS = 10
WHOLE_SECONDS = 15
RESPONSE_BYTES = 2_000
TIMEOUT = urllib3.Timeout(connect=CONNECT_SECONDS, read=READ_SECONDS)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a receiver said, or why there is no answer (`status` None, and `error` in words). Milliseconds."""

    status: int | None
    error: str = ""
    text: str = ""
    retry_after: str = ""
    duration: int = 0

    @property
    def is_taken(self) -> bool:
        """Whether the receiver has the message."""
        return self.status is not None and 200 <= self.status < 300


def post(url: str, *, body: bytes, headers: Mapping[str, str]) -> Answer:
    """Send a body to an address; never raises for what the other side does."""
    started = time.monotonic()
    try:
        status, text, retry_after = _exchange(url, body, headers, started + WHOLE_SECONDS)
        error = "a redirect, which is not followed" if 300 <= status < 400 else ""
        return Answer(status, error, text, retry_after, _since(started))
    except (Refused, Silent) as reason:
        return Answer(None, str(reason), duration=_since(started))


def fault_of(url: str) -> str:
    """Why nothing would ever be sent to an address, in a few words; empty where it may. Asks no name server."""
    try:
        parts = parts_of(url)
        port = _port_of(parts.scheme, parts.port)
    except (Refused, ValueError):
        return "no web address"
    if parts.username is not None or parts.password is not None:
        return "a name and password in the address"
    host = parts.hostname or ""
    if _is_literal(host) and not allows(host):
        return "within a private network"
    may_be_ours = _is_ours(host) if _is_literal(host) else bool(settings.WEBHOOKS_ALLOWED_NETWORKS)
    if parts.scheme != "https" and not may_be_ours:
        return "https is needed"
    return "" if port in ports() else f"port {port} is not asked"


def allows(address: str) -> bool:
    """Whether messages may go to an IP address: one of the open internet, or in WEBHOOKS_ALLOWED_NETWORKS."""
    return is_public(address) or _is_ours(address)


def ports() -> Collection[int]:
    """The ports that messages may go to."""
    return frozenset(map(int, settings.WEBHOOKS_PORTS))


def _exchange(url: str, body: bytes, headers: Mapping[str, str], until: float) -> tuple[int, str, str]:
    parts = parts_of(url)
    host, port = parts.hostname or "", _port_of(parts.scheme, parts.port)
    address = address_of(host, port, allows=allows, ports=ports())
    if parts.scheme != "https" and not _is_ours(address):
        raise Refused("https is needed")
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    try:
        named = parts.netloc.rpartition("@")[2].encode("idna").decode()
        with pool_to(parts.scheme, address, port, host, timeout=TIMEOUT) as pool:
            response = pool.request(
                "POST", target, body=body, headers={**headers, "Host": named}, redirect=False, retries=False,
                preload_content=False, decode_content=False,
            )  # fmt: skip
            text = _beginning(response, until)
            response.close()
    except (urllib3.exceptions.HTTPError, OSError, ValueError) as error:
        raise Silent(_told(error)) from error
    return response.status, text, response.headers.get("retry-after", "")


def _beginning(response: urllib3.BaseHTTPResponse, until: float) -> str:
    """As much of what was said as is kept. A slow rest is not waited for: the status says it all."""
    read = b""
    while len(read) < RESPONSE_BYTES and time.monotonic() < until:
        part = response.read1(RESPONSE_BYTES - len(read))
        if not part:
            break
        read += part
    return read.decode("utf-8", "replace").replace("\0", "")


def _told(error: Exception) -> str:
    """A failure in words without the address, which may hold a secret."""
    if isinstance(error, urllib3.exceptions.ConnectTimeoutError | urllib3.exceptions.ReadTimeoutError):
        return "no answer in time"
    return type(error).__name__


def _port_of(scheme: str, port: int | None) -> int:
    return port or (443 if scheme == "https" else 80)


def _is_literal(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _is_ours(address: str) -> bool:
    """Whether an address is in a network that messages are allowed into."""
    ip = ipaddress.ip_address(address)
    ip = getattr(ip, "ipv4_mapped", None) or ip
    return any(ip in ipaddress.ip_network(network) for network in settings.WEBHOOKS_ALLOWED_NETWORKS)


def _since(started: float) -> int:
    return round((time.monotonic() - started) * 1000)
