"""What the two databases' parts share."""

from dataclasses import dataclass
from typing import Any

# More words than a text of the greatest length has, unless it is made of single letters.
MOST_BODY_WORDS = 200_000
# What a match of whatever may stand for the words adds to that of the words themselves.
INSTEAD = 0.3
# What the words of a question are worth where they stand together.
TOGETHER = 1.4


@dataclass(frozen=True, slots=True)
class Sql:
    """A piece of SQL and its parameters."""

    text: str
    params: tuple[Any, ...] = ()
