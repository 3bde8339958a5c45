"""Who asks at this moment: what the audit log keeps of a request, wherever in the code something is recorded."""

from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import lru_cache
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import HttpRequest

if TYPE_CHECKING:
    from cms.activity.models import AuditEntry

# Of an address of which only the network is kept: a provider's customer, or about 256 of them.
KEPT_BITS = {4: 24, 6: 48}
# Who has one address of IPv6 has as many as they want of its network.
IPV6_NETWORK_BITS = 64


@dataclass(slots=True)
class Asking:
    """A request as the log knows it: where it came from, its id, and what is written down once it has been answered.

    `waiting` holds entries by what makes them the same, so that a thing read ten times in a request is noted once.
    """

    address: str = ""
    request_id: str = ""
    request: HttpRequest | None = None
    waiting: "dict[tuple[object, ...], AuditEntry]" = field(default_factory=dict)

    @property
    def account(self) -> Any:
        """Who is signed in with this request, by a session or a token; None for a visitor."""
        user = getattr(self.request, "user", None)
        return user if user is not None and user.is_authenticated else None


NOBODY = Asking()
_asking: ContextVar[Asking | None] = ContextVar("asking", default=None)


def asking_now() -> Asking | None:
    """The request that is being answered; None in a command, a task or the scheduler."""
    return _asking.get()


def acting_now() -> Any:
    """The account that does what is being done, for whoever is told of it by a signal alone; None where nobody is."""
    return (asking_now() or NOBODY).account


def begin(request: HttpRequest) -> Asking:
    """Let everything below know which request is being answered."""
    asking = Asking(address_of(request), request.META.get("HTTP_X_REQUEST_ID", "")[:64], request)
    _asking.set(asking)
    return asking


def end() -> None:
    """No request is being answered any more."""
    _asking.set(None)


def ip_of(request: HttpRequest) -> IPv4Address | IPv6Address | None:
    """Where a request comes from, as the deployment is told; None where it is told nothing.

    A server that listens to both kinds of addresses at once tells those of IPv4 as of a single network of IPv6.
    """
    return _ip_in(request.META.get(settings.CLIENT_ADDRESS, ""))


# Who asks, asks more than once.
@lru_cache(maxsize=1_000)
def _ip_in(text: str) -> IPv4Address | IPv6Address | None:
    try:
        told = ip_address(text.strip())
    except ValueError:
        return None
    return getattr(told, "ipv4_mapped", None) or told


def network_of(request: HttpRequest) -> str:
    """By what those are counted who are known by nothing else: an address, or a network of IPv6; "" for all others."""
    told = ip_of(request)
    if told is None:
        return ""
    return str(told) if told.version == 4 else str(ip_network((told, IPV6_NETWORK_BITS), strict=False))


def address_of(request: HttpRequest) -> str:
    """Where a request comes from, or ""; its network alone where AUDIT_WHOLE_ADDRESSES is off."""
    told = ip_of(request)
    if told is None:
        return ""
    if settings.AUDIT_WHOLE_ADDRESSES:
        return str(told)
    return str(ip_network((told, KEPT_BITS[told.version]), strict=False).network_address)
