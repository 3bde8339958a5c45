"""One text of many parts, and which part a place in it belongs to."""

from collections.abc import Iterable, Sequence
from typing import Any

from search import analysis
from search.drafts import Part

Starts = list[list[Any]]
"""Where each part begins in the text, with its number and label, in order: what JSON can keep."""


def put_together(text: str, parts: Iterable[Part]) -> tuple[str, Starts]:
    """The text with its parts behind it, a line of its own each, as far as a text may be long; and where each begins.

    Each part is cleaned before its place is noted, because cleaning can change how long it is.
    """
    pieces, starts = [analysis.cleaned(text)], []
    length = len(pieces[0])
    for part in parts:
        piece = analysis.cleaned(part.text, limit=max(analysis.LONGEST_TEXT - length - 1, 0))
        if not piece:
            continue
        starts.append([length + 1, part.number, analysis.cleaned(part.label, limit=255)])
        pieces.append(piece)
        length += 1 + len(piece)
    return "\n".join(pieces), starts


def part_at(starts: Sequence[Sequence[Any]], place: int | None) -> tuple[int | None, str]:
    """The number and label of the part that a place in the text lies in; None and "" before the first of them."""
    number, label = None, ""
    for start, its_number, its_label in starts:
        if place is None or place < start:
            break
        number, label = its_number, its_label
    return number, label
