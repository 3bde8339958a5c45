"""What is measured is printed as a table at the end, with the machine it was measured on."""

import os
import platform
import statistics
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

ROWS: list[tuple[str, str]] = []


@pytest.fixture(scope="session")
def record() -> Callable[[str, str], None]:
    """Write down a figure under a name."""
    return lambda name, figure: ROWS.append((name, figure))


@pytest.fixture(scope="session", autouse=True)
def print_table(request: pytest.FixtureRequest) -> Iterator[None]:
    """Print what was written down once all is measured."""
    yield
    capture = request.config.pluginmanager.getplugin("capturemanager")
    with capture.global_and_fixture_disabled():
        print(f"\n\n{platform.python_implementation()} {platform.python_version()}, {os.cpu_count()} cores")
        for name, figure in ROWS:
            print(f"{name:<58} {figure}")


def milliseconds(run: Callable[[], Any], *, times: int) -> list[float]:
    """How long each of several runs takes, sorted."""
    taken = []
    for _time in range(times):
        start = time.perf_counter()
        run()
        taken.append((time.perf_counter() - start) * 1000)
    return sorted(taken)


def summary(taken: list[float]) -> str:
    """The median and the 95th percentile of durations in milliseconds."""
    last = taken[min(len(taken) - 1, int(len(taken) * 0.95))]
    return f"p50 {statistics.median(taken):8.1f} ms   p95 {last:8.1f} ms"
