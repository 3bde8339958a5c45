"""Which parts of a Markdown text are code or comment, where nothing else may be read into the characters."""

import re
from bisect import bisect_right

FENCE = re.compile(r"^[ \t>]*(?:(?:[-*+]|\d+[.)])[ \t]+)*(?P<marks>`{3,}|~{3,})(?P<info>[^\n]*)$")
QUIET = re.compile(r"<!--.*?-->|(?P<ticks>`+)(?!`)(?:(?!\n[ \t]*\n).)+?(?<!`)(?P=ticks)(?!`)", re.DOTALL)
JSX_FENCE = "mdx-code-block"


def fences_of(lines: list[str]) -> list[tuple[int, int, str]]:
    """The fenced blocks of a text as (first line, line after the last, what stands behind the opening fence)."""
    found = []
    opened: tuple[int, str, str] | None = None
    for number, line in enumerate(lines):
        match = FENCE.match(line)
        if match is None:
            continue
        marks, info = match["marks"], match["info"].strip()
        if opened is None:
            if not (marks[0] == "`" and "`" in info):
                opened = (number, marks, info)
        elif marks[0] == opened[1][0] and len(marks) >= len(opened[1]) and not info:
            found.append((opened[0], number + 1, opened[2]))
            opened = None
    if opened is not None:
        found.append((opened[0], len(lines), opened[2]))
    return found


class QuietSpans:
    """The stretches of a text that are fenced code, code within a line, or an HTML comment: `position in spans`."""

    def __init__(self, text: str) -> None:
        starts = [0]
        for line in text.split("\n"):
            starts.append(starts[-1] + len(line) + 1)
        fences = [
            (starts[a], min(starts[b], len(text))) for a, b, info in fences_of(text.split("\n")) if info != JSX_FENCE
        ]
        spans, position = [], 0
        for start, end in [*fences, (len(text), len(text))]:
            spans += [match.span() for match in QUIET.finditer(text, position, start)]
            spans.append((start, end))
            position = end
        self._starts = [start for start, _end in spans]
        self._ends = [end for _start, end in spans]

    def __contains__(self, position: int) -> bool:
        index = bisect_right(self._starts, position) - 1
        return index >= 0 and position < self._ends[index]
