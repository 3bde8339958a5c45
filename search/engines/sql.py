"""What the two databases' parts share."""

from dataclasses import dataclass
from typing import Any

# PostgreSQL keeps at most 1 MB of words a row and the first 16,383 places; what comes later in a text is found by
# its title, headings and summary.
MOST_BODY_WORDS = 50_000


@dataclass(frozen=True, slots=True)
class Sql:
    """A piece of SQL and its parameters."""

    text: str
    params: tuple[Any, ...] = ()
