"""One stream: a response that goes on for as long as somebody reads it and may."""

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user
from django.db import DatabaseError, InterfaceError, connection, connections
from django.http import HttpRequest
from graphql import OperationDefinitionNode

from cms.access.readers import Reader, reader_of
from cms.api.authentication import bearer_of, owner_of
from cms.api.execution import execute_operation
from cms.api.operations import Operations
from cms.api.streams.happening import Followed, Happening
from cms.api.streams.listening import BELL
from cms.api.streams.seats import SEATS
from cms.changes.places import Opened, Place
from cms.graphql_kit.deadlines import time_limit
from cms.graphql_kit.errors import ApiError

logger = logging.getLogger(__name__)

# A comment: says that the connection lives, and has whatever is in between send on what it holds.
HEARTBEAT = ": \n\n"
COMPLETE = "event: complete\ndata:\n\n"
# How late a stream may notice that its process ends.
NOTICE_SECONDS = 2.0


class EndedError(Exception):
    """Who reads may no more, or not the same: they come back as who they are now."""


class Stream:
    """The events of one subscription as text, for a response. It has a seat, which `close` gives back."""

    def __init__(
        self,
        request: HttpRequest,
        operations: Operations,
        operation: OperationDefinitionNode,
        variables: Mapping[str, Any],
        *,
        asker: str,
        followed: Followed,
        place: Place,
    ) -> None:
        self._request = request
        self._operation = (operations, operation, variables)
        self._asker = asker
        self._followed = followed
        self._place = place
        self._user_id = request.user.pk
        self._is_begun = False
        self._has_seat = True

    def __iter__(self) -> Iterator[str]:
        try:
            yield HEARTBEAT
            yield from self._events()
            yield COMPLETE
        except (EndedError, ApiError):
            yield COMPLETE
        except (DatabaseError, InterfaceError):
            logger.exception("The database did not answer in the midst of a stream")
            yield COMPLETE
        finally:
            self.close()

    def close(self) -> None:
        """Give the seat to somebody else. May be called again."""
        if self._has_seat:
            self._has_seat = False
            SEATS.give_back(self._asker)

    def _events(self) -> Iterator[str]:
        ends_at = time.monotonic() + settings.STREAM_SECONDS
        while time.monotonic() < ends_at and not BELL.is_closing:
            heard = BELL.tick
            yield from self._news()
            if not self._is_woken(heard, min(ends_at, time.monotonic() + settings.STREAM_HEARTBEAT_SECONDS)):
                yield HEARTBEAT

    def _is_woken(self, heard: int, until: float) -> bool:
        """Whether the bell rings before a moment, or before it is doubted that anybody reads; in short waits, so that
        the end of the process is noticed."""
        while (left := until - time.monotonic()) > 0 and not BELL.is_closing:
            if BELL.wait(heard, min(left, NOTICE_SECONDS)):
                return True
            if SEATS.are_doubted:
                return False
        return False

    def _news(self) -> Iterator[str]:
        """What happened since the last time, to who reads now."""
        has_more = True
        while has_more:
            with _database_for_a_moment(), time_limit(settings.GRAPHQL_SECONDS):
                reader = self._reader()
                reading, events = self._followed.read(reader, self._place)
                texts = [self._text(event) for event in events]
                self._place, has_more = reading.here, reading.has_more
            yield from texts

    def _reader(self) -> Reader:
        """Who reads, asked anew. Raises EndedError where they are not who they were, or see other things."""
        self._request.user = _user_now(self._request)
        if self._request.user.pk != self._user_id:
            raise EndedError
        reader = reader_of(self._request)
        # Only somebody who comes back is told that they must read everything anew.
        if self._is_begun and not self._place.is_where(Opened.to(reader)):
            raise EndedError
        self._is_begun = True
        return reader

    def _text(self, event: Happening) -> str:
        self._request.happening = event  # type: ignore[attr-defined]
        answer = execute_operation(*self._operation, request=self._request)
        return f"id: {event.reading.here.as_text()}\nevent: next\ndata: {answer.content.decode()}\n\n"


class AsyncStream:
    """The same for an ASGI server: what waits does so in a thread beside the event loop."""

    def __init__(self, stream: Stream) -> None:
        self._stream = stream

    async def __aiter__(self) -> AsyncIterator[str]:
        texts = iter(self._stream)
        try:
            while (text := await asyncio.to_thread(next, texts, None)) is not None:
                yield text
        finally:
            self._stream.close()

    def close(self) -> None:
        """Give the seat to somebody else."""
        self._stream.close()


@contextmanager
def _database_for_a_moment() -> Iterator[None]:
    """What waits for an hour must not hold a connection meanwhile."""
    try:
        yield
    finally:
        if not connection.in_atomic_block:
            connections.close_all()


def _user_now(request: HttpRequest) -> Any:
    """Who the token or session of a request is, now. Raises Unauthenticated for a token that does not open any more."""
    secret = bearer_of(request)
    if secret is not None:
        return owner_of(secret)
    asked = HttpRequest()
    asked.session = type(request.session)(request.session.session_key)
    return get_user(asked)
