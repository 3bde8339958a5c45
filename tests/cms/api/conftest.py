"""Asking the HTTP doors."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from cms.api.streams import listening
from cms.api.streams.seats import SEATS
from tests.factories.streams import end

Ask = Callable[..., HttpResponse]
Open = Callable[..., HttpResponse]


@pytest.fixture
def ask(client: Client) -> Ask:
    """POST an operation as JSON: ask(query, variables, **headers)."""

    def post(query: Any, variables: dict[str, Any] | None = None, **headers: str) -> HttpResponse:
        body = {"query": query, "variables": variables}
        return client.post("/graphql/", body, content_type="application/json", headers=headers)

    return post


@pytest.fixture
def quick_streams(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Streams that wait for nothing, and no thread beside the test's own."""
    settings.STREAM_HEARTBEAT_SECONDS = 0.01
    settings.STREAM_SECONDS = 20
    settings.STREAMS_A_PERSON = settings.STREAMS_A_PROCESS = 3
    monkeypatch.setattr(listening, "LINGER_SECONDS", 0.0)


@pytest.fixture
def opened(quick_streams: None, client: Client, monkeypatch: pytest.MonkeyPatch) -> Iterator[Open]:
    """Open a stream: opened(query, variables, **headers). All are closed in the end."""
    responses: list[Any] = []

    def post(query: str, variables: dict[str, Any] | None = None, **headers: str) -> Any:
        body = {"query": query, "variables": variables}
        accepting = {"Accept": "text/event-stream", **headers}
        responses.append(client.post("/graphql/stream/", body, content_type="application/json", headers=accepting))
        return responses[-1]

    yield post
    end(responses, monkeypatch)
    assert len(SEATS) == 0
