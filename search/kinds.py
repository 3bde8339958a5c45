"""What sorts of things are found, as apps name them to readers."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Kind:
    """A sort of thing. `name` is its name in the contract's SearchKind, where `description` (English) explains it.

    `one` and `many` are what readers see beside a hit and in a list of choices; translated when they are shown.
    """

    name: str
    one: Any
    many: Any
    description: str
