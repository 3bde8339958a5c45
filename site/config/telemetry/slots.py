"""Counting by several processes: each worker of gunicorn counts in a file of its own, and any of them reads all.

A worker is replaced after some thousands of requests. The new one goes on in the file of one that ended, else every
worker there ever was would leave a file, to be read at every scrape. Gunicorn's master runs this, before Django.
"""

import itertools
import os
import shutil
import tempfile
from typing import Any

from prometheus_client import values

FOLDER = "PROMETHEUS_MULTIPROC_DIR"
WANTED_BY = ("METRICS_TOKEN", "METRICS_OPEN")


def is_wanted() -> bool:
    """Whether the environment of the process asks for metrics."""
    return any(os.environ.get(name, "").lower() not in ("", "0", "false", "no", "off") for name in WANTED_BY)


def make_folder(below: str | None) -> str:
    """A folder for the files of one master and its workers, in memory where there is a place for that."""
    folder = tempfile.mkdtemp(prefix="plein-metrics-", dir=below)
    os.environ[FOLDER] = folder
    return folder


def give_slot(arbiter: Any, worker: Any) -> None:
    """Before a worker is forked: the lowest number that no living one has."""
    taken = {other.slot for other in arbiter.WORKERS.values()}
    worker.slot = next(number for number in itertools.count(1) if number not in taken)


def use_slot(worker: Any) -> None:
    """In the worker, before it imports what counts."""
    values.ValueClass = values.MultiProcessValue(lambda: worker.slot)


def remove_folder() -> None:
    """When the master ends. A worker has the folder's name too, but not this to do."""
    shutil.rmtree(os.environ[FOLDER], ignore_errors=True)
