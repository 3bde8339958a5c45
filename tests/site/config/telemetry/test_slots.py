"""Counting by several processes: nothing is lost when a worker is replaced, and no file is left for each that was."""

import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.conf import settings
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

from config.telemetry import slots

WORKER = """
import sys
from types import SimpleNamespace
from config.telemetry import slots
slots.use_slot(SimpleNamespace(slot=int(sys.argv[1])))
from config.telemetry.metrics import REQUESTS
REQUESTS.labels("person", "2xx").inc()
"""


def work(folder: Path, slot: int) -> None:
    """Another worker, which counts one request and ends."""
    environment = {"PYTHONPATH": ".:site", slots.FOLDER: str(folder), "DJANGO_SETTINGS_MODULE": "config.settings.test"}
    subprocess.run(
        [sys.executable, "-c", WORKER, str(slot)], cwd=settings.ROOT, env=os.environ | environment, check=True
    )


def test_workers_that_were_replaced_are_counted_in_the_files_of_their_slots(tmp_path: Path) -> None:
    for slot in (1, 2, 1):
        work(tmp_path, slot)

    registry = CollectorRegistry()
    MultiProcessCollector(registry, str(tmp_path))
    assert b'plein_http_requests_total{status="2xx",view="person"} 3.0' in generate_latest(registry)
    assert sorted(file.name for file in tmp_path.iterdir()) == ["counter_1.db", "counter_2.db"]


def test_a_new_worker_has_the_lowest_slot_that_is_free() -> None:
    worker = SimpleNamespace()

    slots.give_slot(SimpleNamespace(WORKERS={11: SimpleNamespace(slot=1), 13: SimpleNamespace(slot=3)}), worker)

    assert worker.slot == 2


@pytest.mark.parametrize(
    ("environment", "is_wanted"),
    [({}, False), ({"METRICS_TOKEN": "t"}, True), ({"METRICS_OPEN": "true"}, True), ({"METRICS_OPEN": "false"}, False)],
)
def test_files_are_made_where_metrics_are_wanted(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], is_wanted: bool
) -> None:
    for name in slots.WANTED_BY:
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)

    assert slots.is_wanted() is is_wanted


def test_the_folder_goes_with_the_master(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv(slots.FOLDER, "")
    folder = Path(slots.make_folder(str(tmp_path)))
    assert folder.is_dir()

    slots.remove_folder()

    assert not folder.exists()
