"""What the two databases' parts share."""

from dataclasses import dataclass
from typing import Any

# More words than a text of the greatest length has, unless it is made of single letters.
MOST_BODY_WORDS = 200_000


@dataclass(frozen=True, slots=True)
class Sql:
    """A piece of SQL and its parameters."""

    text: str
    params: tuple[Any, ...] = ()
