"""Elasticsearch as docker/elasticsearch/start.sh puts it together from Maven's jars."""

import subprocess
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from outcome import UnavailableError

SCRIPT = Path(__file__).resolve().parents[1] / "elasticsearch" / "start.sh"
STOP_SECONDS = 20

LACKING = """No Elasticsearch: ELASTICSEARCH_URL is not set, no Docker engine answers, and one's own start ended so:

{output}
Name a server in ELASTICSEARCH_URL, start Docker, or install Maven and a JDK of release 21 or newer.
`make test-embedded` tests what needs none."""


@contextmanager
def started() -> Iterator[str]:
    """The URL of a node on a free loopback port, which keeps nothing. The first start fetches its jars."""
    with tempfile.TemporaryDirectory(prefix="plein-elasticsearch-", ignore_cleanup_errors=True) as directory:
        log = Path(directory) / "log"
        with log.open("wb") as errors:
            process = subprocess.Popen(
                [SCRIPT, "0", directory],
                stdout=subprocess.PIPE,
                stderr=errors,
                stdin=subprocess.DEVNULL,
                text=True,
                start_new_session=True,
            )
        try:
            yield _ready_url(process, log)
        finally:
            process.terminate()
            try:
                process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _ready_url(process: subprocess.Popen, log: Path) -> str:
    printed = ""
    for line in process.stdout or ():
        if line.startswith("ready "):
            # because a pipe that nobody empties would stop a node that has much to say
            threading.Thread(target=lambda: list(process.stdout or ()), daemon=True).start()
            return line.split()[1]
        printed += line
    process.wait()
    raise UnavailableError(LACKING.format(output=printed + log.read_text(errors="replace")))
