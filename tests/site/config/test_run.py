"""`make run`: three processes that start and end together."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from django.conf import settings

# seconds: generous, because others may be busy on the same machine
PATIENCE = 120
SUPERVISE = """
import sys, django
django.setup()
from config.management.commands.run import supervise
sys.exit(supervise(int(sys.argv[1]), is_reloading=False))
"""


def python(*arguments: str, **environment: str) -> subprocess.Popen[str]:
    inherited = {name: value for name, value in os.environ.items() if name != "ELASTICSEARCH_URL"}
    return subprocess.Popen(
        [sys.executable, *arguments],
        cwd=settings.ROOT,
        env=inherited | {"DJANGO_SETTINGS_MODULE": "config.settings.dev", "PYTHONPATH": "site"} | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def wait_until_it_answers(port: int) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/accounts/login/").close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    pytest.fail(f"it did not answer in {PATIENCE} s")


def pids(output: str) -> dict[str, int]:
    return {name: int(pid) for name, pid in re.findall(r"(\w+) started \(pid=(\d+)\)", output)}


def is_running(pid: int) -> bool:
    return Path(f"/proc/{pid}").exists()


@pytest.mark.django_db
def test_stopping_it_stops_all_of_it(migrated_url: str, free_port: int) -> None:
    process = python("-c", SUPERVISE, str(free_port), DATABASE_URL=migrated_url)
    wait_until_it_answers(free_port)

    process.send_signal(signal.SIGINT)
    output, _ = process.communicate(timeout=PATIENCE)

    assert process.returncode == 0
    assert set(pids(output)) == {"web", "worker", "reader", "schedule"}
    assert [name for name, pid in pids(output).items() if is_running(pid)] == []
    assert "Traceback" not in output


@pytest.mark.django_db
def test_a_terminal_that_is_gone_stops_all_of_it(migrated_url: str, free_port: int) -> None:
    process = python("-c", SUPERVISE, str(free_port), DATABASE_URL=migrated_url)
    assert process.stdout is not None
    output = "".join(process.stdout.readline() for _process in range(4))
    wait_until_it_answers(free_port)

    process.stdout.close()
    process.send_signal(signal.SIGHUP)
    process.wait(timeout=PATIENCE)

    assert set(pids(output)) == {"web", "worker", "reader", "schedule"}
    assert [name for name, pid in pids(output).items() if is_running(pid)] == []


def test_the_end_of_one_process_is_the_end_of_all(free_port: int, tmp_path: Path) -> None:
    """Here the worker finds no tables."""
    process = python("-c", SUPERVISE, str(free_port), DATABASE_URL=f"sqlite:///{tmp_path / 'empty.sqlite3'}")

    output, _ = process.communicate(timeout=PATIENCE)

    assert process.returncode == 1
    assert [name for name, pid in pids(output).items() if is_running(pid)] == []


def test_a_taken_port_is_named_before_anything_is_done(tmp_path: Path) -> None:
    database = tmp_path / "plein.sqlite3"
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        process = python("manage.py", "run", PORT=str(port), DATABASE_URL=f"sqlite:///{database}")
        output, _ = process.communicate(timeout=PATIENCE)

    assert process.returncode == 1
    assert f"Port {port} is taken. Stop what listens there, or choose another: PORT={port + 1} make run" in output
    assert not database.exists()
