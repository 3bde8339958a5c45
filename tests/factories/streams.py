"""Reading streams of events as a client does, and ending them."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

import pytest

from cms.api.streams.listening import BELL

Event = tuple[str, Any]


def end(responses: Iterable[Any], monkeypatch: pytest.MonkeyPatch) -> None:
    """As when their process is told to end."""
    monkeypatch.setattr(BELL, "_is_closing", True)
    for response in responses:
        if response.streaming:
            assert [*response.streaming_content][-1:] in ([], [b"event: complete\ndata:\n\n"])
    monkeypatch.setattr(BELL, "_is_closing", False)


def events(response: Any, most: int = 30) -> Iterator[Event]:
    """What a stream says, heartbeats as ("", None), as long as it has not said so often."""
    for text in response.streaming_content:
        lines = dict(line.split(":", 1) for line in text.decode().strip().splitlines() if not line.startswith(":"))
        data = lines.get("data", "").strip()
        yield lines.get("event", "").strip(), json.loads(data) if data else lines.get("id")
        most -= 1
        if not most:
            return


def next_event(response: Any) -> Event:
    """The next that is no heartbeat."""
    return next(event for event in events(response) if event[0])


def quiet(response: Any) -> bool:
    """Whether nothing comes but heartbeats."""
    return [event for event in events(response, 4) if event[0]] == []
