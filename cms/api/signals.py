"""What the API tells of its operations to whoever measures; it does not know who that is, and nobody need be there."""

from dataclasses import dataclass

from django.dispatch import Signal

# Sent before anything of an operation is looked at. Arguments: none.
operation_asked = Signal(use_caching=True)
# Sent once for each operation that was executed or refused. Argument: `operation`, an AnsweredOperation.
operation_answered = Signal(use_caching=True)


@dataclass(frozen=True, slots=True)
class AnsweredOperation:
    """What may be told of an operation to anybody: nothing in it says who asked, or for what.

    The `name` is the one its author gave it, cut off, or "" where none was found. The `digest` is the SHA-256 of its
    document in hexadecimal. The `cost` is None for what was refused before it
    was reckoned. It `is_kept` when the answer was another's. `limit` names the limit that it was beyond, if any.
    """

    name: str
    kind: str
    digest: str
    is_trusted: bool
    cost: int | None
    is_kept: bool
    statements: int
    codes: tuple[str, ...]
    limit: str
    seconds: float
