"""What an ASGI server serves."""

import asyncio
import signal
from collections.abc import Iterator

import pytest

from cms.api.streams.listening import BELL
from config.asgi import Application


@pytest.fixture
def ended() -> Iterator[list[str]]:
    """What was done at SIGTERM by a server that set that before it asked anything."""
    done: list[str] = []
    before = signal.signal(signal.SIGTERM, lambda *_arguments: done.append("server"))
    yield done
    signal.signal(signal.SIGTERM, before)
    BELL._is_closing = False


def test_streams_end_with_the_process_and_the_server_ends_it(ended: list[str]) -> None:
    application = Application()
    for _time in range(2):
        # the first that a server asks, which Django leaves to others
        with pytest.raises(ValueError, match="lifespan"):
            asyncio.run(application({"type": "lifespan"}, None, None))
    assert not BELL._is_closing
    signal.raise_signal(signal.SIGTERM)
    assert (BELL._is_closing, ended) == (True, ["server"])
