"""Asking for web addresses: politely, only of the open internet, and broken after two failures."""

import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from django.utils import timezone

from cms.care.actions.check import check_addresses, record_outcome
from cms.care.asking import Asker, Outcome
from cms.care.models import WebAddress
from cms.media.outside import is_public

Said = tuple[int, dict[str, str]]


class Elsewhere:
    """Somebody else's server, on this machine: what it says by path, and what it was asked."""

    def __init__(self) -> None:
        self.answers: dict[str, Said] = {}
        self.robots = ""
        self.refuses_head = False
        self.asked: list[tuple[str, str]] = []
        self.agents: set[str] = set()
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), _handler_of(self))
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def url(self, path: str) -> str:
        return f"http://localhost:{self.port}{path}"


def _handler_of(here: Elsewhere) -> type[BaseHTTPRequestHandler]:
    """The server makes one for each request, which finds here what to say."""

    class Handler(BaseHTTPRequestHandler):
        def do_HEAD(self) -> None:
            self.answer(is_head=True)

        def do_GET(self) -> None:
            self.answer(is_head=False)

        def answer(self, *, is_head: bool) -> None:
            here.asked.append((self.command, self.path))
            here.agents.add(self.headers["User-Agent"])
            status, headers = here.answers.get(self.path, (404, {}))
            body = here.robots.encode() if self.path == "/robots.txt" else b""
            status = 200 if body else 405 if is_head and here.refuses_head else status
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            if not is_head:
                self.wfile.write(body)

        def log_message(self, *args: Any) -> None:
            """Without a word."""

    return Handler


@pytest.fixture
def elsewhere() -> Iterator[Elsewhere]:
    server = Elsewhere()
    yield server
    server.server.shutdown()
    server.server.server_close()


@pytest.fixture
def asker(elsewhere: Elsewhere) -> Asker:
    return Asker(allows=lambda address: address in ("127.0.0.1", "::1"), ports={elsewhere.port}, sleep=lambda _: None)


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("93.184.216.34", True), ("2606:2800:220:1::1", True),
        ("127.0.0.1", False), ("10.1.2.3", False), ("172.16.0.1", False), ("192.168.1.1", False),
        ("169.254.169.254", False), ("100.64.0.1", False), ("0.0.0.0", False), ("224.0.0.1", False),
        ("::1", False), ("fe80::1", False), ("fd00::1", False), ("::ffff:10.0.0.1", False),
        ("64:ff9b::a00:1", False), ("2002:a00:1::", False),
    ],
)  # fmt: skip
def test_only_the_open_internet_is_public(address: str, expected: bool) -> None:
    assert is_public(address) is expected


@pytest.mark.parametrize("url", ["http://localhost/", "http://127.0.0.1/", "http://[::1]/", "http://169.254.169.254/x"])
def test_nothing_of_the_own_network_is_asked(url: str) -> None:
    assert Asker().ask(url) == Outcome(None, "within a private network")


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("http://plein.example:22/", "port 22 is not asked"),
        ("ftp://plein.example/", "no web address"),
        ("http://plein.example:x/", "no web address"),
        ("http://", "no web address"),
    ],
)
def test_what_is_no_web_page_is_not_asked(url: str, said: str) -> None:
    assert Asker().ask(url) == Outcome(None, said)


def test_a_redirect_into_the_own_network_is_not_followed(elsewhere: Elsewhere, asker: Asker) -> None:
    elsewhere.answers["/weg"] = (302, {"Location": f"http://192.168.1.1:{elsewhere.port}/geheim"})

    assert asker.ask(elsewhere.url("/weg")) == Outcome(None, "within a private network")


def test_it_asks_the_head_and_says_who_it_is(elsewhere: Elsewhere, asker: Asker) -> None:
    elsewhere.answers["/goed?a=b"] = (200, {})

    assert asker.ask(elsewhere.url("/goed?a=b#kop")) == Outcome(True, "200")

    assert elsewhere.asked == [("GET", "/robots.txt"), ("HEAD", "/goed?a=b")]
    assert elsewhere.agents == {"PleinLinkChecker/1.0 (+http://localhost:8000)"}


def test_a_server_that_refuses_heads_is_asked_for_the_page(elsewhere: Elsewhere, asker: Asker) -> None:
    elsewhere.answers["/goed"] = (200, {})
    elsewhere.refuses_head = True

    assert asker.ask(elsewhere.url("/goed")) == Outcome(True, "200")
    assert elsewhere.asked[1:] == [("HEAD", "/goed"), ("GET", "/goed")]


def test_redirects_are_followed_but_not_for_ever(elsewhere: Elsewhere, asker: Asker) -> None:
    elsewhere.answers |= {
        "/oud": (301, {"Location": "/nieuw"}),
        "/nieuw": (200, {}),
        "/rond": (302, {"Location": "/rond"}),
    }

    assert asker.ask(elsewhere.url("/oud")) == Outcome(True, "200")
    assert asker.ask(elsewhere.url("/rond")) == Outcome(False, "too many redirects")


@pytest.mark.parametrize(
    ("status", "is_there"), [(200, True), (404, False), (410, False), (500, False), (403, None), (429, None)]
)
def test_what_an_answer_means(elsewhere: Elsewhere, asker: Asker, status: int, is_there: bool | None) -> None:
    elsewhere.answers["/pagina"] = (status, {})

    assert asker.ask(elsewhere.url("/pagina")).is_there is is_there


def test_what_robots_may_not_read_is_not_asked(elsewhere: Elsewhere, asker: Asker) -> None:
    elsewhere.robots = "User-agent: *\nDisallow: /prive/\n"
    elsewhere.answers["/open"] = (200, {})

    assert asker.ask(elsewhere.url("/prive/a")) == Outcome(None, "robots.txt asks not to")
    assert asker.ask(elsewhere.url("/open")) == Outcome(True, "200")
    assert elsewhere.asked == [("GET", "/robots.txt"), ("HEAD", "/open")]


def test_a_host_is_asked_once_a_second(elsewhere: Elsewhere, asker: Asker) -> None:
    waits: list[float] = []
    asker.sleep = waits.append
    elsewhere.answers["/goed"] = (200, {})

    asker.ask(elsewhere.url("/goed"))
    asker.ask(elsewhere.url("/goed"))

    assert len(waits) == 2
    assert all(0.5 < wait <= 1 for wait in waits)


def test_nobody_answers(elsewhere: Elsewhere, asker: Asker) -> None:
    elsewhere.server.shutdown()
    elsewhere.server.server_close()

    assert asker.ask(elsewhere.url("/goed")).is_there is False


@pytest.fixture
def address(elsewhere: Elsewhere) -> Callable[[str], WebAddress]:
    def made(path: str) -> WebAddress:
        url = elsewhere.url(path)
        return WebAddress.objects.create(url=url, digest=WebAddress.digest_of(url), host="localhost")

    return made


@pytest.mark.django_db
def test_an_address_is_broken_after_two_failures_a_day_apart(
    elsewhere: Elsewhere, asker: Asker, address: Callable[[str], WebAddress]
) -> None:
    gone = address("/weg")
    assert check_addresses(asker=asker) == 1
    gone.refresh_from_db()
    assert (gone.failures, gone.broken_since, gone.said) == (1, None, "404")
    assert timedelta(hours=23) < gone.due_at - timezone.now() <= timedelta(days=1)
    assert check_addresses(asker=asker) == 0

    WebAddress.objects.update(due_at=timezone.now())
    check_addresses(asker=asker)

    gone.refresh_from_db()
    assert gone.failures == 2
    assert gone.broken_since is not None
    assert timedelta(days=6) < gone.due_at - timezone.now() <= timedelta(days=7)


@pytest.mark.django_db
def test_an_address_that_answers_again_is_whole(elsewhere: Elsewhere, address: Callable[[str], WebAddress]) -> None:
    mended = address("/terug")
    for is_there in (False, False, True):
        record_outcome(mended, Outcome(is_there, "x"), timezone.now())

    mended.refresh_from_db()
    assert (mended.failures, mended.broken_since) == (0, None)


@pytest.mark.django_db
def test_a_host_that_asks_for_rest_gets_it_for_all_its_addresses(
    elsewhere: Elsewhere, asker: Asker, address: Callable[[str], WebAddress]
) -> None:
    elsewhere.answers["/druk"] = (429, {"Retry-After": "1209600"})
    busy, other = address("/druk"), address("/ander")

    assert check_addresses(asker=asker) == 1

    for each in (busy, other):
        each.refresh_from_db()
        assert each.due_at - timezone.now() > timedelta(days=13)
        assert each.failures == 0
