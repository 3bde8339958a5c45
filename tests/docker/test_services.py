"""The launcher of the services that tests run on. That it starts real servers is shown by every run of `make test`."""

import http.server
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

TOOLS = ["bash", "cat", "cut", "dirname", "env", "ls", "mkdir", "mktemp", "mv", "rm", "sha256sum", "sort"]
SHOW = [sys.executable, "-c", "import json, os; print(json.dumps(dict(os.environ)))"]

DOCKER = """#!/bin/sh
echo "$@" >> "$0.log"
case "$1" in
  run) case "$*" in *elasticsearch*) echo searching ;; *) echo keeping ;; esac ;;
  port) echo 127.0.0.1:{port} ;;
esac
"""


@pytest.fixture
def listener() -> Iterator[int]:
    """The port of something that accepts connections."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


@pytest.fixture
def unused_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


@pytest.fixture
def tools(tmp_path: Path) -> Path:
    """A folder of the few programs that every machine has: no Docker, no Maven."""
    folder = tmp_path / "tools"
    folder.mkdir()
    for name in TOOLS:
        found = shutil.which(name)
        assert found is not None
        (folder / name).symlink_to(found)
    return folder


def start(*command: str, **environment: str) -> subprocess.Popen[str]:
    inherited = {key: os.environ[key] for key in ("PATH", "HOME")}
    return subprocess.Popen(
        [sys.executable, settings.ROOT / "docker" / "services", *command],
        env=inherited | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_named_services_are_used_as_they_are_named(listener: int) -> None:
    named = {
        "DATABASE_URL": f"postgres://plein:secret@127.0.0.1:{listener}/plein",
        "ELASTICSEARCH_URL": f"http://127.0.0.1:{listener}",
    }

    output, _errors = start(*SHOW, **named).communicate()

    assert json.loads(output).items() >= named.items()


def test_the_status_of_the_command_is_the_status_of_the_whole(listener: int) -> None:
    process = start(
        "sh",
        "-c",
        "exit 7",
        DATABASE_URL=f"postgres://127.0.0.1:{listener}/plein",
        ELASTICSEARCH_URL=f"http://127.0.0.1:{listener}",
    )

    assert process.wait() == 7


def test_a_named_service_that_does_not_answer_is_a_failure(unused_port: int) -> None:
    process = start("echo", "tested", DATABASE_URL=f"postgres://127.0.0.1:{unused_port}/plein")
    output, errors = process.communicate()

    assert process.returncode == 1
    assert output == ""
    assert f"DATABASE_URL names 127.0.0.1:{unused_port}, which does not answer" in errors


def test_another_database_than_postgresql_is_a_failure() -> None:
    process = start("echo", "tested", DATABASE_URL="sqlite:///plein.sqlite3")
    output, errors = process.communicate()

    assert process.returncode == 1
    assert output == ""
    assert "DATABASE_URL names no PostgreSQL: sqlite. " in errors


def test_a_machine_that_cannot_have_elasticsearch_says_so_and_fails(listener: int, tools: Path, tmp_path: Path) -> None:
    process = start(
        "echo",
        "tested",
        DATABASE_URL=f"postgres://127.0.0.1:{listener}/plein",
        PATH=str(tools),
        XDG_CACHE_HOME=str(tmp_path / "cache"),
    )
    output, errors = process.communicate()

    assert process.returncode == 1
    assert output == ""
    assert "No Elasticsearch: ELASTICSEARCH_URL is not set, no Docker engine answers" in errors
    assert "mvn: command not found" in errors
    assert "`make test-embedded` tests what needs none." in errors


def test_docker_serves_what_is_not_named_and_its_containers_are_removed(tools: Path) -> None:
    with http.server.HTTPServer(("127.0.0.1", 0), http.server.SimpleHTTPRequestHandler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        docker = tools / "docker"
        docker.write_text(DOCKER.format(port=server.server_port))
        docker.chmod(0o755)

        output, _errors = start(*SHOW, PATH=str(tools)).communicate()
        server.shutdown()

    found = json.loads(output)
    assert found["DATABASE_URL"] == f"postgres://plein:plein@127.0.0.1:{server.server_port}/plein"
    assert found["ELASTICSEARCH_URL"] == f"http://127.0.0.1:{server.server_port}"
    calls = docker.with_name("docker.log").read_text().splitlines()
    assert calls[-2:] == ["rm --force --volumes searching", "rm --force --volumes keeping"]


def test_stopping_the_launcher_stops_the_command(listener: int) -> None:
    process = start(
        sys.executable,
        "-uc",
        "import os, time; print(os.getpid()); time.sleep(60)",
        DATABASE_URL=f"postgres://127.0.0.1:{listener}/plein",
        ELASTICSEARCH_URL=f"http://127.0.0.1:{listener}",
    )
    assert process.stdout is not None
    command = int(process.stdout.readline())

    process.send_signal(signal.SIGTERM)

    assert process.wait(timeout=5) == 128 + signal.SIGTERM
    with pytest.raises(ProcessLookupError):
        os.kill(command, 0)
