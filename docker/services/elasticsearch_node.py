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


class Node:
    """A node on a loopback port, which keeps what it is told in a directory for as long as that is there.

    It can be killed, and started again where it was: tests do. More settings are those of Elasticsearch's own file.
    """

    def __init__(self, directory: Path, port: str = "0", **more_settings: str) -> None:
        self.directory = directory
        self._port = port
        self._settings = [f"{name}={value}" for name, value in more_settings.items()]
        self._process: subprocess.Popen | None = None

    def start(self) -> str:
        """The URL, which stays the same; once it answers. The first start on a machine fetches its jars."""
        log = self.directory / "log"
        with log.open("wb") as errors:
            self._process = subprocess.Popen(
                [SCRIPT, self._port, self.directory, *self._settings],
                stdout=subprocess.PIPE,
                stderr=errors,
                stdin=subprocess.DEVNULL,
                text=True,
                start_new_session=True,
            )
        url = _ready_url(self._process, log)
        self._port = url.rpartition(":")[2]
        return url

    def kill(self) -> None:
        """End it as a failure of power does."""
        if self._process:
            self._process.kill()
            self._process.wait()

    def stop(self) -> None:
        """End it in its own way."""
        if self._process is None:
            return
        self._process.terminate()
        try:
            self._process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.kill()


@contextmanager
def started() -> Iterator[str]:
    """The URL of a node on a free loopback port, which keeps nothing."""
    with tempfile.TemporaryDirectory(prefix="plein-elasticsearch-", ignore_cleanup_errors=True) as directory:
        node = Node(Path(directory))
        try:
            yield node.start()
        finally:
            node.stop()


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
