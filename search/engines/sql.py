"""What the two databases' parts share."""

from dataclasses import dataclass
from typing import Any

# What comes later in a very long text is found by its title, headings and summary.
MOST_BODY_WORDS = 50_000


@dataclass(frozen=True, slots=True)
class Sql:
    """A piece of SQL and its parameters."""

    text: str
    params: tuple[Any, ...] = ()
