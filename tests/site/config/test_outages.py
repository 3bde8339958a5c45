"""Production on gunicorn, while parts of it are away."""

import http.client
import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from tests.site.config.test_production import COMPLETE

PATIENCE = 60
Ask = Callable[..., tuple[int, http.client.HTTPMessage, str]]

COLLECTED = {"version": "1.1", "paths": {"web/plein.css": "web/plein.css"}, "hash": "0"}
FROM_OUTSIDE = {"Host": "intranet.example.org", "X-Forwarded-Proto": "https"}


class Deployment:
    """Gunicorn as the image starts it."""

    def __init__(self, port: int, log: Path, **environment: str) -> None:
        self.port, self.log = port, log
        # what collectstatic would leave, as far as the screens of failures need it
        static = log.parent / "static"
        static.mkdir()
        (static / "staticfiles.json").write_text(json.dumps(COLLECTED))
        inherited = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        settings_of_it = {"DJANGO_SETTINGS_MODULE": "config.settings.production", "PYTHONPATH": "site"}
        with log.open("w") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "gunicorn", "--config", "python:config.gunicorn", "config.wsgi"],
                cwd=settings.ROOT,
                env=inherited | settings_of_it | COMPLETE | {"PORT": str(port), "WEB_CONCURRENCY": "1"} | environment,
                stdout=output,
                stderr=subprocess.STDOUT,
            )

    def ask(self, path: str, **headers: str) -> tuple[int, http.client.HTTPMessage, str]:
        client = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        client.request("GET", path, headers=headers)
        response = client.getresponse()
        return response.status, response.headers, response.read().decode()

    def wait(self) -> None:
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            try:
                self.ask("/healthz")
            except OSError:
                assert self.process.poll() is None, self.log.read_text()
                time.sleep(0.1)
            else:
                return
        pytest.fail(f"it did not answer in {PATIENCE} s:\n{self.log.read_text()}")

    def stop(self) -> int:
        self.process.terminate()
        return self.process.wait(timeout=PATIENCE)


@pytest.fixture
def everything_away(free_port: int, tmp_path: Path) -> Iterator[Deployment]:
    """Port 1 of this machine takes no connections."""
    deployment = Deployment(
        free_port,
        tmp_path / "log",
        DATABASE_URL="postgres://plein:secret@127.0.0.1:1/plein",
        ELASTICSEARCH_URL="http://127.0.0.1:1",
        REDIS_URL="redis://127.0.0.1:1/0",
        MEDIA_ROOT=str(tmp_path),
        STATIC_ROOT=str(tmp_path / "static"),
    )
    deployment.wait()
    yield deployment
    deployment.stop()


def test_without_its_database_it_lives_and_says_so_decently(everything_away: Deployment) -> None:
    ask = everything_away.ask

    assert ask("/healthz")[0] == 200
    status, _headers, body = ask("/readyz")
    assert (status, json.loads(body)) == (503, {"status": "unready"})

    status, headers, body = ask("/kennisbank/", **FROM_OUTSIDE, **{"X-Request-ID": "balancer-0001"})
    assert (status, headers["Retry-After"], headers["Cache-Control"]) == (503, "30", "no-store")
    assert headers["X-Request-ID"] == "balancer-0001"
    assert "<h1>Even buiten werking</h1>" in body
    assert not re.search(r"Traceback|psycopg|secret|127\.0\.0\.1", body)

    status, headers, body = ask("/graphql/?query=%7B__typename%7D", **FROM_OUTSIDE)
    assert (status, headers["Retry-After"]) == (503, "30")
    assert json.loads(body)["errors"][0]["extensions"] == {"code": "INTERNAL"}
    assert everything_away.stop() == 0
    lines = [json.loads(line) for line in everything_away.log.read_text().splitlines()]
    asked = [
        line for line in lines if line.get("request_id") == "balancer-0001" and line["logger"] == "config.requests"
    ]
    assert [(line["method"], line["path"], line["status"]) for line in asked] == [("GET", "/kennisbank/", 503)]
    assert "secret" not in everything_away.log.read_text()


def test_a_proxy_is_obeyed_and_others_are_refused(everything_away: Deployment) -> None:
    status, headers, _body = everything_away.ask("/", Host="intranet.example.org")
    assert (status, headers["Location"]) == (301, "https://intranet.example.org/")

    status, _headers, _body = everything_away.ask("/", Host="elsewhere.example.org", **{"X-Forwarded-Proto": "https"})
    assert status == 400


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "postgresql", reason="production is on PostgreSQL alone")
def test_without_redis_and_elasticsearch_it_serves(migrated_url: str, free_port: int, tmp_path: Path) -> None:
    deployment = Deployment(
        free_port,
        tmp_path / "log",
        DATABASE_URL=migrated_url,
        ELASTICSEARCH_URL="http://127.0.0.1:1",
        REDIS_URL="redis://127.0.0.1:1/0",
        MEDIA_ROOT=str(tmp_path),
        STATIC_ROOT=str(tmp_path / "static"),
        PROBE_TOKEN="a-token",
    )
    deployment.wait()
    try:
        status, _headers, body = deployment.ask("/readyz", Authorization="Bearer a-token")
        parts = {name: part["state"] for name, part in json.loads(body)["parts"].items()}
        assert (status, json.loads(body)["status"]) == (200, "degraded")
        assert (parts["database"], parts["cache"], parts["search"]) == ("ok", "warning", "warning")
        assert deployment.ask("/graphql/?query=%7B__typename%7D", **FROM_OUTSIDE)[0] < 500
    finally:
        assert deployment.stop() == 0
