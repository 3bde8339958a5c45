"""A receiver on this machine, an endpoint that leads to it, and pages that some see and others do not."""

import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from django.conf import LazySettings
from django.db import connection

from cms.changes.actions import number_changes
from cms.pages.models import ThemePage
from cms.people.models import User
from cms.webhooks.actions.endpoints import make_endpoint
from cms.webhooks.events import CHOSEN
from cms.webhooks.models import Endpoint
from tests.factories.access import create_audience
from tests.factories.asking import prepared
from tests.factories.pages import create_home, create_theme
from tests.factories.people import create_superuser, create_user


@dataclass
class Receiver:
    """Another system. What it answers next is in `answers`, (status, headers) each; else it takes what comes."""

    port: int = 0
    got: list[tuple[dict[str, str], bytes]] = field(default_factory=list)
    answers: list[tuple[int, dict[str, str]]] = field(default_factory=list)
    says: bytes = b"thanks"
    holds: threading.Event | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/hook?for=plein"

    def ids(self) -> list[str]:
        return [headers["webhook-id"] for headers, _body in self.got]


@pytest.fixture
def receiver(settings: LazySettings) -> Iterator[Receiver]:
    """Listens on loopback, which is allowed for as long."""
    other = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            other.got.append(({name.lower(): value for name, value in self.headers.items()}, body))
            if other.holds:
                other.holds.wait(5)
            status, headers = other.answers.pop(0) if other.answers else (200, {})
            # because who asked may be gone by now
            with suppress(OSError):
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(other.says)

        def log_message(self, *_said: object) -> None:
            """Nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    other.port = server.server_address[1]
    settings.WEBHOOKS_ALLOWED_NETWORKS = ["127.0.0.0/8"]
    settings.WEBHOOKS_PORTS = [other.port]
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    yield other
    server.shutdown()
    server.server_close()


@pytest.fixture
def employee(db: None) -> User:
    """With whose eyes the endpoint looks."""
    return create_user("Eva de Vries")


@pytest.fixture
def administrator(db: None) -> User:
    return create_superuser()


@pytest.fixture
def themes(db: None) -> dict[str, ThemePage]:
    """One that staff see, and one for nobody but its audience."""
    home = create_home()
    made = {
        "open": create_theme(home, "Werk", audiences=("staff",)),
        "closed": create_theme(home, "Geheim", audiences=(create_audience("Directie"),)),
    }
    up_to_date()
    return made


@pytest.fixture
def secrets_made() -> dict[int, str]:
    """The secret of each endpoint that a test makes, by its number."""
    return {}


@pytest.fixture
def endpoint(
    receiver: Receiver, themes: Any, employee: User, administrator: User, secrets_made: dict[int, str]
) -> Endpoint:
    """Told of everything that the employee may see, from now on."""
    events = [event for event, _label in CHOSEN]
    made = Endpoint(name="Static site", url=receiver.url, events=events, seen_as=employee)
    secret = make_endpoint(made, by=administrator)
    secrets_made[made.pk] = secret
    return made


def up_to_date() -> None:
    """What a commit brings about: the read model, and the order of changes."""
    prepared()
    number_changes()
    # a test's transaction never ends; what happens next is to be another one
    connection.run_on_commit.clear()
