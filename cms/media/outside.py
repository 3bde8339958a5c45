"""The way to other people's servers, for whoever asks one: never to anything within the organisation's own network.

Each name is looked up once, every address it has must be public, and the connection goes to that very address: a name
that leads elsewhere a moment later leads nowhere new.
"""

import ipaddress
import socket
from collections.abc import Callable, Collection
from urllib.parse import SplitResult, urlsplit

import urllib3

TIMEOUT = urllib3.Timeout(connect=4, read=6)
PORTS = (80, 443)
# Addresses that carry an IPv4 address within, which a gateway would unpack.
WRAPPING = tuple(map(ipaddress.ip_network, ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32")))


class Refused(Exception):  # noqa: N818 - a decision of ours, not an error
    """This address is not for us to ask."""


class Silent(Exception):  # noqa: N818 - what the other side does
    """Nobody answers there."""


def is_public(address: str) -> bool:
    """Whether an IP address is one of the open internet."""
    ip = ipaddress.ip_address(address)
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.ipv4_mapped:
            return is_public(str(ip.ipv4_mapped))
        if any(ip in network for network in WRAPPING):
            return False
    return ip.is_global and not ip.is_multicast


def parts_of(url: str) -> SplitResult:
    """The parts of a web address. Raises Refused where it is none."""
    try:
        parts = urlsplit(url)
        is_askable = parts.scheme in ("http", "https") and parts.hostname and (parts.port or 1)
    except ValueError:
        is_askable = False
    if not is_askable:
        raise Refused("no web address")
    return parts


def address_of(
    host: str, port: int, *, allows: Callable[[str], bool] = is_public, ports: Collection[int] = PORTS
) -> str:
    """The IP address to connect to for a host. Raises Refused where any it has is not for us, and Silent."""
    if port not in ports:
        raise Refused(f"port {port} is not asked")
    try:
        found = [str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    except (OSError, UnicodeError) as error:
        raise Silent("there is no such host") from error
    if not found or not all(map(allows, found)):
        raise Refused("within a private network")
    return found[0]


def pool_to(
    scheme: str, address: str, port: int, host: str, *, timeout: urllib3.Timeout = TIMEOUT
) -> urllib3.HTTPConnectionPool:
    """Connections to an address that was looked at, whose certificate must be the host's."""
    if scheme == "https":
        return urllib3.HTTPSConnectionPool(
            address, port, timeout=timeout, server_hostname=host, assert_hostname=host, cert_reqs="CERT_REQUIRED"
        )
    return urllib3.HTTPConnectionPool(address, port, timeout=timeout)


def text_at(url: str, *, size: int, allows: Callable[[str], bool] = is_public, ports: Collection[int] = PORTS) -> str:
    """What a web address says, `size` bytes of it at most. A redirect is not followed. Raises Refused or Silent."""
    parts = parts_of(url)
    host, port = parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    headers = {"Host": parts.netloc.rpartition("@")[2], "User-Agent": "Plein", "Accept": "application/json"}
    try:
        with pool_to(parts.scheme, address_of(host, port, allows=allows, ports=ports), port, host) as pool:
            answer = pool.request("GET", target, headers=headers, redirect=False, retries=False, preload_content=False)
            text = answer.read(size).decode("utf-8", "replace")
            answer.close()
    except (urllib3.exceptions.HTTPError, OSError, ValueError) as error:
        raise Silent(type(error).__name__) from error
    if answer.status != 200:
        raise Silent(str(answer.status))
    return text
