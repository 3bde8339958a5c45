"""What comes of an operation."""

import json
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

import orjson
from graphql import GraphQLFormattedError

Errors = list[GraphQLFormattedError]


@dataclass(frozen=True)
class Answer:
    """What came of an operation.

    `tags` name what the answer may be made of; it may be shared among readers with the same locks until one of them
    changes, unless there are none or it `is_personal`. Those of them that are `hidden` name what these readers may not
    see. One that was refused `has_run` false, and has errors alone.
    """

    data: dict[str, Any] | None
    errors: Errors
    tags: frozenset[str] = field(default_factory=frozenset)
    is_personal: bool = False
    has_run: bool = True
    hidden: frozenset[str] = field(default_factory=frozenset)

    def as_json(self) -> dict[str, Any]:
        """The answer as the GraphQL specification writes it."""
        answer: dict[str, Any] = {"errors": self.errors} if self.errors else {}
        if self.has_run:
            answer["data"] = self.data
        return answer

    @property
    def content(self) -> bytes:
        """The answer as it is sent."""
        return encoded(self.as_json())

    @property
    def is_shareable(self) -> bool:
        """Whether another reader with the same locks may be given it."""
        return self.has_run and not self.errors and not self.is_personal and bool(self.tags)


@dataclass(frozen=True, slots=True)
class KeptAnswer:
    """An answer as it is kept and sent: its bytes, and what says how long they hold.

    `tick` is that of the clock of changes before it was made; `ends_at` when it ends by itself. `etag` is quoted, and
    tells nothing to who has not seen the answer. It reads as an `Answer` does.
    """

    content: bytes
    etag: str
    tags: frozenset[str]
    tick: int
    ends_at: datetime
    hidden: frozenset[str] = frozenset()

    has_run: Final = True

    @property
    def data(self) -> dict[str, Any]:
        """The data, made anew for each who asks, so that none can change another's."""
        data: dict[str, Any] = orjson.loads(self.content)["data"]
        return data

    @property
    def errors(self) -> Errors:
        """There are none: what went wrong is not kept."""
        return []


def encoded(answer: Any) -> bytes:
    """JSON as it is sent: UTF-8 without spaces."""
    try:
        return orjson.dumps(answer)
    except TypeError:
        # An error may say what was asked, which is any number, or text that is not of Unicode.
        return json.dumps(answer, separators=(",", ":")).encode()
