"""What comes of an operation."""

from dataclasses import dataclass, field
from typing import Any

from graphql import GraphQLFormattedError


@dataclass(frozen=True)
class Answer:
    """What came of an operation.

    `tags` name what the answer may be made of; it may be shared among readers with the same locks until one of them
    changes, unless there are none or it `is_personal`. One that was refused `has_run` false, and has errors alone.
    """

    data: dict[str, Any] | None
    errors: list[GraphQLFormattedError]
    tags: frozenset[str] = field(default_factory=frozenset)
    is_personal: bool = False
    has_run: bool = True

    def as_json(self) -> dict[str, Any]:
        """The answer as the GraphQL specification writes it."""
        answer: dict[str, Any] = {"errors": self.errors} if self.errors else {}
        if self.has_run:
            answer["data"] = self.data
        return answer

    @property
    def is_shareable(self) -> bool:
        """Whether another reader with the same locks may be given it."""
        return self.has_run and not self.errors and not self.is_personal and bool(self.tags)
