"""PostgreSQL and Elasticsearch as containers, where a Docker engine answers."""

import functools
import shutil
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager

POSTGRESQL_IMAGE = "postgres:17"
ELASTICSEARCH_IMAGE = "elasticsearch:9.5.3"
ANSWER_SECONDS = 10
READY_SECONDS = 120


@functools.cache
def is_docker_answering() -> bool:
    """True when there is a `docker` and its engine runs. Asked once, because an engine that hangs takes its time."""
    if shutil.which("docker") is None:
        return False
    try:
        return subprocess.run(["docker", "info"], capture_output=True, timeout=ANSWER_SECONDS).returncode == 0
    except subprocess.TimeoutExpired:
        return False


@contextmanager
def postgresql() -> Iterator[str | None]:
    """The URL of a PostgreSQL that forgets everything at the end; None where the container cannot be started."""
    arguments = ["-e", "POSTGRES_USER=plein", "-e", "POSTGRES_PASSWORD=plein", POSTGRESQL_IMAGE, "-c", "fsync=off"]
    with _container("5432", arguments) as (container, address):
        # over TCP, because the image's first, temporary server listens on its socket alone
        ready = ["docker", "exec", container, "pg_isready", "-q", "-h", "127.0.0.1", "-U", "plein"]
        is_ready = container and _wait(lambda: subprocess.run(ready, capture_output=True).returncode == 0)
        yield f"postgres://plein:plein@{address}/plein" if is_ready else None


@contextmanager
def elasticsearch() -> Iterator[str | None]:
    """The URL of an Elasticsearch that forgets everything at the end; None where the container cannot be started."""
    arguments = ["-e", "discovery.type=single-node", "-e", "xpack.security.enabled=false"]
    arguments += ["-e", "ES_JAVA_OPTS=-Xms512m -Xmx512m", ELASTICSEARCH_IMAGE]
    with _container("9200", arguments) as (container, address):
        is_ready = container and _wait(lambda: _is_http_answering(f"http://{address}"))
        yield f"http://{address}" if is_ready else None


@contextmanager
def _container(port: str, arguments: list[str]) -> Iterator[tuple[str, str]]:
    """A container's id and the loopback address of its port; two empty strings where it does not start."""
    start = ["docker", "run", "--rm", "--detach", "--publish", f"127.0.0.1::{port}", *arguments]
    print(f"Starting {' '.join(start)}", file=sys.stderr)
    started = subprocess.run(start, stdout=subprocess.PIPE, text=True)
    container = started.stdout.strip()
    if started.returncode != 0:
        print("Docker could not start it; trying without.", file=sys.stderr)
        yield "", ""
        return
    try:
        mapped = subprocess.run(["docker", "port", container, port], capture_output=True, text=True, check=True)
        yield container, mapped.stdout.split()[0]
    finally:
        subprocess.run(["docker", "rm", "--force", "--volumes", container], capture_output=True)


def _wait(is_ready: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + READY_SECONDS
    while time.monotonic() < deadline:
        if is_ready():
            return True
        time.sleep(0.5)
    return False


def _is_http_answering(url: str) -> bool:
    try:
        return urllib.request.urlopen(url, timeout=ANSWER_SECONDS).status == 200  # noqa: S310
    except OSError:
        return False
