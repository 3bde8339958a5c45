"""What waits for the answer is done together, soon, and never at the cost of anything else."""

import threading
from collections.abc import Sequence

import pytest
from django.conf import LazySettings

from cms.api import afterwards as module
from cms.api.afterwards import afterwards, do_what_waits


class Done:
    """An action that remembers what it was handed."""

    def __init__(self) -> None:
        self.handed: list[list[int]] = []
        self.is_done = threading.Event()
        self.threads: set[str] = set()

    def __call__(self, things: Sequence[int]) -> None:
        self.handed.append(list(things))
        self.threads.add(threading.current_thread().name)
        self.is_done.set()


def fail(things: Sequence[int]) -> None:
    raise RuntimeError("no")


def test_what_waits_is_handed_over_together_and_once() -> None:
    one, other = Done(), Done()
    for number in (1, 2, 3):
        afterwards(one, number)
    afterwards(other, 4)
    assert one.handed == []

    do_what_waits()
    do_what_waits()

    assert (one.handed, other.handed) == ([[1, 2, 3]], [[4]])


def test_an_action_that_fails_stops_no_other(caplog: pytest.LogCaptureFixture) -> None:
    done = Done()
    afterwards(fail, 1)
    afterwards(done, 2)
    do_what_waits()
    assert done.handed == [[2]]
    assert "fail could not be done after the answer" in caplog.text


def test_no_more_waits_than_memory_has_room_for() -> None:
    done = Done()
    for number in range(module.MOST_WAITING + 10):
        afterwards(done, number)
    do_what_waits()
    assert len(done.handed[0]) == module.MOST_WAITING
    assert done.handed[0][-1] == module.MOST_WAITING + 9


def test_a_thread_of_its_own_does_it_and_goes_on_after_a_failure(
    settings: LazySettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.AFTERWARDS_IN_BACKGROUND = True
    monkeypatch.setattr(module, "PAUSE_SECONDS", 0.01)
    first, second = Done(), Done()

    afterwards(first, 1)
    assert first.is_done.wait(10)
    afterwards(fail, 2)
    afterwards(second, 3)

    assert second.is_done.wait(10)
    assert (first.handed, second.handed) == ([[1]], [[3]])
    assert first.threads == second.threads == {"afterwards"}
