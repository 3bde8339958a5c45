"""Runs a command beside a real PostgreSQL and a real Elasticsearch: `python docker/services COMMAND ...`

Each is the one that DATABASE_URL or ELASTICSEARCH_URL names, else a container where Docker answers, else a server
started here from what the machine has. The command finds both in its environment; what was started here ends with it.
"""

import os
import signal
import subprocess
import sys
from contextlib import ExitStack
from types import FrameType

import containers
import elasticsearch_node
import postgresql_server
from named import named_elasticsearch, named_postgresql
from outcome import UnavailableError


def provide_postgresql(stack: ExitStack) -> str:
    """The URL of a PostgreSQL that accepts connections."""
    url = named_postgresql()
    if url is None and containers.is_docker_answering():
        url = stack.enter_context(containers.postgresql())
    return url or stack.enter_context(postgresql_server.started())


def provide_elasticsearch(stack: ExitStack) -> str:
    """The URL of an Elasticsearch that answers."""
    url = named_elasticsearch()
    if url is None and containers.is_docker_answering():
        url = stack.enter_context(containers.elasticsearch())
    return url or stack.enter_context(elasticsearch_node.started())


def run(command: list[str], environment: dict[str, str]) -> int:
    """The command's exit status. It ends before this returns, whatever happens."""
    process = subprocess.Popen(command, env=environment)
    try:
        return process.wait()
    except KeyboardInterrupt:
        # because Ctrl-C reached the command as well, which now ends in its own way
        return process.wait()
    finally:
        if process.poll() is None:
            process.terminate()
            process.wait()


def end(number: int, frame: FrameType | None) -> None:
    """SIGTERM and SIGHUP unwind what is open, as Ctrl-C does."""
    sys.exit(128 + number)


def main(command: list[str]) -> int:
    if not command:
        print(__doc__, file=sys.stderr)
        return 2
    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGHUP, end)
    with ExitStack() as stack:
        try:
            urls = {"DATABASE_URL": provide_postgresql(stack), "ELASTICSEARCH_URL": provide_elasticsearch(stack)}
        except UnavailableError as reason:
            print(f"\n{reason}\n", file=sys.stderr)
            return 1
        return run(command, os.environ | urls)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
