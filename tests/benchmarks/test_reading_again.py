"""What it costs to give an answer that is kept, and to say that it did not change, beside a plain view of Django's: two
statements, orjson, and the middleware that Django itself begins a project with. In CPU time, because the clock tells
what else the machine does."""

import io
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from urllib.parse import urlencode

import orjson
import pytest
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, connection
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import path

from cms.reading.actions import prepare_everything
from tests.benchmarks.test_reading import LIST, MENU, PAGE
from tests.factories.pages import create_article, create_home, create_theme
from tests.factories.people import create_user

ADDRESS = "/thema/artikel-7/"
ARTICLES = 25
ROUNDS, REQUESTS = 7, 40
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROW = """SELECT c.page_id, c.title, c.path, c.summary, c.ancestor_ids, b.blocks FROM reading_pagecard c
JOIN reading_pagebody b ON b.card_id = c.page_id WHERE c.path = %s"""
AROUND = "SELECT page_id, title, path, summary FROM reading_pagecard WHERE language = %s ORDER BY page_id LIMIT 20"


def plain(_request: HttpRequest) -> HttpResponse:
    """A page and twenty beside it, for everybody alike."""
    with connection.cursor() as cursor:
        cursor.execute(ROW, [ADDRESS])
        page = cursor.fetchone()
        cursor.execute(AROUND, ["nl"])
        around = cursor.fetchall()
    body = {"id": page[0], "title": page[1], "path": page[2], "summary": page[3], "body": orjson.loads(page[5])}
    body["related"] = [{"id": row[0], "title": row[1], "path": row[2], "summary": row[3]} for row in around]
    return HttpResponse(orjson.dumps({"data": {"page": body}}), content_type="application/json")


urlpatterns = [path("plain/", plain)]

Ask = Callable[[], tuple[str, int]]


def asking(handler: WSGIHandler, address: str, body: bytes = b"", **headers: str) -> Ask:
    """One request through all of Django but the socket: its status, and how many bytes came."""
    where, _, query = address.partition("?")
    environ = {
        "REQUEST_METHOD": "POST" if body else "GET", "PATH_INFO": where, "QUERY_STRING": query, "SCRIPT_NAME": "",
        "SERVER_NAME": "testserver", "SERVER_PORT": "80", "SERVER_PROTOCOL": "HTTP/1.1", "REMOTE_ADDR": "127.0.0.1",
        "CONTENT_TYPE": "application/json" if body else "", "CONTENT_LENGTH": str(len(body)),
        "wsgi.url_scheme": "http", "wsgi.errors": io.StringIO(), "wsgi.version": (1, 0),
        **headers,
    }  # fmt: skip

    def ask() -> tuple[str, int]:
        told: list[str] = []
        response = handler(
            {**environ, "wsgi.input": io.BytesIO(body)}, lambda status, _headers, *_: told.append(status) or str
        )
        size = sum(len(part) for part in response)
        response.close()
        return told[0], size

    return ask


def cpu_milliseconds(asks: dict[str, Ask]) -> dict[str, float]:
    """Of each, the least that a request took of several rounds, in turn."""
    least = dict.fromkeys(asks, float("inf"))
    for _round in range(ROUNDS):
        for name, ask in asks.items():
            started = time.process_time()
            for _request in range(REQUESTS):
                ask()
            least[name] = min(least[name], (time.process_time() - started) * 1000 / REQUESTS)
    return least


@pytest.fixture
def reader(db: None) -> Client:
    """Somebody signed in, where there is little: how much there is changes nothing about what is kept."""
    theme = create_theme(create_home(show_in_menus=True), "Thema", show_in_menus=True)
    text = f'<p>Zie <a linktype="page" id="{theme.pk}">het thema</a>.</p>' * 5
    for number in range(ARTICLES):
        body = [("heading", {"text": "Kop", "level": "2"}), ("text", text)] * 5
        create_article(theme, f"Artikel {number}", summary="Waar het over gaat.", body=body)
    prepare_everything()
    client = Client()
    client.force_login(create_user())
    return client


@contextmanager
def open_connection() -> Iterator[None]:
    """A request does not end the test's own connection. Django's client, once it is used, lets it again."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def asks_of(reader: Client) -> dict[str, Ask]:
    """The same asked again by who is signed in, by who has it already, and by a visitor."""
    cookie = f"{settings.SESSION_COOKIE_NAME}={reader.cookies[settings.SESSION_COOKIE_NAME].value}"
    handler, asks = WSGIHandler(), dict[str, Ask]()
    for name, text, variables in (("page", PAGE, {"path": ADDRESS}), ("list", LIST, {}), ("menu", MENU, {})):
        address = "/graphql/?" + urlencode({"query": text, "variables": orjson.dumps(variables)})
        etag = reader.get(address)["ETag"]
        asks[f"the {name} again"] = asking(handler, address, HTTP_COOKIE=cookie)
        asks[f"the {name} again, 304"] = asking(handler, address, HTTP_COOKIE=cookie, HTTP_IF_NONE_MATCH=etag)
        asks[f"the {name} again, a visitor"] = asking(handler, address)
    return asks


def test_reading_again(reader: Client, record: Callable[[str, str], None]) -> None:
    asks = asks_of(reader)
    with open_connection():
        with override_settings(ROOT_URLCONF=__name__, MIDDLEWARE=MIDDLEWARE):
            view = asking(WSGIHandler(), "/plain/")
            assert view()[0] == "200 OK"
            found = cpu_milliseconds({"a plain view": view})
        for name, ask in asks.items():
            assert ask()[0] == ("304 Not Modified" if "304" in name else "200 OK")
        found |= cpu_milliseconds(asks)
    for name, taken in found.items():
        ratio = f"   {found['a plain view'] / taken:5.2f} x the plain view's requests/s" if name in asks else ""
        record(f"{name} (CPU, {connection.vendor})", f"{taken:6.2f} ms{ratio}")
