"""Plein beside its peers, where they are at hand: each asked the same in turn, by the peers' own benchmark.

`make bench` finds them in a folder beside this one (`PEERS`), made ready by their `setup.sh` (`PEER_LAB`). Only ratios
within one run mean something.
"""

import json
import os
import signal
import statistics
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import gettempdir
from typing import Any

import psycopg
import pytest

ROOT = Path(__file__).parents[2]
PEERS = Path(os.environ.get("PEERS", ""))
LAB = Path(os.environ.get("PEER_LAB") or Path(gettempdir(), "peer-lab"))
DATABASE, SERVER = "postgres://peer@127.0.0.1:5544", "127.0.0.1:8300"
# The best of them that speaks GraphQL, and a plain view of two statements.
BESIDE, FLOOR = "graphene_dl", "floor"
ASKED = {"A": "page", "B": "list of 20", "C": "menu"}
AT_ONCE = ("1", "8")
ROUNDS, SECONDS = "4", "3"

pytestmark = pytest.mark.skipif(
    not (PEERS / "run.sh").is_file() or not (LAB / "venv").is_dir(), reason="the peers are not at hand, or not set up"
)


def plein(**more: str) -> dict[str, str]:
    """The environment of a Plein that answers as a city's does, without limits of how often."""
    return os.environ | {
        "PEER_LAB": str(LAB),
        "DATABASE_URL": f"{DATABASE}/plein",
        "DJANGO_SETTINGS_MODULE": "config.settings.dev",
        "DEBUG": "false",
        "GRAPHQL_REQUESTS_A_MINUTE": "0",
        "GRAPHQL_COST_A_MINUTE": "0",
        "PYTHONPATH": f"{ROOT}:{ROOT / 'site'}:{PEERS}",
        **more,
    }


def run(*command: str, **more: str) -> None:
    subprocess.run(command, check=True, cwd=ROOT, env=plein(**more))


def run_peers(what: str) -> None:
    """Start their servers, or stop them: with nothing of Plein's environment."""
    theirs = {name: value for name, value in os.environ.items() if not name.startswith(("DJANGO_", "PYTHON"))}
    server = {"PEER_LAB": str(LAB), "SERVER": "gunicorn"}
    subprocess.run(["bash", str(PEERS / "run.sh"), what], check=True, env=theirs | server)


@pytest.fixture(scope="module")
def peers() -> Iterator[None]:
    """The peers' servers and database, with one of Plein's in it that holds the same pages."""
    run_peers("up")
    try:
        with psycopg.connect(f"{DATABASE}/peer", autocommit=True) as connection:
            known = connection.execute("SELECT 1 FROM pg_database WHERE datname = 'plein'").fetchone()
            if known is None:
                connection.execute("CREATE DATABASE plein")
        run(sys.executable, "manage.py", "migrate", "--verbosity", "0")
        with psycopg.connect(f"{DATABASE}/plein") as connection:
            is_filled = connection.execute("SELECT 1 FROM reading_pagecard LIMIT 1").fetchone()
        if not is_filled:
            run(sys.executable, "-m", "tests.benchmarks.peers", "fill")
        yield
    finally:
        run_peers("down")


@pytest.fixture
def measured(peers: None, request: pytest.FixtureRequest, tmp_path: Path) -> Any:
    """What the peers' benchmark measured with so many megabytes of kept answers: by target and how many at once."""
    host, port = SERVER.split(":")
    lasting = ["--keep-alive", "30", "--max-requests", "0"]
    command = ["gunicorn", "--config", "python:config.gunicorn", "config.wsgi", *lasting]
    one_worker = {"BIND": host, "PORT": port, "WEB_CONCURRENCY": "1", "WEB_THREADS": "2"}
    environment = plein(GRAPHQL_KEPT_MEGABYTES=request.param, **one_worker)
    server = subprocess.Popen([sys.executable, "-m", *command], cwd=ROOT, env=environment, start_new_session=True)
    try:
        wait_for(f"http://{SERVER}/healthz")
        asks = [sys.executable, "-m", "tests.benchmarks.peers", "run", "--only", f"plein,{BESIDE},{FLOOR}"]
        out = tmp_path / "measured.json"
        often = ["--rounds", ROUNDS, "--secs", SECONDS, "--conc", ",".join(AT_ONCE), "--out", str(out)]
        run(*asks, *often, PLEIN=f"http://{SERVER}")
        return json.loads(out.read_text())
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait(timeout=30)


def wait_for(address: str) -> None:
    for _time in range(120):
        try:
            urllib.request.urlopen(address, timeout=5).close()
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.5)
        else:
            return
    raise TimeoutError(f"Nothing answered at {address}.")


def a_second(measured: Any, target: str, at_once: str) -> float | None:
    rounds = measured.get(target)
    return statistics.median(each["rps"] for each in rounds[at_once]) if rounds else None


@pytest.mark.parametrize("measured", ["0", "32"], ids=["first reads", "kept answers"], indirect=True)
def test_how_many_times_as_fast_as_the_best_peer(
    measured: Any, record: Callable[[str, str], None], request: pytest.FixtureRequest
) -> None:
    what = request.node.callspec.id
    for query, name in ASKED.items():
        for at_once in AT_ONCE:
            ours = a_second(measured, f"plein.{query}", at_once)
            assert ours, f"{name}: nothing was answered"
            beside = {peer: a_second(measured, f"{peer}.{query}", at_once) for peer in (BESIDE, FLOOR)}
            ratios = "   ".join(f"{ours / theirs:5.2f}x {peer}" for peer, theirs in beside.items() if theirs)
            record(f"{name}, {what}, {at_once} at once", f"{ours:8.0f} /s   {ratios}")
