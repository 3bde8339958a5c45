"""The table of contents of an article, from the headings in its body."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

LEVELS = (2, 3)
FEWEST_WORTH_LISTING = 2


@dataclass
class Entry:
    """A heading to jump to, with the headings one level below it."""

    text: str
    anchor: str
    below: list["Entry"] = field(default_factory=list)


def contents_of(body: Iterable[Mapping[str, Any]]) -> list[Entry]:
    """Entries of the headings of level 2, those of level 3 below them; nothing when there is little to jump to."""
    headings = [block for block in body if block["kind"] == "HeadingBlock" and block["level"] in LEVELS]
    if len(headings) < FEWEST_WORTH_LISTING:
        return []
    entries: list[Entry] = []
    for heading in headings:
        entry = Entry(heading["text"], heading["anchor"])
        is_below = heading["level"] > LEVELS[0] and entries
        (entries[-1].below if is_below else entries).append(entry)
    return entries
