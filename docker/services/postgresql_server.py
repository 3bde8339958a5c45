"""PostgreSQL's own binaries, run on a database of this moment."""

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from outcome import UnavailableError

SYSTEM_USER = "postgres"
READY_SECONDS = 30
STOP_SECONDS = 20

LACKING = """No PostgreSQL: DATABASE_URL is not set, no Docker engine answers, and neither PATH nor /usr/lib/postgresql
has initdb. Name a server in DATABASE_URL, start Docker, or install one (apt-get install postgresql).
`make test-embedded` tests what needs none."""
ROOT_ALONE = (
    "PostgreSQL does not run as root, and there is no user `postgres` to run it as. Make one, or set DATABASE_URL."
)


@contextmanager
def started() -> Iterator[str]:
    """The URL of a server on a free loopback port, which keeps nothing and may lose everything in a crash."""
    binaries = _find_binaries()
    user = _user_to_run_as()
    port = _free_port()
    with tempfile.TemporaryDirectory(prefix="plein-postgresql-", ignore_cleanup_errors=True) as directory:
        if user:
            shutil.chown(directory, user, user)
        process = _start(binaries, Path(directory), port, user)
        try:
            url = f"postgres://plein@127.0.0.1:{port}/postgres"
            _wait_until_ready(process, url, Path(directory) / "log")
            yield url
        finally:
            process.send_signal(signal.SIGINT)  # "fast": ends the sessions that are open
            try:
                process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _find_binaries() -> Path:
    candidates = [Path(found).resolve().parent] if (found := shutil.which("initdb")) else []
    candidates += sorted(
        Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: _release(path.parent.name), reverse=True
    )
    for directory in candidates:
        if (directory / "initdb").exists() and (directory / "postgres").exists():
            return directory
    raise UnavailableError(LACKING)


def _release(name: str) -> int:
    return int(name) if name.isdigit() else 0


def _user_to_run_as() -> str | None:
    """None: whoever runs this. PostgreSQL refuses root, for which its own system user stands in."""
    if os.geteuid() != 0:
        return None
    if subprocess.run(["id", SYSTEM_USER], capture_output=True).returncode != 0:
        raise UnavailableError(ROOT_ALONE)
    return SYSTEM_USER


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _initialise(binaries: Path, data: Path, identity: dict[str, Any]) -> None:
    options = ["-U", "plein", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]
    command = [str(binaries / "initdb"), "-D", str(data), *options]
    made = subprocess.run(command, cwd=data.parent, capture_output=True, text=True, **identity)
    if made.returncode != 0:
        raise UnavailableError(f"PostgreSQL's initdb failed:\n{made.stderr}")


def _start(binaries: Path, directory: Path, port: int, user: str | None) -> subprocess.Popen:
    """The server, in a session of its own so that Ctrl-C does not end it before the command that uses it."""
    identity: dict[str, Any] = {"user": user, "group": user, "extra_groups": []} if user else {}
    data = directory / "data"
    _initialise(binaries, data, identity)
    # what it forgets in a crash is of no use to anybody
    settings = f"""
        port={port} listen_addresses=127.0.0.1 unix_socket_directories={directory} max_connections=50
        fsync=off synchronous_commit=off full_page_writes=off
    """
    options = [word for setting in settings.split() for word in ("-c", setting)]
    with (directory / "log").open("wb") as output:
        return subprocess.Popen(
            [str(binaries / "postgres"), "-D", str(data), *options],
            cwd=directory,
            stdout=output,
            stderr=output,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            **identity,
        )


def _wait_until_ready(process: subprocess.Popen, url: str, log: Path) -> None:
    deadline = time.monotonic() + READY_SECONDS
    while process.poll() is None and time.monotonic() < deadline:
        try:
            psycopg.connect(url).close()
        except psycopg.OperationalError:
            time.sleep(0.1)
        else:
            return
    raise UnavailableError(f"PostgreSQL did not start:\n{log.read_text()}")
