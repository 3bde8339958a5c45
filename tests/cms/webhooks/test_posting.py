"""Where a message goes: never to an address within the network, whatever its name leads to."""

import socket
from typing import Any

import pytest
from django.conf import LazySettings

from cms.media import outside
from cms.webhooks.posting import fault_of, post
from tests.cms.webhooks.conftest import Receiver

pytestmark = pytest.mark.django_db

INSIDE = [
    "127.0.0.1", "10.0.0.8", "172.16.3.4", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
    "::1", "fe80::1", "fd00:ec2::254", "::ffff:10.0.0.8", "64:ff9b::a00:8", "2002:a00:8::1",
]  # fmt: skip


@pytest.mark.parametrize("address", INSIDE)
def test_no_name_leads_into_the_network(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outside.socket, "getaddrinfo", lambda host, port, **_: [(2, 1, 6, "", (address, port))])
    answer = post("https://hooks.example.org/", body=b"{}", headers={})
    assert (answer.status, answer.error) == (None, "within a private network")
    literal = f"[{address}]" if ":" in address else address
    assert fault_of(f"https://{literal}/") == "within a private network"


def test_all_addresses_of_a_name_must_be_allowed(monkeypatch: pytest.MonkeyPatch) -> None:
    found = [(2, 1, 6, "", ("93.184.216.34", 443)), (2, 1, 6, "", ("10.0.0.8", 443))]
    monkeypatch.setattr(outside.socket, "getaddrinfo", lambda host, port, **_: found)
    assert post("https://hooks.example.org/", body=b"{}", headers={}).error == "within a private network"


def test_it_connects_to_the_address_that_was_looked_at(receiver: Receiver, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that leads elsewhere at the second look leads nowhere new."""
    looked: list[str] = []
    real = socket.getaddrinfo

    def rebinding(host: Any, port: Any, *rest: Any, **named: Any) -> Any:
        if host == "rebinds.example.org":
            looked.append(host)
            return [(2, 1, 6, "", ("127.0.0.1" if len(looked) == 1 else "169.254.169.254", port))]
        return real(host, port, *rest, **named)

    monkeypatch.setattr(socket, "getaddrinfo", rebinding)
    answer = post(f"http://rebinds.example.org:{receiver.port}/hook", body=b"{}", headers={})
    assert (answer.status, looked) == (200, ["rebinds.example.org"])
    assert receiver.got[0][0]["host"] == f"rebinds.example.org:{receiver.port}"


def test_a_redirect_is_not_followed_into_the_network(receiver: Receiver) -> None:
    receiver.answers = [(307, {"Location": f"http://127.0.0.1:{receiver.port}/inside"})]
    answer = post(receiver.url, body=b"{}", headers={})
    assert (answer.status, answer.is_taken, len(receiver.got)) == (307, False, 1)


@pytest.mark.parametrize(
    ("url", "fault"),
    [
        ("https://hooks.example.org/plein", ""),
        ("http://hooks.example.org/plein", "https is needed"),
        ("https://hooks.example.org:8443/plein", "port 8443 is not asked"),
        ("https://name:word@hooks.example.org/", "a name and password in the address"),
        ("ftp://hooks.example.org/", "no web address"),
        ("https:///plein", "no web address"),
        ("https://hooks.example.org:99999/", "no web address"),
    ],
)
def test_where_nothing_would_be_sent(url: str, fault: str) -> None:
    assert fault_of(url) == fault


def test_in_an_allowed_network_tls_is_not_asked_for_but_the_port_is(settings: LazySettings) -> None:
    settings.WEBHOOKS_ALLOWED_NETWORKS = ["10.1.0.0/16"]
    settings.WEBHOOKS_PORTS = [443, 8000]
    assert fault_of("http://10.1.2.3:8000/hook") == ""
    assert fault_of("http://[::ffff:10.1.2.3]:8000/hook") == ""
    assert fault_of("http://10.2.2.3:8000/hook") == "within a private network"
    assert fault_of("http://10.1.2.3/hook") == "port 80 is not asked"
    assert fault_of("http://93.184.216.34:8000/") == "https is needed"


def test_a_public_name_without_tls_is_refused_at_the_sending(
    settings: LazySettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.WEBHOOKS_ALLOWED_NETWORKS = ["10.1.0.0/16"]
    settings.WEBHOOKS_PORTS = [80]
    found = [(2, 1, 6, "", ("93.184.216.34", 80))]
    monkeypatch.setattr(outside.socket, "getaddrinfo", lambda host, port, **_: found)
    assert post("http://hooks.example.org/", body=b"{}", headers={}).error == "https is needed"
