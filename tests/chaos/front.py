"""What stands before an Elasticsearch in a city: a proxy of TLS and keys. This one also has the troubles they have."""

import http.client
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from http.server import BaseHTTPRequestHandler, HTTPServer, ThreadingHTTPServer
from typing import Any, TypeVar
from urllib.parse import urlsplit

PASSED_ON = ("content-type", "accept", "content-encoding")
ANSWERED = ("Content-Type", "X-Elastic-Product")
REFUSED = b'{"error": {"type": "security_exception", "reason": "no key"}, "status": 401}'
BUSY = b'{"error": {"type": "es_rejected_execution_exception", "reason": "busy"}, "status": 429}'


class Trouble(StrEnum):
    """What can happen to a request."""

    CUT = "the connection ends in the middle of the request, which never arrives"
    ANSWER_LOST = "the request is done, but the connection ends before the answer"
    BUSY = "the cluster answers 429"
    UNAVAILABLE = "the cluster answers 503"
    STALL = "nothing comes back until the trouble is over"


class Front(ThreadingHTTPServer):
    """The server. `next_trouble` says what happens to a request by its method and path; None passes it on."""

    daemon_threads = True

    def __init__(self, behind: str, *, tls: ssl.SSLContext | None = None, authorization: str = "") -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.behind = urlsplit(behind).netloc
        self.scheme = "https" if tls else "http"
        self.authorization = authorization
        self.next_trouble: Callable[[str], Trouble | None] = lambda path: None
        self.is_over = threading.Event()
        self.asked: list[str] = []
        if tls:
            self.socket = tls.wrap_socket(self.socket, server_side=True)

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"{self.scheme}://127.0.0.1:{self.server_port}"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hangs up is no news."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Front

    def log_message(self, *_arguments: Any) -> None:
        """Say nothing."""

    def _pass(self) -> None:
        self.server.asked.append(self.path)
        trouble = self.server.next_trouble(self.path)
        length = int(self.headers.get("Content-Length", 0))
        if trouble is Trouble.CUT:
            self.rfile.read(length // 2)
            self.close_connection = True
            return
        body = self.rfile.read(length)
        if self.headers.get("Authorization", "") != self.server.authorization:
            self._answer(401, {"X-Elastic-Product": "Elasticsearch", "Content-Type": "application/json"}, REFUSED)
        elif trouble in (Trouble.BUSY, Trouble.UNAVAILABLE):
            status = 429 if trouble is Trouble.BUSY else 503
            self._answer(status, {"X-Elastic-Product": "Elasticsearch", "Content-Type": "application/json"}, BUSY)
        elif trouble is Trouble.STALL:
            self.server.is_over.wait()
            self.close_connection = True
        else:
            self._pass_on(body, is_answered=trouble is None)

    def _pass_on(self, body: bytes, *, is_answered: bool) -> None:
        behind = http.client.HTTPConnection(self.server.behind, timeout=30)
        headers = {name: self.headers[name] for name in PASSED_ON if name in self.headers}
        behind.request(self.command, self.path, body=body, headers=headers)
        response = behind.getresponse()
        content = response.read()
        behind.close()
        if is_answered:
            answered = {name: response.headers[name] for name in ANSWERED if name in response.headers}
            self._answer(response.status, answered, content)
        else:
            self.close_connection = True

    def _answer(self, status: int, headers: dict[str, str], content: bytes) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    do_GET = do_POST = do_PUT = do_DELETE = do_HEAD = _pass  # noqa: N815


Server = TypeVar("Server", bound=HTTPServer)


@contextmanager
def served(server: Server) -> Iterator[Server]:
    """The server while it serves."""
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        if isinstance(server, Front):
            server.is_over.set()
        server.shutdown()
        server.server_close()


def in_turn(*troubles: Trouble | None, at: str) -> Callable[[str], Trouble | None]:
    """These troubles, one a request to a path that ends so; then none."""
    left = list(troubles)
    return lambda path: left.pop(0) if path.partition("?")[0].endswith(at) and left else None
