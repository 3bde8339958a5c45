"""Streams of live updates and the end of their process: they would go on until somebody kills it."""

import signal
import threading
from typing import Any

from cms.api.streams.listening import BELL


def end_streams_on_sigterm() -> None:
    """Have a process's streams end when it is told to; what else it does then, it still does. Nothing outside of the
    main thread, where Python hears of no signal."""
    if threading.current_thread() is not threading.main_thread():
        return
    before = signal.getsignal(signal.SIGTERM)

    def end(number: int, frame: Any) -> None:
        BELL.close()
        if callable(before):
            before(number, frame)

    signal.signal(signal.SIGTERM, end)
