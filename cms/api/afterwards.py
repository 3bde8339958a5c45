"""What can wait until the answer is out: done by a thread of its own, so that it makes no answer slow and none fail.

What waits when a process is killed is lost. Whatever must not be lost is a task (django_tasks), not this.
"""

import atexit
import logging
import os
import threading
from collections import defaultdict, deque
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from django.conf import settings
from django.db import connections

logger = logging.getLogger(__name__)

Thing = TypeVar("Thing")
Action = Callable[[Sequence[Any]], object]

# More than this waits only where the database does not answer; then the oldest is let go.
MOST_WAITING = 5_000
# So long is gathered what is written together.
PAUSE_SECONDS = 0.5

_waiting: deque[tuple[Action, Any]] = deque(maxlen=MOST_WAITING)
_is_wanted = threading.Event()
_starting = threading.Lock()
_worker: tuple[int, threading.Thread] | None = None


def afterwards(action: Callable[[Sequence[Thing]], object], thing: Thing) -> None:
    """Hand a thing to an action soon, together with others that wait for it. Costs microseconds and never raises.

    Tests do what waits by `do_what_waits`, because another thread would not see what they have not committed.
    """
    _waiting.append((action, thing))
    if settings.AFTERWARDS_IN_BACKGROUND:
        _is_wanted.set()
        _start()


def do_what_waits() -> None:
    """Do all that waits now. What one action raises is logged, and stops no other."""
    gathered: dict[Action, list[Any]] = defaultdict(list)
    while _waiting:
        action, thing = _waiting.popleft()
        gathered[action].append(thing)
    for action, things in gathered.items():
        try:
            action(things)
        except Exception:
            logger.exception("%s could not be done after the answer", getattr(action, "__name__", action))


def forget_what_waits() -> None:
    """Do none of it."""
    _waiting.clear()


def _start() -> None:
    """A forked process has none of its parent's threads, so that each starts its own when it first needs it."""
    global _worker
    if _worker and _worker[0] == os.getpid() and _worker[1].is_alive():
        return
    with _starting:
        if _worker is None or _worker[0] != os.getpid() or not _worker[1].is_alive():
            thread = threading.Thread(target=_work, name="afterwards", daemon=True)
            thread.start()
            _worker = (os.getpid(), thread)


def _work() -> None:
    pause = threading.Event()
    while True:
        _is_wanted.wait()
        pause.wait(PAUSE_SECONDS)
        _is_wanted.clear()
        try:
            do_what_waits()
        finally:
            connections.close_all()


@atexit.register
def _finish() -> None:
    """A process that ends in order leaves nothing undone."""
    if _worker and _worker[0] == os.getpid():
        do_what_waits()
